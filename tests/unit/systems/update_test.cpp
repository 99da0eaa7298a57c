// The program `update`, as a user runs it.
#include <thread>

#include <poll.h>
#include <sys/socket.h>

#include "runtime/formats/control.h"
#include "tests/support/process.h"
#include "tests/unit/systems/sample_target.h"

namespace ligature::systems
{
namespace
{

using test::Outcome;

struct Update : testing::Test
{
    SampleTarget target;

    Outcome update(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), UPDATE_PROGRAM);
        arguments.push_back("--root");
        arguments.push_back(target.layout.root);
        return test::run(arguments);
    }
};

/// Answers one restart request as the Supervisor would.
class FakeSupervisor
{
public:
    FakeSupervisor(const TargetLayout& layout, nlohmann::json reply) : reply_(std::move(reply))
    {
        std::filesystem::create_directories(layout.runDirectory());
        listener_ = formats::listenUnix(layout.supervisorSocket(), SOCK_STREAM, 0600);
        thread_ = std::thread([this] { serve(); });
    }

    ~FakeSupervisor() { thread_.join(); }

private:
    void serve()
    {
        wait(listener_.get());
        formats::ControlConnection connection(formats::UniqueFd(accept(listener_.get(), nullptr, nullptr)));
        formats::ControlMessage message;
        for (auto status = connection.receive(message); status != formats::ControlConnection::Status::Closed;
             status = connection.receive(message))
        {
            if (status == formats::ControlConnection::Status::Message)
            {
                EXPECT_EQ(message.body, nlohmann::json({{"command", "restart"}}));
                EXPECT_TRUE(connection.send(reply_));
            }
            else if (status == formats::ControlConnection::Status::Broken)
            {
                return;
            }
            wait(connection.fd());
        }
    }

    static void wait(int fd)
    {
        pollfd item{fd, POLLIN, 0};
        poll(&item, 1, 60000);
    }

    formats::UniqueFd listener_;
    nlohmann::json reply_;
    std::thread thread_;
};

TEST_F(Update, InstallsAndMakesCurrent)
{
    const Outcome outcome = update({target.systemPack("A", {{"blink", {}}})});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "SUCCESS\n");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(current(target.layout), 1u);
    const Outcome app = update({target.appPack("new", {})});
    EXPECT_EQ(app.out, "SUCCESS\n") << app.err;
    EXPECT_EQ(loadSystem(target.layout, 2).apps.size(), 2u);
}

TEST_F(Update, ReadsThePackFromAPipe)
{
    const Outcome outcome = test::run({"sh", "-c", "cat \"$1\" | \"$2\" - --root \"$3\"", "sh",
                                       target.systemPack("A", {{"blink", {}}}), UPDATE_PROGRAM, target.layout.root});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "SUCCESS\n");
    EXPECT_EQ(current(target.layout), 1u);
}

TEST_F(Update, RefusesABadPackWholeAndSaysWhy)
{
    update({target.systemPack("A", {{"blink", {}}})});
    const auto before = target.snapshot();
    const std::string good = readText(target.systemPack("B", {{"pin", {}}}));
    const Outcome cut = update({target.scratch.write("cut", good.substr(0, 1000))});
    EXPECT_EQ(cut.status, 1);
    EXPECT_EQ(cut.out, "FAILED\n");
    EXPECT_EQ(cut.err,
              "***Error: Received bad update package. See log for details.\n"
              "update: pack: it is truncated: it ends after 1000 bytes\n");
    const Outcome text = update({target.scratch.write("text", std::string(4096, 'x'))});
    EXPECT_EQ(text.status, 1);
    EXPECT_EQ(text.err,
              "***Error: Received bad update package. See log for details.\n"
              "update: pack: it is not a pack, or damaged: a header in it is no header\n");
    EXPECT_EQ(target.snapshot(), before);
}

TEST_F(Update, MissingFileIsNotABadPack)
{
    const Outcome outcome = update({"/nowhere/pack.update"});
    EXPECT_EQ(outcome.status, 1);
    EXPECT_EQ(outcome.err,
              "***Error: The update package cannot be read.\n"
              "update: cannot open /nowhere/pack.update: No such file or directory\n");
    EXPECT_EQ(outcome.out, "FAILED\n");
}

TEST_F(Update, RemovesAnApp)
{
    update({target.systemPack("A", {{"blink", {}}, {"pin", {}}})});
    EXPECT_EQ(update({"--remove", "blink"}).out, "SUCCESS\n");
    EXPECT_EQ(loadSystem(target.layout, *current(target.layout)).apps.size(), 1u);
    const Outcome again = update({"--remove", "blink"});
    EXPECT_EQ(again.status, 1);
    EXPECT_EQ(again.err, "***Error: The update is refused.\nupdate: app 'blink' is not installed\n");
}

TEST_F(Update, MarksTheSystem)
{
    EXPECT_EQ(update({"--mark-good"}).err, "**ERROR: There is no system on this target.\n");
    update({target.systemPack("A", {})});
    EXPECT_EQ(update({"--mark-good"}).out, "System is now marked 'Good'.\n");
    const Outcome again = update({"-g"});
    EXPECT_EQ(again.status, 1);
    EXPECT_EQ(again.err, "**ERROR: The probation period has already ended. Nothing to do.\n");
    EXPECT_EQ(update({"-b"}).err, "**ERROR: There is no other system to fall back to. Nothing was changed.\n");
    update({target.systemPack("B", {{"blink", {}}})});
    EXPECT_EQ(update({"--mark-bad"}).out, "System is now marked 'Bad'.\n");
    EXPECT_EQ(current(target.layout), 1u);
    EXPECT_EQ(toText(status(target.layout, 2)), "bad");
}

TEST_F(Update, RunningFrameworkIsRestarted)
{
    update({target.systemPack("A", {})});
    const FakeSupervisor supervisor(target.layout, {{"ok", true}, {"system", 2}});
    const Outcome outcome = update({target.systemPack("B", {{"blink", {}}})});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "SUCCESS\n");
}

TEST_F(Update, SystemThatFellBackIsAFailure)
{
    update({target.systemPack("A", {})});
    {
        const FakeSupervisor supervisor(target.layout,
                                        {{"ok", false}, {"message", "app blink cannot be started"}, {"system", 1}});
        const Outcome outcome = update({target.systemPack("B", {{"blink", {}}})});
        EXPECT_EQ(outcome.status, 1);
        EXPECT_EQ(outcome.out, "FAILED\n");
        EXPECT_EQ(outcome.err, "***Error: The new system could not be started.\nupdate: app blink cannot be started\n");
    }
    const FakeSupervisor supervisor(target.layout, {{"ok", true}, {"system", 1}});
    EXPECT_EQ(update({target.systemPack("C", {{"pin", {}}})}).err,
              "***Error: The new system could not be started.\n"
              "update: system 3 could not be started; system 1 runs again\n");
}

TEST_F(Update, OneAtATime)
{
    const std::string pack = target.systemPack("A", {});
    const StoreLock lock(target.layout);
    EXPECT_EQ(update({pack}).err, "***Error: The update is refused.\nupdate: another update is in progress\n");
    EXPECT_EQ(update({"-g"}).err, "**ERROR: Another update is currently in progress.\n");
}

TEST_F(Update, WrongCommandLinesAreTold)
{
    EXPECT_EQ(update({"--defer"}).err, "update: --defer is not supported yet\n");
    EXPECT_EQ(update({"--defer"}).status, 2);
    EXPECT_EQ(update({"-g", "-f"}).err, "update: --force is not supported yet\n");
    EXPECT_EQ(update({"x", "--mark-good"}).status, 2);
    EXPECT_EQ(update({"--nonsense"}).status, 2);
    EXPECT_EQ(update({"--help"}).status, 0);
    EXPECT_EQ(update({"--version"}).status, 0);
}

}  // namespace
}  // namespace ligature::systems
