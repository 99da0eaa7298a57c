// What an app sees from inside its sandbox.
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>

#include "tests/unit/supervisor/target_fixture.h"

namespace ligature::supervisor
{
namespace
{

using SandboxTest = TargetTest;

TEST_P(SandboxTest, AnAppSeesOnlyWhatIsItsOwn)
{
    const std::string shared = scratch_.write("shared/time", "noon\n");
    const std::string secret = scratch_.write("secret", "host\n");
    auto app = probeApp(
        "inmate", {"list",      "/",          "list",        "/bin",       "list",        "/dev",        "read",
                   secret,      "read",       "/etc/passwd", "read",       "/data/fixed", "write",       "/data/fixed",
                   "write",     "/bin/probe", "write",       "/bin/other", "write",       "state",       "read",
                   "/data/own", "write",      "/data/own",   "read",       "/shared",     "write",       "/shared",
                   "space",     "/tmp",       "write",       "/tmp/x",     "list",        "/tmp/legato", "variable",
                   "PATH",      "list",       "/data",       "write",      "/dev/null",   "variable",    "HOME"});
    app.files.push_back(bundled("data/fixed", false));
    app.files.push_back(bundled("data/own", true));
    app.limits.maxFileSystemBytes = 65536;
    app.processes[0].limits.maxFileDescriptors = 77;
    app.requires_.push_back(required("file", shared, "/shared", false));

    const auto installed = install({app});
    ASSERT_EQ(installed.status, 0) << installed.err << installed.out;
    const auto started = tool({"legato", "start"});
    ASSERT_EQ(started.status, 0) << started.err;
    ASSERT_TRUE(logHas("inmate", "variable HOME")) << test::readText(layout().logFile());

    const auto lines = printedBy("inmate");
    using ::testing::Contains;
    using ::testing::Not;
    using ::testing::StartsWith;
    EXPECT_THAT(lines, Contains("no new privileges: 1"));
    EXPECT_THAT(lines, Contains("files: 77"));
    EXPECT_THAT(lines, Contains("folder: /"));
    EXPECT_THAT(lines, Contains("mount: Operation not permitted"));
    EXPECT_THAT(lines, Contains("user namespace: Operation not permitted"));
    EXPECT_THAT(lines, Contains("list /bin: probe"));
    EXPECT_THAT(lines, Contains("list /dev: null urandom zero"));
    EXPECT_THAT(lines, Contains("read " + secret + ": No such file or directory"));
    EXPECT_THAT(lines, Contains("read /etc/passwd: No such file or directory"));
    EXPECT_THAT(lines, Contains("read /data/fixed: ok data/fixed"));
    EXPECT_THAT(lines, Not(Contains(StartsWith("write /data/fixed: ok"))));
    EXPECT_THAT(lines, Not(Contains(StartsWith("write /bin/probe: ok"))));
    EXPECT_THAT(lines, Contains("write /bin/other: Read-only file system"));
    EXPECT_THAT(lines, Contains("write state: ok "));
    EXPECT_THAT(lines, Contains("read /data/own: ok data/own"));
    EXPECT_THAT(lines, Contains("write /data/own: ok "));
    EXPECT_THAT(lines, Contains("read /shared: ok noon"));
    EXPECT_THAT(lines, Not(Contains(StartsWith("write /shared: ok"))));
    EXPECT_THAT(lines, Contains("space /tmp: 65536"));
    EXPECT_THAT(lines, Contains("write /tmp/x: ok "));
    EXPECT_THAT(lines, Contains("write /dev/null: ok "));
    EXPECT_THAT(lines, Contains("list /tmp/legato: serviceDirectory trace"));
    EXPECT_THAT(lines, Contains("variable PATH: /usr/local/bin:/usr/bin:/bin"));
    EXPECT_THAT(lines, Contains("variable HOME: unset"));
    EXPECT_THAT(lines, Contains(::testing::MatchesRegex("uid [345].... gid [345].... pid [0-9]+ ppid 1")));

    const std::string writeable = layout().system(1) + "/appsWriteable/inmate";
    struct stat status
    {
    };
    EXPECT_EQ(::stat((writeable + "/state").c_str(), &status), 0);
    if (!asUser())
    {
        EXPECT_GE(status.st_uid, 30000u);
        EXPECT_LT(status.st_uid, 60000u);
    }

    // Afterwards nothing is left: no mount point, no socket, no process.
    const pid_t pid = pidOf("inmate");
    EXPECT_GT(pid, 1);
    EXPECT_EQ(tool({"legato", "stop"}).status, 0);
    EXPECT_NE(::access((writeable + "/bin").c_str(), F_OK), 0);
    EXPECT_NE(::access((writeable + "/tmp").c_str(), F_OK), 0);
    EXPECT_NE(::access((writeable + "/data/fixed").c_str(), F_OK), 0);
    EXPECT_EQ(::access((writeable + "/data/own").c_str(), F_OK), 0);
    EXPECT_NE(::access(layout().supervisorSocket().c_str(), F_OK), 0);
    EXPECT_NE(::access((layout().runDirectory() + "/app").c_str(), F_OK), 0);
    EXPECT_NE(::access(("/proc/" + std::to_string(pid)).c_str(), F_OK), 0);
    EXPECT_EQ(test::readText("/proc/self/mountinfo").find(layout().root), std::string::npos);
}

TEST_P(SandboxTest, AMissingRequiredFileIsNamed)
{
    auto app = probeApp("needy", {});
    app.startManual = true;
    app.requires_.push_back(required("file", "/no/such/file", "/here", false));
    ASSERT_EQ(install({app}).status, 0);
    ASSERT_EQ(tool({"legato", "start"}).status, 0);
    const auto outcome = tool({"app", "start", "needy"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_THAT(outcome.err, ::testing::HasSubstr("cannot show /no/such/file at /here: No such file or directory\n"));
}

INSTANTIATE_TEST_SUITE_P(As, SandboxTest, ::testing::Bool(),
                         [](const auto& parameter) { return parameter.param ? "User" : "Root"; });

}  // namespace
}  // namespace ligature::supervisor
