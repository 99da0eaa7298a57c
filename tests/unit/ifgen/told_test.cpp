// How the ifgen program tells what is wrong: in colour, and how much of it.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/on_terminal.h"
#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

std::string ifgen()
{
    return std::filesystem::canonical("/proc/self/exe").parent_path().parent_path() / "bin/ifgen";
}

TEST(Told, InColourOnTerminalsAndForThoseWhoWantIt)
{
    test::ScratchDirectory scratch;
    scratch.write("a.api", "FUNCTION Set(boolean on);\n");
    const std::string plain =
        "a.api:1:14: error: unknown type 'boolean' [E0130]\n"
        "    1 | FUNCTION Set(boolean on);\n"
        "      |              ^~~~~~~\n";
    const std::string colourful =
        "\033[1ma.api:1:14:\033[0m \033[1;31merror:\033[0m \033[1munknown type 'boolean'\033[0m [E0130]\n"
        "    1 | FUNCTION Set(boolean on);\n"
        "      |              \033[1;32m^~~~~~~\033[0m\n";
    for (const std::string call : {" --check a.api", " --compare a.api a.api"})
    {
        const auto shown = [&](const std::string& environment)
        { return test::shownOnTerminal(environment, ifgen() + call, scratch.path()); };
        EXPECT_EQ(shown("-u NO_COLOR TERM=xterm"), colourful) << call;
        EXPECT_EQ(shown("NO_COLOR= TERM=xterm"), colourful) << call;
        EXPECT_EQ(shown("NO_COLOR=1 TERM=xterm"), plain) << call;
        EXPECT_EQ(shown("-u NO_COLOR TERM=dumb"), plain) << call;
        EXPECT_EQ(shown("-u NO_COLOR -u TERM"), plain) << call;
    }
}

TEST(Told, OfManyMistakesTheFirst)
{
    test::ScratchDirectory scratch;
    std::string text;
    for (int i = 0; i < 2000; ++i)
    {
        text += "FUNCTION F" + std::to_string(i) + "(boolean on);\n";
    }
    scratch.write("a.api", text);
    const test::Outcome outcome = test::run({ifgen(), "--check", "a.api"}, {.directory = scratch.path()});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, testing::EndsWith("a.api:100:14: error: unknown type 'boolean' [E0130]\n"
                                               "  100 | FUNCTION F99(boolean on);\n"
                                               "      |              ^~~~~~~\n"
                                               "... and 1900 more errors\n"));
    const test::Outcome json =
        test::run({ifgen(), "--check", "--diagnostics", "json", "a.api"}, {.directory = scratch.path()});
    EXPECT_EQ(json.status, 1);
    EXPECT_THAT(json.err, testing::HasSubstr("\"line\": 2000,"));
}

}  // namespace
}  // namespace ligature
