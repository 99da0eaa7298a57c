// What C and C++ compilers think of generated code, all warnings on.
#include <gtest/gtest.h>

#include "tests/unit/ifgen/compiling.h"

namespace ligature::ifgen
{
namespace
{

constexpr CFile kEverything[] = {
    CFile::common, CFile::interfaceHeader, CFile::serverHeader, CFile::messages,          CFile::service,
    CFile::client, CFile::commonClient,    CFile::server,       CFile::asyncClientHeader, CFile::asyncClient};

class Compile : public testing::TestWithParam<const char*>, protected Compiling
{
};

class Alias : public testing::Test, protected Compiling
{
};

TEST_P(Compile, WithoutWarnings)
{
    const std::string name = GetParam();
    const Interface* interface = load("tests/golden/ifgen/" + name + ".api");
    ASSERT_NE(interface, nullptr);
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

// Types and functions have the alias as it is, constants in capitals.
TEST_F(Alias, ThatDiffersFromTheFileInCapitalsAlone)
{
    scratch_.write("lamp.api",
                   "DEFINE MOST = 3; ENUM Mode { SLOW, fast }; BITMASK Alarm { HEAT }; FUNCTION F(Mode m);\n");
    const Interface* interface = load(scratch_.path() + "/lamp.api");
    ASSERT_NE(interface, nullptr);
    for (CFile file : kEverything)
    {
        write(*interface, file, {});
    }
    COptions alias;
    alias.prefix = "Lamp";
    for (CFile file : {CFile::interfaceHeader, CFile::serverHeader, CFile::service, CFile::client, CFile::server,
                       CFile::asyncClientHeader, CFile::asyncClient})
    {
        write(*interface, file, alias);
    }
    scratch_.write(
        "user.c",
        "#include \"Lamp_async.h\"\nLamp_Mode_t mode(void)\n{\n    Lamp_F(LAMP_fast);\n    return LAMP_SLOW;\n}\n");
    for (const char* file : {"Lamp_client.c", "Lamp_server.c", "Lamp_async.c", "user.c"})
    {
        compile("gcc", "gnu99", file);
    }
}

INSTANTIATE_TEST_SUITE_P(Files, Compile, testing::Values("units", "kiln", "words", "errand"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace ligature::ifgen
