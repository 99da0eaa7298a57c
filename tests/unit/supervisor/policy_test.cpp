// Fault policy, environment, overrides, limits: decisions without side effects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/daemons/supervisor/app_config.h"
#include "runtime/daemons/supervisor/environment.h"
#include "runtime/daemons/supervisor/fault_policy.h"
#include "runtime/daemons/supervisor/limits.h"

namespace ligature::supervisor
{
namespace
{

using std::chrono::seconds;

constexpr int kExited0 = 0;
constexpr int kExited3 = 3 << 8;
constexpr int kKilled9 = 9;
const FaultHistory::Time kStart{};

TEST(FaultPolicy, TellsFaultsFromNormalEnds)
{
    EXPECT_FALSE(isFault(kExited0));
    EXPECT_TRUE(isFault(kExited3));
    EXPECT_TRUE(isFault(kKilled9));
    EXPECT_EQ(describeEnd(kExited3), "exited with status 3");
    EXPECT_EQ(describeEnd(kKilled9), "was killed by signal 9 (Killed)");
}

TEST(FaultPolicy, FollowsTheFaultAction)
{
    EXPECT_EQ(FaultHistory().ended("restart", kExited0, kStart), FaultDecision::None);
    EXPECT_EQ(FaultHistory().ended("", kExited3, kStart), FaultDecision::None);
    EXPECT_EQ(FaultHistory().ended("ignore", kExited3, kStart), FaultDecision::None);
    EXPECT_EQ(FaultHistory().ended("restart", kExited3, kStart), FaultDecision::RestartProcess);
    EXPECT_EQ(FaultHistory().ended("restartApp", kKilled9, kStart), FaultDecision::RestartApp);
    EXPECT_EQ(FaultHistory().ended("stopApp", kKilled9, kStart), FaultDecision::StopApp);
    EXPECT_EQ(FaultHistory().ended("reboot", kKilled9, kStart), FaultDecision::RestartFramework);
}

TEST(FaultPolicy, TwoFaultsWithinTenSecondsAreTooMany)
{
    FaultHistory history;
    EXPECT_EQ(history.ended("restart", kExited3, kStart), FaultDecision::RestartProcess);
    EXPECT_EQ(history.ended("restart", kExited3, kStart + seconds(10)), FaultDecision::RestartProcess);
    EXPECT_EQ(history.ended("restart", kExited0, kStart + seconds(11)), FaultDecision::None);
    EXPECT_EQ(history.ended("restart", kExited3, kStart + seconds(19)), FaultDecision::LimitReached);
}

TEST(SettingsWithoutEffect, AreNamedOnce)
{
    formats::AppManifest app;
    EXPECT_TRUE(settingsWithoutEffect(app).empty());
    app.watchdogTimeout = 100;
    app.limits.maxSecureStorageBytes = 1;
    app.configTrees["system"] = false;
    app.processes.resize(2);
    app.processes[0].watchdogTimeout = 5;
    app.processes[1].watchdogAction = "stop";
    EXPECT_THAT(settingsWithoutEffect(app),
                ::testing::ElementsAre("configTree", "maxSecureStorageBytes", "watchdogAction", "watchdogTimeout"));
}

TEST(Environment, HoldsTheManifestsVariablesAndLittleElse)
{
    AppConfig app;
    formats::ProcessEntry process;
    process.variables = {{"COLOUR", "red"}, {"LIGATURE_SERVICE_DIRECTORY", "/forged"}};
    EXPECT_THAT(processEnvironment(app, process, true),
                ::testing::ElementsAre(std::pair("COLOUR", "red"), std::pair("LD_LIBRARY_PATH", "/lib"),
                                       std::pair("LIGATURE_LOG_STREAM", "1"),
                                       std::pair("LIGATURE_SERVICE_DIRECTORY", "/tmp/legato/serviceDirectory"),
                                       std::pair("PATH", "/usr/local/bin:/usr/bin:/bin")));
}

TEST(Environment, UnsandboxedProcessesFindTheirFilesWhereTheyLie)
{
    AppConfig app;
    app.readOnlyDirectory = "/t/apps/1/read-only";
    app.frameworkLibrary = "/t/systems/1/lib/liblegato.so";
    app.runDirectory = "/t/run/app/a";
    formats::ProcessEntry process;
    process.variables = {{"PATH", "/opt/bin"}, {"LD_LIBRARY_PATH", "/opt/lib"}};
    auto variables = processEnvironment(app, process, false);
    EXPECT_EQ(variables["PATH"], "/t/apps/1/read-only/bin:/opt/bin");
    EXPECT_EQ(variables["LD_LIBRARY_PATH"], "/opt/lib:/t/apps/1/read-only/lib:/t/systems/1/lib");
    EXPECT_EQ(variables["LIGATURE_SERVICE_DIRECTORY"], "/t/run/app/a/serviceDirectory");
}

TEST(Overrides, ReplaceWhatTheySayAndNothingElse)
{
    formats::AppManifest app;
    app.groups = {"one"};
    app.limits.maxThreads = 5;
    app.processes.resize(2);
    app.processes[0].priority = "rt5";
    app.processes[1].priority = "low";
    formats::AppOverrideEntry overrides;
    overrides.limits.maxMemoryBytes = 1000;
    overrides.processLimits.maxFileBytes = 7;
    overrides.faultAction = "stopApp";
    overrides.maxPriority = "high";
    overrides.startManual = true;
    const auto result = applyOverrides(app, overrides);
    EXPECT_EQ(result.groups, std::set<std::string>{"one"});
    EXPECT_EQ(result.limits.maxThreads, 5u);
    EXPECT_EQ(result.limits.maxMemoryBytes, 1000u);
    EXPECT_EQ(result.processes[0].limits.maxFileBytes, 7u);
    EXPECT_EQ(result.processes[1].faultAction, "stopApp");
    EXPECT_EQ(result.processes[0].priority, "high");
    EXPECT_EQ(result.processes[1].priority, "low");
    EXPECT_TRUE(result.startManual);
    EXPECT_TRUE(result.sandboxed);
}

TEST(Limits, FallBackToResourceLimitsWithoutCgroups)
{
    const auto find = [](const std::vector<ResourceLimit>& limits, int resource) -> std::optional<uint64_t>
    {
        for (const auto& limit : limits)
        {
            if (limit.resource == resource)
            {
                return limit.value;
            }
        }
        return std::nullopt;
    };
    LimitSettings without;
    without.threadsBeside = 1;
    const auto fallback = resourceLimits({}, {}, without);
    EXPECT_EQ(find(fallback, RLIMIT_NOFILE), 256u);
    EXPECT_EQ(find(fallback, RLIMIT_FSIZE), 90112u);
    EXPECT_EQ(find(fallback, RLIMIT_NPROC), 21u);
    EXPECT_EQ(find(fallback, RLIMIT_DATA), 40'960'000u + 20u * (8u << 20));
    EXPECT_EQ(find(fallback, RLIMIT_STACK), std::nullopt);
    LimitSettings with;
    with.memoryByCgroup = with.threadsByCgroup = true;
    EXPECT_EQ(find(resourceLimits({}, {}, with), RLIMIT_NPROC), std::nullopt);
    EXPECT_EQ(find(resourceLimits({}, {}, with), RLIMIT_DATA), std::nullopt);
}

}  // namespace
}  // namespace ligature::supervisor
