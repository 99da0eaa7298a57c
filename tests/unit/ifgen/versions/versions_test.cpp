// Two versions of one interface, generated, compiled, and run against each other.
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/support/times_in.h"
#include "tests/unit/serviceDirectory/directory_process.h"

using namespace ligature::test;

namespace
{

/// A Service Directory and a server of one form of meter.api.
class Meter
{
public:
    explicit Meter(const std::string& form)
    {
        directory.bind("meter", "meter");
        const std::string program = buildRoot() + "/test/meter_server_" + form;
        pid = ::fork();
        if (pid == 0)
        {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(::open(logFile().c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644), STDERR_FILENO);
            ::setenv("LIGATURE_SERVICE_DIRECTORY", directory.userSocket().c_str(), 1);
            ::setenv("LIGATURE_LOG_STREAM", "1", 1);
            ::execl(program.c_str(), program.c_str(), nullptr);
            ::_exit(127);
        }
        EXPECT_TRUE(eventually([&] { return directory.list()["services"].size() == 1; })) << log();
    }

    ~Meter()
    {
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }

    Outcome client(const std::string& form, std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), buildRoot() + "/test/meter_client_" + form);
        return run(arguments,
                   {.variables = {{"LIGATURE_SERVICE_DIRECTORY", directory.userSocket()}, {"LIGATURE_LOG_STREAM", "1"}},
                    .timeoutSeconds = 40});
    }

    std::string log() const { return ligature::test::readText(logFile()); }
    /// How often the server has logged a text.
    size_t logged(const std::string& text) const { return timesIn(log(), text); }

    DirectoryProcess directory;
    pid_t pid = -1;

private:
    std::string logFile() const { return directory.root() + "/server"; }
};

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

/// What the client of versions 2 to 4 says when the server of 1 to 3 does not know a value.
constexpr const char* kNewValue =
    "Connection of meter is lost: function number 1 was given what the server does not know (client speaks version 2 "
    "to "
    "4, server 1 to 3).\n";

/// The client of versions 2 to 4 has called what the server of 1 to 3 does not know, and both have said so once.
void expectEndByUnknownFunction(const Outcome& outcome, const Meter& meter)
{
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(contains(outcome.err,
                         "Connection of meter is lost: function number 11 is not known to the server (client speaks "
                         "version 2 to 4, server 1 to 3).\n"))
        << outcome.err;
    EXPECT_EQ(meter.logged("calls function number 11 of meter, which this server does not know (client speaks version "
                           "2 to 4, server 1 to 3): its session ends.\n"),
              1U)
        << meter.log();
    EXPECT_EQ(meter.logged("\n"), 1U) << meter.log();
}

TEST(Versions, OldClientAndNewServerWorkTogether)
{
    const Meter meter("2-4");
    const Outcome outcome = meter.client("1-3", {"level", "name", "event"});
    EXPECT_EQ(outcome.out, "level 100, 50%\nname tank\ntold 77\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(meter.log(), "");
}

TEST(Versions, NewClientAndOldServerWorkTogether)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"level", "name", "event"});
    EXPECT_EQ(outcome.out, "level 100, 50%\nname tank\ntold 77\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(meter.log(), "");
}

TEST(Versions, WhatBothKnowIsThere)
{
    const Meter meter("4-6");
    const Outcome outcome = meter.client("2-4", {"total", "history", "gallons"});
    EXPECT_EQ(outcome.out, "total 12345\nlast 9\nlevel 102\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
}

TEST(Versions, FunctionThatTheServerDoesNotKnowEndsTheClientAndIsLoggedOnce)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"level", "total", "level"});
    EXPECT_EQ(outcome.out, "level 100, 50%\n");
    expectEndByUnknownFunction(outcome, meter);
    EXPECT_EQ(meter.client("1-3", {"level"}).out, "level 100, 50%\n");
}

TEST(Versions, FileForAFunctionThatTheServerDoesNotKnowIsNotMissed)
{
    const Meter knows("2-4");
    EXPECT_EQ(knows.client("4-6", {"print", "level"}).out, "printed\nlevel 100, 50%\n");
    EXPECT_EQ(knows.log(), "");

    const Meter meter("1-3");
    EXPECT_EQ(meter.client("2-4", {"-k", "print", "level"}).out, "lost\nlevel 100, 50%\n");
    EXPECT_EQ(meter.logged("calls function number 14 of meter, which this server does not know"), 1U);
    EXPECT_EQ(meter.logged("\n"), 1U) << meter.log();
}

TEST(Versions, OneWayFunctionThatTheServerDoesNotKnowIsIgnoredAndLoggedOnce)
{
    const Meter knows("2-4");
    EXPECT_EQ(knows.client("4-6", {"level", "zero", "level"}).out, "level 100, 50%\nlevel 70, 50%\n");
    EXPECT_EQ(knows.log(), "");

    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"level", "zero", "zero", "level", "zero", "name"});
    EXPECT_EQ(outcome.out, "level 100, 50%\nlevel 100, 50%\nname tank\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(meter.logged("calls one-way function number 13 of meter, which this server does not know (client speaks "
                           "version 2 to 4, server 1 to 3): ignored.\n"),
              1U)
        << meter.log();
    EXPECT_EQ(meter.logged("\n"), 1U) << meter.log();
}

TEST(Versions, ClientMayGoOnWithoutTheFunction)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"-k", "total", "level", "total", "name"});
    EXPECT_EQ(outcome.out, "lost\nlevel 100, 50%\nlost\nname tank\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
    // One that comes back without end does not fill the log.
    EXPECT_EQ(meter.logged("which this server does not know"), 1U) << meter.log();
    EXPECT_TRUE(contains(outcome.err, "Connection of meter is lost: function number 11 is not known to the server"));
}

TEST(Versions, CallsThatDoNotWaitWorkBetweenVersions)
{
    const Meter old("1-3");
    EXPECT_EQ(old.client("2-4", {"level-later", "level"}).out, "later level 100\nlevel 100, 50%\n");
    EXPECT_EQ(old.log(), "");
    const Meter meter("4-6");
    const Outcome outcome = meter.client("2-4", {"total-later", "history-later", "gallons-later"});
    EXPECT_EQ(outcome.out, "later total 12345\nlater last 9\nlater level 102\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0);
}

TEST(Versions, FunctionThatTheServerDoesNotKnowEndsTheClientThatDoesNotWaitToo)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"level-later", "total-later", "level"});
    EXPECT_EQ(outcome.out, "later level 100\n");
    expectEndByUnknownFunction(outcome, meter);
}

TEST(Versions, ClientMayGoOnAfterACallThatDidNotWait)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"-k", "total-later", "level-later", "history-later", "level"});
    EXPECT_EQ(outcome.out, "lost\nlater level 100\nlost\nlevel 100, 50%\n") << outcome.err;
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_TRUE(contains(outcome.err, "Connection of meter is lost: function number 11 is not known to the server"));
    EXPECT_TRUE(contains(outcome.err,
                         "Connection of meter is lost: function number 12 sends more than the server takes (client "
                         "speaks version 2 to 4, server 1 to 3).\n"))
        << outcome.err;

    const Meter other("1-3");
    const Outcome later = other.client("2-4", {"-k", "gallons-later", "level"});
    EXPECT_EQ(later.out, "lost\nlevel 100, 50%\n");
    EXPECT_TRUE(contains(later.err, kNewValue)) << later.err;
    EXPECT_EQ(other.logged("that makes no sense (client speaks version 2 to 4, server 1 to 3): its session ends.\n"),
              1U)
        << other.log();
}

TEST(Versions, MessageLargerThanTheServerTakesIsNamed)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"-k", "history", "level"});
    EXPECT_EQ(outcome.out, "lost\nlevel 100, 50%\n") << outcome.err;
    EXPECT_TRUE(contains(outcome.err,
                         "Connection of meter is lost: function number 12 sends more than the server takes (client "
                         "speaks version 2 to 4, server 1 to 3).\n"))
        << outcome.err;
    EXPECT_EQ(meter.logged("sends a malformed message and is disconnected (client speaks version 2 to 4, server 1 to "
                           "3).\n"),
              1U)
        << meter.log();
    EXPECT_EQ(meter.logged("\n"), 1U) << meter.log();
}

TEST(Versions, NewValueIsNoneForTheOldServer)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("2-4", {"-k", "gallons", "level"});
    EXPECT_EQ(outcome.out, "lost\nlevel 100, 50%\n") << outcome.err;
    EXPECT_TRUE(contains(outcome.err, kNewValue)) << outcome.err;
    EXPECT_EQ(meter.logged("that makes no sense (client speaks version 2 to 4, server 1 to 3): its session ends.\n"),
              1U)
        << meter.log();
    EXPECT_EQ(meter.logged("\n"), 1U) << meter.log();
}

TEST(Versions, ClientThatIsTooNewIsRefused)
{
    const Meter meter("1-3");
    const Outcome outcome = meter.client("4-6", {"level"});
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(
        contains(outcome.err,
                 "Session 'meter' cannot be opened: no version of 'meter' in common (client speaks version 4 to "
                 "6, server 1 to 3).\n"))
        << outcome.err;
    EXPECT_TRUE(meter.directory.waitForLog("speaks 'meter' in version 4 to 6, but server <" + ownAccount() +
                                           ">.meter (pid " + std::to_string(meter.pid) +
                                           ") speaks 'meter' in version 1 to 3\n"));
    EXPECT_EQ(meter.log(), "");
}

TEST(Versions, ClientThatIsTooOldIsRefused)
{
    const Meter meter("4-6");
    const Outcome outcome = meter.client("1-3", {"level"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_TRUE(
        contains(outcome.err,
                 "Session 'meter' cannot be opened: no version of 'meter' in common (client speaks version 1 to "
                 "3, server 4 to 6).\n"))
        << outcome.err;
}

TEST(Versions, AreListed)
{
    const Meter meter("2-4");
    const Outcome list = run({buildRoot() + "/bin/sdir", "list", "--root", meter.directory.root()});
    EXPECT_TRUE(contains(list.out,
                         ">.meter  (protocol ID = 'meter~~~~~~~~~~~~~~:11:004:002:0', max message size = 4015 "
                         "bytes, version 2 to 4)\n"))
        << list.out;
    const Outcome json = run({buildRoot() + "/bin/sdir", "list", "--format=json", "--root", meter.directory.root()});
    EXPECT_TRUE(contains(json.out, R"("apiVersion":4)") && contains(json.out, R"("servingVersion":2)")) << json.out;
}

}  // namespace
