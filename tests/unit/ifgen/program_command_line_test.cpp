// Command lines of the ifgen program that are wrong, or unusual.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>

#include "tests/unit/ifgen/program_fixture.h"

namespace ligature
{
namespace
{

using testing::HasSubstr;

TEST_F(Program, NamesTheOptionThatWasMeant)
{
    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    const auto refusal = [&](const std::string& option)
    {
        const test::Outcome outcome = run({option, "lamp.api"});
        EXPECT_EQ(outcome.status, 2) << option;
        return outcome.err;
    };
    const std::string unexpected = "ifgen: The following argument was not expected: ";
    EXPECT_EQ(refusal("--chekc"), unexpected + "--chekc\nhint: did you mean --check?\nTry 'ifgen --help'.\n");
    EXPECT_EQ(refusal("--gen-serer=yes"),
              unexpected + "--gen-serer=yes\nhint: did you mean --gen-server?\nTry 'ifgen --help'.\n");
    EXPECT_EQ(refusal("--gen-c"), unexpected +
                                      "--gen-c\nhint: did you mean --gen-common-interface or --gen-client or "
                                      "--gen-common-client?\nTry 'ifgen --help'.\n");
    EXPECT_EQ(refusal("--wallpaper"), unexpected + "--wallpaper\nTry 'ifgen --help'.\n");
    EXPECT_EQ(refusal("-x"), unexpected + "-x\nTry 'ifgen --help'.\n");
}

TEST_F(Program, SaysWhyAFileCannotBeRead)
{
    std::filesystem::create_directory(scratch_.path() + "/lamps.api");
    EXPECT_EQ(run({"--check", "absent.api"}).err, "ifgen: cannot read absent.api: no such file\n");
    EXPECT_EQ(run({"--check", "lamps.api"}).err, "ifgen: cannot read lamps.api: it is a directory\n");
    EXPECT_EQ(run({"--check", "/dev/null"}).err, "ifgen: cannot read /dev/null: it is no regular file\n");
    EXPECT_EQ(run({"--check", ""}).err, "ifgen: which .api file?\nTry 'ifgen --help'.\n");
}

TEST_F(Program, SaysThatAFileIsForbidden)
{
    if (::geteuid() != 0)
    {
        GTEST_SKIP() << "needs root, to be somebody else";
    }
    std::filesystem::permissions(scratch_.path(), std::filesystem::perms(0755));
    const std::string path = scratch_.write("secret.api", "FUNCTION Set(bool on);\n");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    const test::Outcome outcome =
        test::run({ifgen(), "--check", "secret.api"}, {.directory = scratch_.path(), .user = 65534});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, "error: cannot read 'secret.api': permission denied [E0150]\n");
}

TEST_F(Program, AfterTwoDashesThereAreFilesAlone)
{
    scratch_.write("--check", "FUNCTION Set(bool on);\n");
    scratch_.write("--gen-al", "FUNCTION Set(boolean on);\n");
    const auto runWith = [&](const std::string& options, std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ifgen());
        return test::run(arguments, {.directory = scratch_.path(), .variables = {{"IFGEN_OPTIONS", options}}});
    };
    EXPECT_THAT(runWith("", {"--check", "--", "--gen-al"}).err, HasSubstr("'--gen-al' is not a name in C"));

    scratch_.write("lamp.api", "FUNCTION Set(bool on);\n");
    const test::Outcome outcome = runWith("--hash", {"--", "lamp.api"});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out.size(), 33U) << outcome.out;
}

}  // namespace
}  // namespace ligature
