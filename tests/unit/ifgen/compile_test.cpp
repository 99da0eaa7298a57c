// What C and C++ compilers think of generated code, all warnings on.
#include <gtest/gtest.h>

#include <filesystem>

#include "ifgen/library.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::ifgen
{
namespace
{

constexpr CFile kEverything[] = {
    CFile::common, CFile::interfaceHeader, CFile::serverHeader, CFile::messages,          CFile::service,
    CFile::client, CFile::commonClient,    CFile::server,       CFile::asyncClientHeader, CFile::asyncClient};

class Compile : public testing::TestWithParam<const char*>
{
protected:
    const Interface* load()
    {
        const Interface* interface = library_.load("tests/golden/ifgen/" + std::string(GetParam()) + ".api");
        EXPECT_NE(interface, nullptr) << renderAll(diagnostics_, sources_, {});
        return interface;
    }

    void write(const Interface& interface, CFile file, const COptions& options, const std::string& folder = "")
    {
        GeneratedFile made = generateC(interface, file, options, templates_);
        scratch_.write(folder + made.name, made.text);
    }

    // Compiles without making an object: it is warnings that are looked for.
    void compile(const std::string& compiler, const std::string& standard, const std::string& file,
                 std::vector<std::string> more = {})
    {
        std::vector<std::string> command = {compiler,
                                            "-std=" + standard,
                                            "-fsyntax-only",
                                            "-Wall",
                                            "-Wextra",
                                            "-Werror",
                                            "-DLE_COMPONENT_NAME=test",
                                            "-I" + std::filesystem::absolute("runtime/include").string()};
        command.insert(command.end(), more.begin(), more.end());
        command.insert(command.end(), {"-I" + scratch_.path(), scratch_.path() + "/" + file});
        test::Outcome outcome = test::run(command);
        EXPECT_EQ(outcome.status, 0) << compiler << " " << file << "\n" << outcome.err;
    }

    DiskWorld world_;
    SourceMap sources_;
    Diagnostics diagnostics_;
    Library library_{world_, sources_, diagnostics_, {}};
    Templates templates_{"templates"};
    test::ScratchDirectory scratch_;
};

TEST_P(Compile, WithoutWarnings)
{
    const Interface* interface = load();
    ASSERT_NE(interface, nullptr);
    const std::string name = GetParam();
    for (const Interface* used : importClosure(*interface))
    {
        for (CFile file : {CFile::common, CFile::interfaceHeader, CFile::serverHeader})
        {
            write(*used, file, {});
            write(*used, file, {}, "async/");
        }
    }
    for (CFile file : kEverything)
    {
        write(*interface, file, {});
    }
    COptions alias;
    alias.prefix = "other";
    for (CFile file :
         {CFile::interfaceHeader, CFile::service, CFile::client, CFile::asyncClientHeader, CFile::asyncClient})
    {
        write(*interface, file, alias);
    }
    COptions async;
    async.async = true;
    write(*interface, CFile::serverHeader, async, "async/");
    write(*interface, CFile::server, async, "async/");
    COptions direct;
    direct.direct = true;
    write(*interface, CFile::server, direct, "direct/");

    scratch_.write("both.cpp", "#include \"" + name + "_interface.h\"\n#include \"" + name + "_server.h\"\n" +
                                   "#include \"other_interface.h\"\n#include \"other_async.h\"\n#include \"" + name +
                                   "_async.h\"\n");
    scratch_.write("both.c", "#include \"" + name + "_client.c\"\n#include \"" + name + "_commonclient.c\"\n" +
                                 "#include \"" + name + "_server.h\"\n");
    for (const char* compiler : {"gcc", "clang"})
    {
        if (test::run({"/usr/bin/env", "sh", "-c", std::string("command -v ") + compiler}).status != 0)
        {
            continue;
        }
        for (const std::string& file :
             {name + "_client.c", std::string("other_client.c"), name + "_commonclient.c", name + "_async.c",
              std::string("other_async.c"), name + "_server.c", std::string("both.c")})
        {
            compile(compiler, "gnu99", file);
        }
        compile(compiler, "gnu99", "other_client.c", {"-DMK_TOOLS_BUILD"});
        compile(compiler, "gnu99", "async/" + name + "_server.c", {"-I" + scratch_.path() + "/async"});
        compile(compiler, "gnu99", "direct/" + name + "_server.c");
        compile(compiler == std::string("gcc") ? "g++" : "clang++", "c++17", "both.cpp");
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Compile, testing::Values("units", "kiln", "words", "errand"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace ligature::ifgen
