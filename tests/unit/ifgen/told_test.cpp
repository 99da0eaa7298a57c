// How the ifgen program tells what is wrong: in colour or not.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace ligature
