// What an app cannot do, what it gets beside its own files, and tricks it may try.
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include <gmock/gmock.h>

#include "tests/unit/supervisor/target_fixture.h"

namespace ligature::supervisor
{
namespace
{

using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
namespace fs = std::filesystem;

class ConfinementTest : public TargetTest
{
protected:
    /// Runs an app as the only one and gives what it printed; its last question must be `variable END`.
    std::vector<std::string> linesOf(const formats::AppManifest& app)
    {
        const auto installed = install({app});
        EXPECT_EQ(installed.status, 0) << installed.err << installed.out;
        const auto started = tool({"legato", "start"});
        EXPECT_EQ(started.status, 0) << started.err;
        EXPECT_TRUE(logHas(app.name, "variable END")) << test::readText(layout().logFile());
        return printedBy(app.name);
    }

    std::string writeableArea(const std::string& app) { return layout().system(1) + "/appsWriteable/" + app; }

    /// Starts the framework, lets `plant` change the stopped app's writeable area, and starts the app.
    test::Outcome startPlanted(formats::AppManifest app, const std::function<void(const std::string& area)>& plant)
    {
        app.startManual = true;
        EXPECT_EQ(install({app}).status, 0);
        EXPECT_EQ(tool({"legato", "start"}).status, 0);
        plant(writeableArea(app.name));
        return tool({"app", "start", app.name});
    }
};

std::string failure(const std::string& app, const std::string& why)
{
    return "There was an error.  Application '" + app + "' could not be started.\n" + why +
           "\nCheck the system log for error messages.\n";
}

TEST_P(ConfinementTest, AnAppGetsNothingByAccident)
{
    auto app = probeApp("inmate", {"descriptors", "-", "environment", "-", "capabilities", "-", "list", "/proc", "list",
                                   "/sys", "read", "/dev/.nodes", "variable", "END"});
    app.processes[0].variables["COLOUR"] = "red";
    const auto lines = linesOf(app);
    EXPECT_THAT(lines, Contains("descriptors: 0 1 2"));
    EXPECT_THAT(lines, Contains("environment: COLOUR=red LD_LIBRARY_PATH=/lib LIGATURE_LOG_STREAM=1 "
                                "LIGATURE_SERVICE_DIRECTORY=/tmp/legato/serviceDirectory "
                                "PATH=/usr/local/bin:/usr/bin:/bin"));
    EXPECT_THAT(lines, Contains("capabilities: effective 000000000 permitted 000000000"));
    // Where the kernel refuses a /proc to users (inside some containers) there is none.
    EXPECT_THAT(lines, Contains(MatchesRegex("list /proc:( 1)?( [0-9]+ self thread-self)?")));
    EXPECT_THAT(lines, Contains("list /sys:"));
    EXPECT_THAT(lines, Contains("read /dev/.nodes: No such file or directory"));
}

TEST_P(ConfinementTest, SystemCallsOfNoBusinessAreRefused)
{
    const auto lines = linesOf(probeApp("curious", {"try", "ptrace", "try", "keyctl", "try", "keyctl32", "try",
                                                    "clone32", "try", "setuid", "try", "mknod", "variable", "END"}));
    const std::string refused = "Operation not permitted";
    EXPECT_THAT(lines, Contains("try ptrace: " + refused));
    EXPECT_THAT(lines, Contains("try keyctl: " + refused));
    EXPECT_THAT(lines, Contains(AnyOf("try keyctl32: " + refused, "try keyctl32: signal")));
    EXPECT_THAT(lines, Contains(AnyOf("try clone32: " + refused, "try clone32: signal")));
    EXPECT_THAT(lines, Contains(AnyOf("try setuid: " + refused, "try setuid: Invalid argument")));
    EXPECT_THAT(lines, Contains("try mknod: " + refused));
}

TEST_P(ConfinementTest, NoMountHonoursSetUserIdFilesOrDevices)
{
    auto app = probeApp("flags", {"flags", "/", "flags", "/tmp", "flags", "/lib", "flags", "/bin", "flags", "/seen",
                                  "flags", "/data/fixed", "variable", "END"});
    fs::create_directory(scratch_.path() + "/seen");
    app.requires_.push_back(required("directory", scratch_.path() + "/seen", "/seen", true));
    app.files.push_back(bundled("data/fixed", false));
    const auto lines = linesOf(app);
    EXPECT_THAT(lines, Contains("flags /: nosuid nodev"));
    EXPECT_THAT(lines, Contains("flags /tmp: nosuid nodev"));
    EXPECT_THAT(lines, Contains("flags /lib: nosuid nodev ro"));
    EXPECT_THAT(lines, Contains("flags /bin: nosuid nodev ro"));
    EXPECT_THAT(lines, Contains("flags /seen: nosuid nodev"));
    EXPECT_THAT(lines, Contains("flags /data/fixed: nosuid nodev ro"));
}

TEST_P(ConfinementTest, RequiredDirectoriesAndDevicesHaveTheRightsAskedFor)
{
    const std::string shared = scratch_.path() + "/shared";
    for (const std::string folder : {"/fixed", "/open"})
    {
        fs::create_directories(shared + folder);
        scratch_.write("shared" + folder + "/note", "noon\n");
        ASSERT_EQ(::chmod((shared + folder).c_str(), 0777), 0);
    }
    auto app = probeApp(
        "guest", {"read", "/fixed/note", "write", "/fixed/new", "read", "/open/note", "write", "/open/new", "write",
                  "/dev/full", "read", "/dev/tty", "write", "/dev/tty", "list", "/dev", "variable", "END"});
    app.requires_.push_back(required("directory", shared + "/fixed", "/fixed", false));
    app.requires_.push_back(required("directory", shared + "/open", "/open", true));
    app.requires_.push_back(required("device", "/dev/full", "/dev/full", true));
    app.requires_.push_back(required("device", "/dev/tty", "/dev/tty", false));
    const auto lines = linesOf(app);
    EXPECT_THAT(lines, Contains("read /fixed/note: ok noon"));
    EXPECT_THAT(lines, Contains("write /fixed/new: Read-only file system"));
    EXPECT_THAT(lines, Contains("read /open/note: ok noon"));
    EXPECT_THAT(lines, Contains("write /open/new: ok "));
    EXPECT_THAT(lines, Contains("write /dev/full: ok "));
    EXPECT_THAT(lines, Contains("list /dev: full null tty urandom zero"));
    // No terminal belongs to it: the device itself answers, or its rights.
    EXPECT_THAT(lines, Contains("read /dev/tty: No such device or address"));
    if (!asUser())
    {
        EXPECT_THAT(lines, Contains("write /dev/tty: Permission denied"));
    }
    EXPECT_TRUE(fs::exists(shared + "/open/new"));
    EXPECT_FALSE(fs::exists(shared + "/fixed/new"));
}

TEST_P(ConfinementTest, ItsTemporaryFilesAreLimited)
{
    auto app = probeApp("glutton", {"fill", "/tmp/big", "variable", "END"});
    app.limits.maxFileSystemBytes = 32768;
    const auto lines = linesOf(app);
    EXPECT_THAT(lines, Contains(MatchesRegex("fill /tmp/big: [0-9]+, No space left on device")));
    EXPECT_THAT(lines, Not(Contains(MatchesRegex("fill /tmp/big: [0-9][0-9][0-9][0-9][0-9][0-9].*"))));
}

TEST_P(ConfinementTest, CapabilitiesAreKeptOnlyAsRoot)
{
    auto app = probeApp("able", {"capabilities", "-", "variable", "END"});
    app.capabilities = {"net_bind_service"};
    const auto lines = linesOf(app);
    if (asUser())
    {
        EXPECT_THAT(lines, Contains("capabilities: effective 000000000 permitted 000000000"));
        EXPECT_TRUE(logHas("", "app 'able': groups, capabilities and username have no effect without root"));
    }
    else
    {
        EXPECT_THAT(lines, Contains("capabilities: effective 000000400 permitted 000000400"));
    }
}

TEST_P(ConfinementTest, NobodyOfAFamilyOutlivesItsApp)
{
    for (const bool sandboxed : {true, false})
    {
        auto app = probeApp("rabbits", {"breed"});
        app.sandboxed = sandboxed;
        ASSERT_EQ(install({app}).status, 0);
        ASSERT_EQ(tool({"legato", "start"}).status, 0);
        const auto bred = [&] { return waitForLog("rabbits", "bred ", 1) > 0 && processesOf("rabbits").size() >= 10; };
        ASSERT_TRUE(eventually(bred)) << processesOf("rabbits").size();
        const auto family = processesOf("rabbits");
        EXPECT_EQ(tool({"app", "stop", "rabbits"}).status, 0);
        for (const pid_t pid : family)
        {
            EXPECT_NE(::access(("/proc/" + std::to_string(pid)).c_str(), F_OK), 0) << pid;
        }
        ASSERT_EQ(tool({"legato", "stop"}).status, 0);
    }
}

TEST_P(ConfinementTest, APlantedFileInThePlaceOfAFolderIsNotTouched)
{
    const auto outcome = startPlanted(probeApp("planter", {}),
                                      [&](const std::string& area) {
                                          test::runOrThrow({"touch", area + "/tmp"});
                                      });
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, failure("planter", "/tmp in the app's writeable area is in the way of /tmp"));
}

TEST_P(ConfinementTest, APlantedLinkInThePlaceOfAFolderIsNotFollowed)
{
    const auto outcome = startPlanted(probeApp("planter", {}), [&](const std::string& area)
                                      { fs::create_directory_symlink(scratch_.path(), area + "/lib"); });
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, failure("planter", "/lib in the app's writeable area is in the way of /lib"));
}

TEST_P(ConfinementTest, AFolderReplacedByALinkLeadsNowhere)
{
    const std::string outside = scratch_.path() + "/outside";
    fs::create_directory(outside);
    ASSERT_EQ(::chmod(outside.c_str(), 0777), 0);
    auto app = probeApp("planter", {});
    app.files.push_back(bundled("data/fixed", false));
    app.files.push_back(bundled("data/own", true));
    const auto outcome = startPlanted(app,
                                      [&](const std::string& area)
                                      {
                                          fs::remove_all(area + "/data");
                                          fs::create_directory_symlink(outside, area + "/data");
                                      });
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, failure("planter", "/data in the app's writeable area is in the way of /data/fixed"));
    EXPECT_TRUE(fs::is_empty(outside));
}

TEST_P(ConfinementTest, AFileOfItsOwnReplacedByALinkIsNotShown)
{
    const std::string secret = scratch_.write("secret", "host\n");
    auto app = probeApp("planter", {"read", "/etc/own", "variable", "END"});
    // The other file makes /etc a folder of the system, in which those of the app are mounted.
    app.files.push_back(bundled("etc/fixed", false));
    app.files.push_back(bundled("etc/own", true));
    const auto outcome = startPlanted(app,
                                      [&](const std::string& area)
                                      {
                                          fs::remove(area + "/etc/own");
                                          fs::create_symlink(secret, area + "/etc/own");
                                      });
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err, failure("planter", "cannot show etc/own at /etc/own: it is a link"));
}

TEST_P(ConfinementTest, AFileOfItsOwnInASystemFolderIsShown)
{
    auto app = probeApp("keeper", {"read", "/etc/own", "write", "/etc/own", "variable", "END"});
    // The other file makes /etc a folder of the system, in which those of the app are mounted.
    app.files.push_back(bundled("etc/fixed", false));
    app.files.push_back(bundled("etc/own", true));
    const auto lines = linesOf(app);
    EXPECT_THAT(lines, Contains("read /etc/own: ok etc/own"));
    EXPECT_THAT(lines, Contains("write /etc/own: ok "));
}

INSTANTIATE_TEST_SUITE_P(As, ConfinementTest, ::testing::Bool(),
                         [](const auto& parameter) { return parameter.param ? "User" : "Root"; });

}  // namespace
}  // namespace ligature::supervisor
