#include "mkapp/options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace ligature::mkapp;
using testing::ElementsAre;

namespace
{

std::variant<Options, int> parse(Tool tool, std::vector<const char*> arguments)
{
    arguments.insert(arguments.begin(), toolName(tool));
    return parseCommandLine(tool, static_cast<int>(arguments.size()), arguments.data());
}

Options good(Tool tool, const std::vector<const char*>& arguments)
{
    auto parsed = parse(tool, arguments);
    EXPECT_TRUE(std::holds_alternative<Options>(parsed));
    return std::holds_alternative<Options>(parsed) ? std::get<Options>(parsed) : Options{};
}

/// What is printed to stderr for a wrong command line.
std::string refusal(Tool tool, const std::vector<const char*>& arguments)
{
    testing::internal::CaptureStderr();
    auto parsed = parse(tool, arguments);
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_TRUE(std::holds_alternative<int>(parsed) && std::get<int>(parsed) == 2);
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST(Options, HaveDefaults)
{
    const Options options = good(Tool::mkapp, {"dir/hello.adef"});
    EXPECT_THAT(options.items, ElementsAre("dir/hello.adef"));
    EXPECT_EQ(options.target, "localhost");
    EXPECT_EQ(options.outputDirectory, ".");
    EXPECT_EQ(workDirectoryOf(options, "/here"), "/here/_build_hello/localhost");
    EXPECT_EQ(workDirectoryOf(good(Tool::mkcomp, {"comp"}), "/here"), "/here/_build");
}

TEST(Options, MayStandBehindTheFile)
{
    const Options options =
        good(Tool::mksys, {"-t", "localhost", "-w", "work/", "d.sdef", "-o", "out", "-j", "3", "-v", "-n", "-g"});
    EXPECT_EQ(workDirectoryOf(options, "/here"), "/here/work");
    EXPECT_EQ(options.outputDirectory, "out");
    EXPECT_EQ(options.jobs, 3);
    EXPECT_TRUE(options.verbose && options.dontRunNinja && options.generateOnly);
}

TEST(Options, TakeFlagsThatBeginWithADash)
{
    const Options options = good(Tool::mkcomp, {"-X", "-O2 -fno-omit-frame-pointer", "-C", "-DX='a b'", "-L",
                                                "-mfloat-abi=hard", "--cflags=--coverage", "-X", "-shared", "."});
    EXPECT_THAT(options.cxxflags, ElementsAre("-O2", "-fno-omit-frame-pointer", "-shared"));
    EXPECT_THAT(options.cflags, ElementsAre("-DX=a b", "--coverage"));
    EXPECT_THAT(options.ldflags, ElementsAre("-mfloat-abi=hard"));
    EXPECT_THAT(options.items, ElementsAre("."));
}

TEST(Options, TakeOneValueEachTime)
{
    const Options options =
        good(Tool::mkexe, {"-i", "a", "-i", "b", "-s", "c", "-c", "d", "-o", "x", "main.c", "comp"});
    EXPECT_THAT(options.interfaceSearch, ElementsAre("a", "b"));
    EXPECT_THAT(options.sourceSearch, ElementsAre("c", "d"));
    EXPECT_THAT(options.items, ElementsAre("main.c", "comp"));
}

TEST(Options, RefuseWhatIsNotSupportedYet)
{
    EXPECT_EQ(refusal(Tool::mksys, {"-T", "rtos", "a.sdef"}), "mksys: -T (--os-type) rtos is not supported yet");
    EXPECT_EQ(refusal(Tool::mkapp, {"-b", "a.adef"}), "mkapp: -b (--bin-pack) is not supported yet");
    EXPECT_EQ(refusal(Tool::mkapp, {"-S", "a.adef"}), "mkapp: -S (--ima-sign) is not supported yet");
    EXPECT_EQ(refusal(Tool::mkapp, {"-K", "k", "a.adef"}), "mkapp: -K (--key) is not supported yet");
    EXPECT_EQ(refusal(Tool::mkapp, {"-d", "dbg", "a.adef"}), "mkapp: -d (--debug-dir) is not supported yet");
}

TEST(Options, RefuseWrongCommandLines)
{
    EXPECT_EQ(refusal(Tool::mkapp, {}), "mkapp: no .adef file was given");
    EXPECT_EQ(refusal(Tool::mkapp, {"a.adef", "b.adef"}), "mkapp: more than one .adef file was given");
    EXPECT_EQ(refusal(Tool::mkapp, {"x.txt"}), "mkapp: 'x.txt' is not the name of a .adef file");
    EXPECT_EQ(refusal(Tool::mkapp, {"-t", "../x", "a.adef"}), "mkapp: '../x' is not the name of a target");
    EXPECT_EQ(refusal(Tool::mkapp, {"-C", "-DX='a", "a.adef"}), "mkapp: -C: a quote is open at the end of: -DX='a");
    EXPECT_EQ(refusal(Tool::mkexe, {"main.c"}), "mkexe: -o (--output), the path of the executable, is missing");
    EXPECT_NE(refusal(Tool::mkapp, {"-j", "abc", "a.adef"}), "");
    EXPECT_NE(refusal(Tool::mkapp, {"-q", "a.adef"}), "");
    EXPECT_NE(refusal(Tool::mkapp, {"a.adef", "-t"}), "");
    EXPECT_NE(refusal(Tool::mkapp, {"a.adef", "-w", ""}), "");
}
