// The tools on a target on which nothing was ever installed, and with wrong command lines: exact texts.
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/reachable.h"
#include "tests/support/scratch_directory.h"

namespace ligature
{
namespace
{

using test::Outcome;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class FreshTarget : public testing::Test
{
protected:
    ~FreshTarget() override { tool({"legato", "stop"}); }

    std::string root() const { return scratch_.path() + "/t"; }

    static std::string build() { return std::filesystem::read_symlink("/proc/self/exe").parent_path().parent_path(); }
    static std::string tools() { return build() + "/bin"; }

    Outcome tool(std::vector<std::string> arguments) const
    {
        arguments[0] = tools() + "/" + arguments[0];
        test::RunOptions options;
        options.variables = {{"LIGATURE_TARGET_ROOT", root()}};
        return test::run(arguments, options);
    }

    void expect(const std::vector<std::string>& command, int status, const std::string& out, const std::string& err)
    {
        const Outcome outcome = tool(command);
        const std::string shown = testing::PrintToString(command);
        EXPECT_EQ(status, outcome.status) << shown;
        EXPECT_EQ(out, outcome.out) << shown;
        EXPECT_EQ(err, outcome.err) << shown;
    }

    test::ScratchDirectory scratch_;
};

TEST_F(FreshTarget, ToolsSayThatNothingRuns)
{
    const std::string notRunning = "Legato framework is NOT running.\n";
    expect({"legato", "status"}, 1, "Systems installed: NONE\n" + notRunning, "");
    expect({"legato", "stop"}, 0, "Stopping Legato....\nLegato wasn't running.\n", "");
    expect({"app", "status"}, 0, "", "");
    expect({"app", "status", "blink"}, 0, "[not installed] blink\n", "");
    expect({"app", "list"}, 0, "", "");
    expect({"app", "info"}, 0, "", "");
    expect({"app", "info", "blink"}, 1, "blink is not installed.\n", "");
    expect({"app", "version", "blink"}, 1, "blink is not installed.\n", "");
    expect({"app", "start", "blink"}, 1, "", notRunning);
    expect({"app", "stop", "blink"}, 1, "", notRunning);
    expect({"app", "stop", "*"}, 1, "", notRunning);
    expect({"app", "restart", "blink"}, 1, "", notRunning);
    expect({"log"}, 1, "", "log: there is no log yet: " + root() + "/log/messages: No such file or directory\n");
    expect({"sdir", "list"}, 1, "",
           "sdir: the Service Directory of " + root() + " is not running (try: legato start)\n");
    EXPECT_FALSE(std::filesystem::exists(root())) << "asking leaves no trace";
}

TEST_F(FreshTarget, FrameworkRunsWithoutASystem)
{
    expect({"legato", "start"}, 0, "Starting Legato...\nNo system is installed yet; `update FILE` installs one.\n", "");
    expect({"legato", "start"}, 0, "The Legato Supervisor is already running.\n", "");
    EXPECT_THAT(tool({"legato", "status"}).out, StartsWith("Systems installed: NONE\nLegato framework is running.\n"));
    expect({"app", "status"}, 0, "", "");
    expect({"app", "start", "blink"}, 1, "", "Application 'blink' is not installed.\n");
    EXPECT_THAT(tool({"log"}).out, HasSubstr(" | no system is installed\n"));
    expect({"legato", "restart"}, 0, "Legato has restarted.\n", "");
    expect({"legato", "stop"}, 0, "Stopping Legato....\nDONE.\n", "");
    EXPECT_EQ(1, tool({"legato", "status"}).status);
}

TEST_F(FreshTarget, FrameworkKeepsNothingOpenThatItsStarterHad)
{
    const Outcome outcome = test::run(
        {"sh", "-c", "exec 9>$2 && flock 9 && $1 --root $3 start >/dev/null && exec 9>&- && flock --nonblock $2 true",
         "sh", tools() + "/legato", scratch_.path() + "/lock", root()});
    EXPECT_EQ(0, outcome.status) << outcome.err;
}

TEST_F(FreshTarget, UpdateSaysWhatIsWrongWithItsPack)
{
    const std::string missing = scratch_.path() + "/none.update";
    expect({"update", missing}, 1, "FAILED\n",
           "***Error: The update package cannot be read.\nupdate: cannot open " + missing +
               ": No such file or directory\n");
    expect({"update", scratch_.path()}, 1, "FAILED\n",
           "***Error: The update package cannot be read.\nupdate: " + scratch_.path() + " is a directory\n");
    const std::string empty = scratch_.write("empty.update", "");
    expect({"update", empty}, 1, "FAILED\n",
           "***Error: Received bad update package. See log for details.\n"
           "update: pack: it is not a pack, or truncated: it ends after 0 bytes\n");
    expect({"update", "--remove", "blink"}, 1, "FAILED\n",
           "***Error: The update is refused.\n"
           "update: cannot remove app blink: there is no system on this target yet; install a system first\n");
    expect({"update", "-g"}, 1, "", "**ERROR: There is no system on this target.\n");
    expect({"update", "-b"}, 1, "", "**ERROR: There is no system on this target.\n");
}

TEST_F(FreshTarget, UpdateReadsNoFurtherThanTheHeadOfWhatIsNoPack)
{
    // head(1) is killed for want of a reader unless all is read.
    for (const std::string what : {"/dev/zero", "/dev/urandom"})
    {
        const Outcome outcome = test::run(
            {"sh", "-c",
             "(head -c 100000000 " + what + " && echo all read >&2) | " + tools() + "/update --root " + root()});
        EXPECT_EQ(1, outcome.status) << what;
        EXPECT_EQ("FAILED\n", outcome.out) << what;
        EXPECT_THAT(outcome.err,
                    StartsWith("***Error: Received bad update package. See log for details.\nupdate: pack: "))
            << what;
        EXPECT_THAT(outcome.err, Not(HasSubstr("all read"))) << what;
    }
}

TEST_F(FreshTarget, WrongCommandLinesEndWithStatusTwo)
{
    for (const std::string name : {"legato", "app", "sdir"})
    {
        expect({name}, 2, "", name + ": no command given.  Try --help.\n");
        expect({name, "frobnicate"}, 2, "", "Unknown command 'frobnicate'.  Try --help.\n");
        expect({name, "--frobnicate"}, 2, "", "Unknown option '--frobnicate'.  Try --help.\n");
    }
    expect({"app", "start"}, 2, "", "app: NAME is required.  Try --help.\n");
    expect({"app", "remove", "blink"}, 2, "", "app: 'remove' is not supported yet\n");
    expect({"app", "runProc", "blink", "--exe=/bin/x"}, 2, "", "app: 'runProc' is not supported yet\n");
    expect({"legato", "start", "now"}, 2, "", "legato: The following argument was not expected: now.  Try --help.\n");
    expect({"update", "--frobnicate"}, 2, "",
           "update: The following argument was not expected: --frobnicate.  Try --help.\n");
    expect({"sdir", "bind", "x", "y.z"}, 2, "",
           "sdir: 'x' is not an interface: give APP.EXE.COMPONENT.INTERFACE, APP.INTERFACE, or <USER> in the place of "
           "APP\n");
    expect({"log", "one", "two"}, 2, "", "log: unexpected argument 'two'; see log --help\n");
}

TEST_F(FreshTarget, SaysThatItsOutputIsLost)
{
    const auto expectComplaint = [&](const std::string& tool, const std::string& arguments)
    {
        const Outcome outcome =
            test::run({"sh", "-c", tools() + "/" + tool + " --root " + root() + " " + arguments + " >/dev/full"});
        EXPECT_EQ(1, outcome.status) << tool << " " << arguments;
        EXPECT_THAT(outcome.err, HasSubstr(tool + ": cannot write to the standard output")) << arguments;
    };
    expectComplaint("legato", "version");
    expectComplaint("sdir", "help");
    expectComplaint("update", "--remove blink");
    for (const std::string tool : {"legato", "app", "sdir", "log", "ipctrace", "update"})
    {
        expectComplaint(tool, "--help");
        expectComplaint(tool, "--version");
    }
}

TEST_F(FreshTarget, AFullDiskDoesNotEndIpctraceWithoutAWord)
{
    const Outcome outcome =
        test::run({"unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                   "mkdir $1 && mount -t tmpfs -o size=256k none $1 && legato --root $1 start --no-sandbox >/dev/null "
                   "|| exit 77\n"
                   "cat /dev/zero >$1/full 2>/dev/null\n"
                   "timeout 10 ipctrace --root $1 --app '<user>'; status=$?\n"
                   "legato --root $1 stop >/dev/null; exit $status",
                   "sh", root()},
                  {.variables = {{"PATH", tools() + ":/usr/sbin:/usr/bin:/sbin:/bin"}}, .timeoutSeconds = 30});
    if (outcome.status == 77 || outcome.err.find("unshare:") != std::string::npos)
    {
        GTEST_SKIP() << "needs a file system of its own: " << outcome.err;
    }
    EXPECT_EQ(1, outcome.status);
    EXPECT_EQ("ipctrace: cannot follow <user>: switch: No space left on device\n", outcome.err);
}

TEST_F(FreshTarget, ALogThatMayNotBeReadIsNotMissing)
{
    if (::geteuid() != 0)
    {
        GTEST_SKIP() << "needs root";
    }
    std::filesystem::create_directories(root() + "/log");
    std::filesystem::permissions(scratch_.write("t/log/messages", "a line"), std::filesystem::perms::owner_read);
    test::RunOptions options;
    options.user = 2;
    const Outcome outcome = test::run({test::reachableBuild(build()) + "/bin/log", "--root", root()}, options);
    EXPECT_EQ(1, outcome.status);
    EXPECT_EQ("log: the log cannot be read: " + root() + "/log/messages: Permission denied\n", outcome.err);
}

TEST_F(FreshTarget, DaemonsTellTheirVersion)
{
    for (const std::string name : {"supervisor", "serviceDirectory", "logControl"})
    {
        const Outcome outcome = test::run({build() + "/libexec/ligature/" + name, "--version"});
        EXPECT_EQ(0, outcome.status) << name;
        EXPECT_EQ(tool({"sdir", "--version"}).out, outcome.out) << name;
    }
}

TEST_F(FreshTarget, CommandsOfLogAreNeverTakenForApps)
{
    for (const std::string command : {"list", "level", "trace", "stoptrace", "forget"})
    {
        const std::string text = "log: '" + command + "' is not supported yet\n";
        expect({"log", command}, 2, "", text);
        expect({"log", command, "INFO", "blink/component"}, 2, "", text);
        expect({"log", command, "-p", "keyword"}, 2, "", text);
        expect({"legato", "log", command}, 2, "", text);
    }
}

TEST_F(FreshTarget, HelpGoesToStandardOutput)
{
    for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{
             {"legato", "help"}, {"legato", "--help"}, {"sdir", "help"}, {"app", "-h"}})
    {
        const Outcome outcome = tool(command);
        EXPECT_EQ(0, outcome.status);
        EXPECT_THAT(outcome.out, HasSubstr("Examples:"));
        EXPECT_THAT(outcome.out, HasSubstr("Subcommands:"));
        EXPECT_EQ("", outcome.err);
    }
}

}  // namespace
}  // namespace ligature
