// A follower, or an app, that has no descriptors left.
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <filesystem>
#include <set>

#include "tests/support/times_in.h"
#include "tests/unit/ifgen/trace/fixture.h"

namespace ligature::test
{
namespace
{

using formats::UniqueFd;

/// Leaves a process the descriptors it has and no others, as long as it lives.
class NoMoreDescriptors
{
public:
    explicit NoMoreDescriptors(pid_t pid) : pid_(pid)
    {
        EXPECT_EQ(::prlimit(pid_, RLIMIT_NOFILE, nullptr, &before_), 0);
        rlimit none = before_;
        none.rlim_cur = lowestFree();
        EXPECT_EQ(::prlimit(pid_, RLIMIT_NOFILE, &none, nullptr), 0);
    }
    ~NoMoreDescriptors() { EXPECT_EQ(::prlimit(pid_, RLIMIT_NOFILE, &before_, nullptr), 0); }
    NoMoreDescriptors(const NoMoreDescriptors&) = delete;
    NoMoreDescriptors& operator=(const NoMoreDescriptors&) = delete;

private:
    rlim_t lowestFree() const
    {
        rlim_t number = 0;
        while (std::filesystem::is_symlink("/proc/" + std::to_string(pid_) + "/fd/" + std::to_string(number)))
        {
            ++number;
        }
        return number;
    }

    pid_t pid_;
    rlimit before_{};
};

TEST_F(Trace, WhoWaitsForADescriptorDoesNotWakeTheFollower)
{
    Listener listener(source());
    setLevel();
    collect(listener, 4);
    const UniqueFd late = connectAndSend(listenerPath());
    std::vector<Seen> records;
    {
        const NoMoreDescriptors none(::getpid());
        for (int i = 0; i < 3; ++i)
        {
            EXPECT_TRUE(pollOnce(listener.fd(), 0));
            listener.receive(records);
            EXPECT_TRUE(listener.lacksDescriptors());
            EXPECT_FALSE(pollOnce(listener.fd(), 0));
            setLevel();  // those that it has are followed as before
            EXPECT_EQ(eventsOf(collect(listener, 4)), kOneCall);
            EXPECT_FALSE(pollOnce(listener.fd(), 0));
            listener.acceptAgain();
        }
    }
    EXPECT_TRUE(records.empty());
    records = collect(listener, 1);
    EXPECT_FALSE(listener.lacksDescriptors());
    EXPECT_EQ(records.at(0).record.interface, "late");
    EXPECT_EQ(records.at(0).pid, ::getpid());
}

TEST_F(Trace, TheToolSaysSoOnceAndForgetsNobody)
{
    constexpr size_t kLate = 5;
    const ScratchDirectory scratch;
    const pid_t tool = startTool(scratch.path());
    const auto shown = [&] { return readText(scratch.path() + "/stdout"); };
    const auto told = [&] { return readText(scratch.path() + "/stderr"); };
    setLevel();
    EXPECT_TRUE(eventually([&] { return timesIn(shown(), "lamp.SetLevel") == 2; }));
    std::vector<UniqueFd> late;
    {
        const NoMoreDescriptors none(tool);
        for (size_t i = 0; i < kLate; ++i)
        {
            late.push_back(connectAndSend(listenerPath()));
        }
        EXPECT_TRUE(eventually([&] { return told().find("no more descriptors") != std::string::npos; }));
        setLevel();
        EXPECT_TRUE(eventually([&] { return timesIn(shown(), "lamp.SetLevel") == 4; }));
        EXPECT_LT(timesIn(shown(), "late.Call"), kLate);
    }
    EXPECT_TRUE(eventually([&] { return timesIn(shown(), "late.Call") == kLate; }));
    ::kill(tool, SIGTERM);
    int status = -1;
    ::waitpid(tool, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(told(),
              "ipctrace: no more descriptors (ulimit -n): processes that <user> starts now are shown when others have "
              "ended\n");
}

TEST_F(Trace, WhoIsOneTooManyIsShownWhenOthersHaveEnded)
{
    constexpr size_t kLate = 3;
    const ScratchDirectory scratch;
    const pid_t tool = startTool(scratch.path());
    const auto shown = [&] { return timesIn(readText(scratch.path() + "/stdout"), "late.Call"); };
    const auto told = [&] { return readText(scratch.path() + "/stderr"); };
    std::vector<UniqueFd> early;
    for (size_t i = 0; i < Listener::kMostProcesses; ++i)
    {
        early.push_back(connectAndSend(listenerPath()));
        if (i % 50 == 0)  // no more wait at once than the queue takes
        {
            EXPECT_TRUE(eventually([&] { return shown() == early.size(); }));
        }
    }
    EXPECT_TRUE(eventually([&] { return shown() == early.size(); }));
    EXPECT_EQ(told(), "");
    std::vector<UniqueFd> late;
    for (size_t i = 0; i < kLate; ++i)
    {
        late.push_back(connectAndSend(listenerPath()));
    }
    EXPECT_TRUE(eventually([&] { return told() != ""; }));
    EXPECT_EQ(shown(), early.size());
    early.resize(early.size() - kLate);
    EXPECT_TRUE(eventually([&] { return shown() == Listener::kMostProcesses + kLate; }));
    ::kill(tool, SIGTERM);
    int status = -1;
    ::waitpid(tool, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(told(),
              "ipctrace: 256 processes of <user> are followed, which is the most: what it starts now is shown when "
              "others have ended\n");
}

TEST_F(Trace, AnAppWithoutADescriptorIsFollowedWhenItHasOne)
{
    const pid_t tool = startTool();
    ::kill(tool, SIGKILL);
    ::waitpid(tool, nullptr, 0);
    setLevel();  // what the process had for earlier followers it has closed
    Listener listener(source());
    {
        const NoMoreDescriptors none(::getpid());
        setLevel(2);
    }
    setLevel();
    const std::vector<Seen> records = collect(listener, 4);
    EXPECT_EQ(eventsOf(records), kOneCall);
    EXPECT_EQ(records.at(0).record.lost, 8U);
}

}  // namespace
}  // namespace ligature::test
