// What goes wrong around apps: daemons and the Supervisor die, tools come at the same time.
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include <gmock/gmock.h>

#include "tests/unit/supervisor/target_fixture.h"

namespace ligature::supervisor
{
namespace
{

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using RecoveryTest = TargetTest;

bool isGone(pid_t pid)
{
    for (int i = 0; i < 500; ++i)
    {
        if (::access(("/proc/" + std::to_string(pid)).c_str(), F_OK) != 0)
        {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

TEST_P(RecoveryTest, AppsComeBackWhenADaemonDies)
{
    ASSERT_EQ(install({probeApp("steady", {})}).status, 0);
    for (const std::string daemon : {"serviceDirectory", "logControl"})
    {
        ASSERT_EQ(tool({"legato", "start"}).status, 0);
        const pid_t before = pidOf("steady");
        ASSERT_EQ(::kill(daemonPid(daemon), SIGKILL), 0) << daemon;
        EXPECT_TRUE(isGone(before)) << daemon;
        EXPECT_TRUE(eventually([&] { return tool({"app", "status"}).out == "[running] steady\n"; })) << daemon;
        EXPECT_NE(pidOf("steady"), before);
        // What was written while there was no log daemon is lost; what matters is that lines arrive again.
        ASSERT_EQ(tool({"app", "restart", "steady"}).status, 0);
        EXPECT_TRUE(logHas("", "app 'steady' stops"));
        ASSERT_EQ(tool({"legato", "stop"}).status, 0);
    }
}

TEST_P(RecoveryTest, AFrameworkThatCannotComeUpIsNoSuccess)
{
    scratch_.write("target/log", "in the way of a folder");
    const test::Outcome start = tool({"legato", "start"});
    EXPECT_EQ(start.status, 1);
    EXPECT_EQ(start.err, "supervisor: logControl ended while it started\nLegato could not be started.\n");
    EXPECT_EQ(tool({"legato", "status"}).status, 1);
}

TEST_P(RecoveryTest, ADaemonThatDiesAgainStopsTheFramework)
{
    ASSERT_EQ(install({probeApp("steady", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t first = daemonPid("serviceDirectory");
    ASSERT_EQ(::kill(first, SIGKILL), 0);
    ASSERT_TRUE(isGone(first));
    pid_t second = 0;
    ASSERT_TRUE(eventually(
        [&] {
            return tool({"app", "status"}).out == "[running] steady\n" && (second = daemonPid("serviceDirectory")) > 0;
        }));
    const pid_t app = pidOf("steady");
    ASSERT_EQ(::kill(second, SIGKILL), 0);
    EXPECT_TRUE(isGone(app));
    EXPECT_TRUE(eventually([&] { return tool({"legato", "status"}).status == 1; }));
    EXPECT_TRUE(logHas("", "serviceDirectory was killed by signal 9 (Killed), for the second time within 10 s"));
}

TEST_P(RecoveryTest, NothingIsLeftOfADeadSupervisor)
{
    auto free = probeApp("free", {});
    free.sandboxed = false;
    ASSERT_EQ(install({probeApp("steady", {"stubborn"}), free}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t directory = daemonPid("serviceDirectory");
    const pid_t log = daemonPid("logControl");
    const pid_t steady = pidOf("steady");
    const pid_t unconfined = pidOf("free");
    ASSERT_EQ(::kill(supervisorPid(), SIGKILL), 0);
    for (const pid_t pid : {directory, log, steady, unconfined})
    {
        ASSERT_GT(pid, 1);
        EXPECT_TRUE(isGone(pid)) << pid;
    }
    EXPECT_EQ(tool({"legato", "status"}).status, 1);
    EXPECT_TRUE(std::filesystem::exists(layout().supervisorSocket())) << "left behind by the dead";

    const auto again = tool({"legato", "start"});
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(tool({"app", "status"}).out, "[running] free\n[running] steady\n");
    EXPECT_EQ(test::readText("/proc/self/mountinfo").find(layout().root), std::string::npos);
    EXPECT_EQ(tool({"legato", "stop"}).status, 0);
    EXPECT_FALSE(std::filesystem::exists(layout().system(1) + "/appsWriteable/steady/bin"));
}

TEST_P(RecoveryTest, TheRebootActionRestartsTheFramework)
{
    auto app = probeApp("mighty", {});
    app.processes[0].faultAction = "reboot";
    ASSERT_EQ(install({app, probeApp("other", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t other = pidOf("other");
    ASSERT_EQ(::kill(pidOf("mighty"), SIGKILL), 0);
    EXPECT_TRUE(isGone(other));
    EXPECT_TRUE(logHas("", "fault action of app 'mighty' is reboot: the framework restarts"));
    EXPECT_TRUE(eventually([&] { return tool({"app", "status"}).out == "[running] mighty\n[running] other\n"; }));
}

TEST_P(RecoveryTest, TheRestartAppActionRestartsAllItsProcesses)
{
    auto app = probeApp("pair", {});
    app.processes[0].faultAction = "restartApp";
    app.processes.push_back(app.processes[0]);
    app.processes[1].name = "second";
    ASSERT_EQ(install({app}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t first = pidOf("pair");
    const pid_t second = pidOf("pair", "second");
    ASSERT_EQ(::kill(first, SIGKILL), 0);
    EXPECT_TRUE(isGone(second));
    EXPECT_EQ(waitForLog("pair", "uid ", 4), 4);
    EXPECT_TRUE(eventually([&] { return tool({"app", "status"}).out == "[running] pair\n"; }));
    EXPECT_NE(pidOf("pair"), first);
    EXPECT_NE(pidOf("pair", "second"), second);
}

TEST_P(RecoveryTest, AnAppThatLocksItsWriteableAreaHindersNoUpdate)
{
    ASSERT_EQ(install({probeApp("steady", {})}).status, 0);
    const std::string area = layout().system(1) + "/appsWriteable/steady";
    std::filesystem::permissions(area, std::filesystem::perms::none);
    const test::Outcome update = install({probeApp("steady", {}), probeApp("other", {})});
    EXPECT_EQ(update.status, 0) << update.err;
    if (asUser())
    {
        EXPECT_EQ(update.err, "update: note: " + area + " is not carried over: Permission denied\n");
    }
}

// As on a full disk.
TEST_P(RecoveryTest, ABadSystemThatCannotBeMarkedIsNotTriedAgainAndAgain)
{
    if (!asUser())
    {
        GTEST_SKIP() << "root may write everywhere";
    }
    ASSERT_EQ(install({probeApp("steady", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    ASSERT_EQ(tool({"legato", "stop"}).status, 0);
    ASSERT_EQ(install({probeApp("steady", {}), probeApp("other", {})}).status, 0);
    std::filesystem::resize_file(layout().system(2) + "/manifest.json", 10);
    const auto setPermissions = [&](unsigned mode)
    {
        for (const std::string& folder : {layout().system(2), layout().systems()})
        {
            std::filesystem::permissions(folder, std::filesystem::perms(mode));
        }
    };
    setPermissions(0555);
    EXPECT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_EQ(waitForLog("", "app 'steady' runs", 2), 2);
    EXPECT_EQ(waitForLog("", "falling back to system 1"), 1);
    setPermissions(0755);
    // Now it can be.
    EXPECT_EQ(tool({"legato", "restart"}).status, 1);
    EXPECT_THAT(tool({"legato", "status"}).out, HasSubstr("  1 [good] <-- current\n  2 [bad]\n"));
}

TEST_P(RecoveryTest, TwoUpdatesAtATimeDoNotMix)
{
    const std::string first = pack({probeApp("one", {})});
    const std::string second = pack({probeApp("two", {})});
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    test::Outcome outcomes[2];
    std::thread other([&] { outcomes[1] = tool({"update", second}); });
    outcomes[0] = tool({"update", first});
    other.join();
    int successes = 0;
    for (const auto& outcome : outcomes)
    {
        successes += outcome.status == 0;
        EXPECT_THAT(outcome.out + outcome.err, AnyOf(HasSubstr("SUCCESS"), HasSubstr("nother update")));
    }
    EXPECT_GE(successes, 1);
    const std::string status = tool({"app", "status"}).out;
    EXPECT_THAT(status, AnyOf("[running] one\n", "[running] two\n"));
    EXPECT_THAT(tool({"legato", "status"}).out, HasSubstr("[good] <-- current"));
}

TEST_P(RecoveryTest, WhoStartsASecondTimeIsToldSoWhileTheFirstStillStarts)
{
    ASSERT_EQ(install({probeApp("one", {})}).status, 0);
    test::Outcome first;
    std::thread starting([&] { first = tool({"legato", "start"}); });
    EXPECT_TRUE(eventually([&] { return supervisorPid() > 0; }));
    const auto second = tool({"legato", "start"});
    starting.join();
    EXPECT_EQ(first.status, 0) << first.err;
    EXPECT_EQ(second.status, 0) << second.err;
    // Either may have been faster.
    EXPECT_THAT(first.out + second.out, HasSubstr("The Legato Supervisor is already running.\n"));
    EXPECT_EQ(tool({"app", "status"}).out, "[running] one\n");
}

TEST_P(RecoveryTest, AnUpdateWhileTheFrameworkStartsIsCarriedOut)
{
    ASSERT_EQ(install({probeApp("one", {})}).status, 0);
    const std::string next = pack({probeApp("two", {})});
    test::Outcome start;
    std::thread starting([&] { start = tool({"legato", "start"}); });
    const auto update = tool({"update", next});
    starting.join();
    EXPECT_EQ(start.status, 0) << start.err;
    EXPECT_EQ(update.status, 0) << update.out << update.err;
    EXPECT_TRUE(eventually(
        [&] {
            return tool({"app", "status"}).out == "[running] two\n";
        }))
        << tool({"legato", "status"}).out << tool({"log"}).out;
}

TEST_P(RecoveryTest, WithoutSandboxesAppsRunOnlyWhenToldTo)
{
    ASSERT_EQ(install({probeApp("bare", {"list", "/"})}).status, 0);
    forbidNamespaces();
    const auto refused = tool({"legato", "start"});
    EXPECT_EQ(refused.status, 1);
    EXPECT_THAT(refused.err,
                ::testing::MatchesRegex("supervisor: this system does not allow (user )?namespaces \\(.*\\), so apps "
                                        "cannot be sandboxed; --no-sandbox runs them without\n"
                                        "Legato could not be started\\.\n"));
    ASSERT_EQ(tool({"legato", "start", "--no-sandbox"}).status, 0);
    EXPECT_EQ(tool({"app", "status"}).out, "[running] bare\n");
    EXPECT_THAT(tool({"legato", "status"}).out, HasSubstr("Apps run without sandboxes (--no-sandbox).\n"));
    EXPECT_TRUE(logHas("bare", "folder: " + layout().system(1) + "/appsWriteable/bare"));
    EXPECT_TRUE(logHas("bare", "list /: "));
    EXPECT_THAT(tool({"log", "bare"}).out, HasSubstr(" etc"));
}

INSTANTIATE_TEST_SUITE_P(As, RecoveryTest, ::testing::Bool(),
                         [](const auto& parameter) { return parameter.param ? "User" : "Root"; });

}  // namespace
}  // namespace ligature::supervisor
