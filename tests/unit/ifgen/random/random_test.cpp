// Random interfaces from text to running code: what one side sends, the other side gets. Always the same ones, unless
// the environment names others: LIGATURE_RANDOM_FIRST is the first seed, LIGATURE_RANDOM_COUNT how many there are.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "ifgen/library.h"
#include "ifgen/model.h"
#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/ifgen/random/exchange.h"
#include "tests/unit/ifgen/random/random_api.h"

namespace ligature::ifgen
{
namespace
{

constexpr unsigned kInterfaces = 120;
constexpr unsigned kPerUnit = 30;  ///< compiled together: fast, and their names must keep out of each other's way

unsigned fromEnvironment(const char* name, unsigned otherwise)
{
    const char* text = std::getenv(name);
    return text != nullptr ? static_cast<unsigned>(std::stoul(text)) : otherwise;
}

class Random : public testing::Test
{
protected:
    // The code of both sides, and what plays them.
    std::string makeInterface(unsigned index)
    {
        std::mt19937 random(index);
        const std::string name = fmt::format("x{}", index);
        const std::string path = "/project/" + name + ".api";
        const std::string text = randomApi(random);
        world_.addFile(path, text);
        const Interface* interface = library_.load(path);
        EXPECT_NE(interface, nullptr) << text << renderAll(diagnostics_, sources_, {});
        if (interface == nullptr)
        {
            return "";
        }
        COptions client;
        client.prefix = fmt::format("u{}", index);
        // One in three is called without messages.
        COptions server;
        server.direct = index % 3 == 0;
        for (CFile file :
             {CFile::common, CFile::messages, CFile::serverHeader, CFile::service, CFile::server, CFile::commonClient})
        {
            write(generateC(*interface, file, server, templates_));
        }
        for (CFile file : {CFile::interfaceHeader, CFile::service, CFile::client})
        {
            write(generateC(*interface, file, client, templates_));
        }
        scratch_.write(name + "_exchange.c", exchangeCode(*interface, client.prefix, random));
        return fmt::format(
            "#include \"{0}_server.c\"\n#include \"{0}_commonclient.c\"\n#include \"{1}_client.c\"\n"
            "#include \"{0}_exchange.c\"\n",
            name, client.prefix);
    }

    void write(const GeneratedFile& file) { scratch_.write(file.name, file.text); }

    void run(std::vector<std::string> command)
    {
        test::RunOptions options;
        options.directory = scratch_.path();
        const test::Outcome outcome = test::run(command, options);
        ASSERT_EQ(outcome.status, 0) << command[0] << "\n"
                                     << outcome.out.substr(0, 4000) << outcome.err.substr(0, 4000);
    }

    MemoryWorld world_;
    SourceMap sources_;
    Diagnostics diagnostics_;
    Library library_{world_, sources_, diagnostics_, {}};
    Templates templates_{"templates"};
    test::ScratchDirectory scratch_;
};

TEST_F(Random, ValuesArriveAsTheyWereSent)
{
    const std::string top = std::filesystem::current_path().string();
    const std::string head =
        "#include <stdio.h>\n#include <string.h>\n#include \"legato.h\"\n"
        "#include \"tests/unit/ifgen/random/play.h\"\n";
    std::string table = head;
    std::string entries;
    const std::vector<std::string> sanitizers = {RANDOM_SANITIZERS};
    std::vector<std::string> link = {RANDOM_CXX, "-o", "play"};
    link.insert(link.end(), sanitizers.begin(), sanitizers.end());
    const unsigned begin = fromEnvironment("LIGATURE_RANDOM_FIRST", 0);
    const unsigned end = begin + fromEnvironment("LIGATURE_RANDOM_COUNT", kInterfaces);
    for (unsigned first = begin; first < end; first += kPerUnit)
    {
        // Differences seen by the server, by handlers; calls of handlers and of Remove functions.
        std::string unit = head + "static int Bad, Told, Calls, Removed;\n";
        for (unsigned index = first; index < std::min(first + kPerUnit, end); ++index)
        {
            unit += makeInterface(index);
            table += fmt::format("void x{0}_AdvertiseService(void);\nint exchange_x{0}(void);\n", index);
            entries += fmt::format("    {{ \"x{0}\", x{0}_AdvertiseService, exchange_x{0} }},\n", index);
        }
        const std::string name = fmt::format("unit{}", first);
        scratch_.write(name + ".c", unit);
        std::vector<std::string> compile = {RANDOM_CC,
                                            "-std=gnu11",
                                            "-O0",
                                            "-Wall",
                                            "-Wextra",
                                            "-Werror",
                                            "-Wno-unused",
                                            "-Wno-unused-parameter",
                                            "-Wno-type-limits",
                                            "-DLE_COMPONENT_NAME=test",
                                            "-I" + top,
                                            "-I" + top + "/runtime/include",
                                            "-c",
                                            name + ".c"};
        compile.insert(compile.end(), sanitizers.begin(), sanitizers.end());
        run(compile);
        link.push_back(name + ".o");
    }
    scratch_.write("table.c", table + "const RandomExchange RandomExchanges[] =\n{\n" + entries + "    { 0 }\n};\n");
    link.insert(link.end(), {"-I" + top, "-I" + top + "/runtime/include", "-x", "c", "table.c", "-x", "none",
                             PLAY_LIBRARY, SEAM_LIBRARY});
    run(link);
    run({scratch_.path() + "/play"});
}

TEST_F(Random, TheSameSeedGivesTheSameText)
{
    std::mt19937 one(7);
    std::mt19937 other(7);
    EXPECT_EQ(randomApi(one), randomApi(other));
}

}  // namespace
}  // namespace ligature::ifgen
