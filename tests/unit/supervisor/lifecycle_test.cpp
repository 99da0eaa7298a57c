// Starting, stopping, faults, falling back.
#include <signal.h>
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>

#include "tests/unit/supervisor/target_fixture.h"

namespace ligature::supervisor
{
namespace
{

using ::testing::HasSubstr;
using LifecycleTest = TargetTest;

/// From outside, as a fault would: root may kill anything, an ordinary user its own.
void killHard(pid_t pid, bool asUser)
{
    ASSERT_GT(pid, 1);
    if (asUser && ::getuid() == 0)
    {
        ASSERT_EQ(::kill(pid, SIGKILL), 0);
        return;
    }
    ASSERT_EQ(::kill(pid, SIGKILL), 0);
}

formats::AppManifest withFaultAction(formats::AppManifest app, const std::string& action)
{
    app.processes[0].faultAction = action;
    return app;
}

TEST_P(LifecycleTest, ToolsSayWhatRuns)
{
    auto manual = probeApp("manual", {});
    manual.startManual = true;
    manual.version = "1.2";
    EXPECT_EQ(tool({"legato", "status"}).out, "Systems installed: NONE\nLegato framework is NOT running.\n");
    EXPECT_EQ(tool({"legato", "stop"}).out, "Stopping Legato....\nLegato wasn't running.\n");
    ASSERT_EQ(install({probeApp("steady", {}), manual}).status, 0);
    EXPECT_EQ(tool({"app", "status"}).out, "[stopped] manual\n[stopped] steady\n");
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_EQ(tool({"legato", "start"}).out, "The Legato Supervisor is already running.\n");
    EXPECT_THAT(tool({"legato", "status"}).out,
                HasSubstr("Systems installed:\n  1 [good] <-- current\nLegato framework is running.\n"));
    EXPECT_EQ(tool({"app", "list"}).out, "manual\nsteady\n");
    EXPECT_EQ(tool({"app", "status"}).out, "[stopped] manual\n[running] steady\n");
    EXPECT_EQ(tool({"app", "status", "nobody"}).out, "[not installed] nobody\n");
    EXPECT_EQ(tool({"app", "version", "manual"}).out, "manual 1.2\n");
    EXPECT_EQ(tool({"app", "version", "steady"}).out, "steady has no version\n");
    EXPECT_EQ(tool({"app", "start", "steady"}).err, "Application 'steady' is already running.\n");
    EXPECT_EQ(tool({"app", "start", "nobody"}).err, "Application 'nobody' is not installed.\n");
    EXPECT_EQ(tool({"app", "stop", "manual"}).out, "Application 'manual' was not running.\n");
    EXPECT_EQ(tool({"app", "start", "manual"}).status, 0);
    EXPECT_EQ(tool({"app", "status", "manual"}).out, "[running] manual\n");
    EXPECT_EQ(tool({"app", "restart", "manual"}).status, 0);
    EXPECT_EQ(tool({"app", "stop", "*"}).status, 0);
    EXPECT_EQ(tool({"app", "status"}).out, "[stopped] manual\n[stopped] steady\n");
    EXPECT_EQ(tool({"legato", "restart"}).status, 0);
    EXPECT_EQ(tool({"app", "status"}).out, "[stopped] manual\n[running] steady\n");
    EXPECT_EQ(tool({"app", "frobnicate"}).status, 2);
}

TEST_P(LifecycleTest, AKilledProcessIsRestartedOnceAndThenTheAppStops)
{
    ASSERT_EQ(install({withFaultAction(probeApp("phoenix", {}), "restart")}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    ASSERT_EQ(waitForLog("phoenix", "uid "), 1);
    const pid_t first = pidOf("phoenix");
    killHard(first, asUser());
    ASSERT_EQ(waitForLog("phoenix", "uid ", 2), 2);
    const pid_t second = pidOf("phoenix");
    EXPECT_NE(first, second);
    killHard(second, asUser());
    EXPECT_TRUE(logHas("", "was killed by signal 9 (Killed) twice within 10 s; the app is stopped"));
    EXPECT_TRUE(logHas("", "app 'phoenix' stops"));
}

TEST_P(LifecycleTest, FaultActionStopAppStopsAllOfTheApp)
{
    auto app = withFaultAction(probeApp("pair", {}), "stopApp");
    formats::ProcessEntry other = app.processes[0];
    other.name = "other";
    app.processes.push_back(other);
    ASSERT_EQ(install({app}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t otherPid = pidOf("pair");
    killHard(otherPid, asUser());
    EXPECT_TRUE(logHas("", "fault action: stopApp"));
    for (int i = 0; i < 500 && tool({"app", "status", "pair"}).out != "[stopped] pair\n"; ++i)
    {
    }
    EXPECT_EQ(tool({"app", "status", "pair"}).out, "[stopped] pair\n");
}

TEST_P(LifecycleTest, WhoIgnoresSigtermIsKilledWithItsChildren)
{
    ASSERT_EQ(install({probeApp("mule", {"stubborn"})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const pid_t pid = pidOf("mule");
    ASSERT_GT(pid, 1);
    EXPECT_EQ(tool({"legato", "stop"}).status, 0);
    EXPECT_NE(::access(("/proc/" + std::to_string(pid)).c_str(), F_OK), 0);
}

TEST_P(LifecycleTest, LinesOfAStreamArriveInOrder)
{
    ASSERT_EQ(install({probeApp("counter", {"numbers"})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    ASSERT_EQ(waitForLog("counter", " | number ", 500), 500);
    ASSERT_EQ(waitForLog("counter", " | error ", 500), 500);
    int number = 0;
    int error = 0;
    for (const auto& line : logOf("counter"))
    {
        if (line.find(" | number ") != std::string::npos)
        {
            EXPECT_THAT(line, HasSubstr(" INFO | counter["));
            EXPECT_THAT(line, ::testing::EndsWith("number " + std::to_string(number++)));
        }
        else if (line.find(" | error ") != std::string::npos)
        {
            EXPECT_THAT(line, HasSubstr("=ERR= | counter["));
            EXPECT_THAT(line, ::testing::EndsWith("error " + std::to_string(error++)));
        }
    }
    EXPECT_THAT(tool({"log", "counter"}).out, HasSubstr("counter :  INFO | counter["));
}

TEST_P(LifecycleTest, ASystemThatDoesNotStartFallsBack)
{
    ASSERT_EQ(install({probeApp("solid", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    auto broken = probeApp("broken", {});
    broken.processes[0].arguments[0] = "nosuchprogram";
    const auto outcome = install({broken});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("cannot run 'nosuchprogram': No such file or directory"));
    EXPECT_THAT(tool({"legato", "status"}).out,
                HasSubstr("  1 [good] <-- current\n  2 [bad]\nLegato framework is running.\n"));
    EXPECT_EQ(tool({"app", "status"}).out, "[running] solid\n");
}

TEST_P(LifecycleTest, ASystemWhoseAppFailsAgainAndAgainFallsBack)
{
    ASSERT_EQ(install({probeApp("solid", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const auto outcome = install({withFaultAction(probeApp("loop", {"fail"}), "restart")});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.out + outcome.err, HasSubstr("exited with status 3 twice within 10 s"));
    EXPECT_EQ(tool({"app", "status"}).out, "[running] solid\n");
}

TEST_P(LifecycleTest, ManyAppsStartFromAShellWithFewDescriptors)
{
    std::vector<formats::AppManifest> apps;
    for (int i = 0; i < 12; ++i)
    {
        apps.push_back(probeApp("app" + std::string(1, static_cast<char>('a' + i)), {}));
    }
    ASSERT_EQ(install(apps).status, 0);
    EXPECT_EQ(tool({"legato", "start"}, "ulimit -Sn 24").status, 0);
    EXPECT_THAT(tool({"app", "status"}).out, Not(HasSubstr("[stopped]")));
}

TEST_P(LifecycleTest, ADamagedSystemFallsBackAtStart)
{
    ASSERT_EQ(install({probeApp("solid", {})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    ASSERT_EQ(tool({"legato", "stop"}).status, 0);
    ASSERT_EQ(install({probeApp("solid", {}), probeApp("second", {})}).status, 0);
    std::filesystem::resize_file(layout().system(2) + "/manifest.json", 10);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_THAT(tool({"legato", "status"}).out, HasSubstr("  1 [good] <-- current\n  2 [bad]\n"));
    EXPECT_EQ(tool({"app", "status"}).out, "[running] solid\n");
}

TEST_P(LifecycleTest, WhatHasNoEffectIsSaidOncePerStartOfAnApp)
{
    auto app = probeApp("hopeful", {});
    app.watchdogTimeout = 1000;
    app.limits.maxSecureStorageBytes = 4096;
    app.configTrees["system"] = true;
    app.processes[0].watchdogTimeout = 500;
    app.processes.push_back(app.processes[0]);
    app.processes[1].name = "second";
    ASSERT_EQ(install({app}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_EQ(waitForLog("",
                         "app 'hopeful' asks for what is not supported yet and has no effect: configTree, "
                         "maxSecureStorageBytes, watchdogTimeout"),
              1);
}

TEST_P(LifecycleTest, AnAppThatIsDoneIsStopped)
{
    ASSERT_EQ(install({probeApp("brief", {"leave"})}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_TRUE(logHas("", "app 'brief' stops"));
}

TEST_P(LifecycleTest, UnsandboxedAppsFindTheirFilesToo)
{
    auto app = probeApp("free", {"read", "bin/probe", "write", "state", "variable", "LIGATURE_SERVICE_DIRECTORY"});
    app.sandboxed = false;
    ASSERT_EQ(install({app}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    EXPECT_TRUE(logHas("free", "read bin/probe: ok"));
    EXPECT_TRUE(logHas("free", "write state: ok"));
    EXPECT_TRUE(logHas("free", "no new privileges: 1"));
    EXPECT_TRUE(logHas("free", layout().runDirectory() + "/app/free/serviceDirectory"));
    EXPECT_TRUE(logHas("free", "folder: " + layout().system(1) + "/appsWriteable/free"));
    const pid_t pid = pidOf("free");
    EXPECT_GT(pid, 1);
    EXPECT_EQ(tool({"legato", "stop"}).status, 0);
    EXPECT_NE(::access(("/proc/" + std::to_string(pid)).c_str(), F_OK), 0);
}

INSTANTIATE_TEST_SUITE_P(As, LifecycleTest, ::testing::Bool(),
                         [](const auto& parameter) { return parameter.param ? "User" : "Root"; });

}  // namespace
}  // namespace ligature::supervisor
