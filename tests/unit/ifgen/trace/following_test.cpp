// What an app pays when nobody follows, or no longer; and who may follow.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "runtime/formats/trace_folder.h"
#include "runtime/formats/unix_socket.h"
#include "tests/support/own_process.h"
#include "tests/unit/ifgen/trace/fixture.h"

namespace ligature::test
{
namespace
{

TEST_F(Trace, IsSwitchedOnAndOffAndOnAgain)
{
    for (int i = 0; i < 3; ++i)
    {
        Listener listener(source());
        EXPECT_NE(generation(), 0U);
        setLevel();
        EXPECT_EQ(eventsOf(collect(listener, 4)), kOneCall);
    }
    EXPECT_EQ(generation(), 0U);
    EXPECT_FALSE(std::filesystem::exists(listenerPath()));
    setLevel(10);
    Listener listener(source());
    setLevel();
    EXPECT_EQ(collect(listener, 4).size(), 4U);  // nothing of what happened while nobody followed
}

TEST_F(Trace, AFollowerThatIsKilledIsForgottenAndAnotherTakesItsPlace)
{
    setLevel();
    const size_t before = ownDescriptors();
    const pid_t tool = startTool();
    setLevel();
    ::kill(tool, SIGKILL);
    ::waitpid(tool, nullptr, 0);
    EXPECT_NE(generation(), 0U);  // it could not say that it ends
    setLevel(100);
    EXPECT_LE(ownDescriptors(), before);

    Listener listener(source());
    setLevel();
    EXPECT_EQ(eventsOf(collect(listener, 4)), kOneCall);
}

TEST_F(Trace, TheToolSwitchesOffWhenItIsToldToEnd)
{
    const pid_t tool = startTool();
    ::kill(tool, SIGTERM);
    int status = -1;
    ::waitpid(tool, &status, 0);
    EXPECT_EQ(status, 0);
    EXPECT_EQ(generation(), 0U);
    EXPECT_FALSE(std::filesystem::exists(listenerPath()));
}

TEST_F(Trace, WhatAFollowerDoesNotReadInTimeIsCounted)
{
    constexpr size_t kCalls = 3000;
    Listener listener(source());
    setLevel();
    std::vector<Seen> records = collect(listener, 4);
    setLevel(kCalls);  // nobody reads meanwhile, and nobody waits for the follower
    size_t arrived = 0;
    for (records.clear(); listener.receive(records), records.size() > arrived;)
    {
        arrived = records.size();
    }
    EXPECT_LT(arrived, 4 * kCalls);
    setLevel();
    size_t lost = 0;
    for (const std::vector<Seen>& some : {records, collect(listener, 4)})
    {
        for (const Seen& seen : some)
        {
            lost += seen.record.lost;
        }
    }
    EXPECT_EQ(arrived + lost, 4 * kCalls);
}

TEST_F(Trace, WhoSendsNonsenseLosesItsConnectionAndNobodyElseDoes)
{
    Listener listener(source());
    const auto hostile = ligature::formats::connectUnix(listenerPath(), SOCK_SEQPACKET);
    ASSERT_GT(::send(hostile.get(), "nonsense", 8, MSG_NOSIGNAL), 0);
    std::vector<Seen> records;
    EXPECT_TRUE(eventually(
        [&]
        {
            listener.receive(records);
            return listener.badRecords() == 1;
        }));
    EXPECT_TRUE(records.empty());
    EXPECT_LT(::send(hostile.get(), "nonsense", 8, MSG_NOSIGNAL), 0);
    setLevel();
    EXPECT_EQ(eventsOf(collect(listener, 4)), kOneCall);
}

/// How often the switch of the test's target is mapped into this process.
size_t mappingsOf(const std::string& file)
{
    std::istringstream lines(ligature::test::readText("/proc/self/maps"));
    size_t count = 0;
    for (std::string line; std::getline(lines, line);)
    {
        count += line.ends_with(file);
    }
    return count;
}

// `ipctrace` tries again twice a second.
TEST_F(Trace, WhoCannotFollowLeavesNothingBehind)
{
    std::filesystem::create_directory(listenerPath());
    const std::string file = source().folder + "/trace/switch";
    const size_t before = mappingsOf(file);
    for (int i = 0; i < 3; ++i)
    {
        EXPECT_THROW(Listener{source()}, std::runtime_error);
    }
    EXPECT_EQ(mappingsOf(file), before);
    std::filesystem::remove(listenerPath());
    setLevel();
}

TEST_F(Trace, OneFollowsAtATime)
{
    const Listener listener(source());
    try
    {
        const Listener other(source());
        ADD_FAILURE() << "both follow";
    }
    catch (const std::runtime_error& error)
    {
        EXPECT_STREQ(error.what(), "<user> is followed by another ipctrace");
    }
    EXPECT_NE(generation(), 0U);
    EXPECT_TRUE(std::filesystem::exists(listenerPath()));
}

// A framework that starts again makes its folders anew; a program that belongs to no app runs on.
TEST_F(Trace, WhoConnectsAgainAfterTheFrameworkHasRestartedIsFollowedAgain)
{
    setLevel();
    {
        Listener listener(source());
        setLevel();
        collect(listener, 4);
    }
    std::filesystem::remove_all(source().folder + "/trace");
    formats::makeTraceFolder(source().folder);
    Listener listener(source());
    world_->client.run(
        []
        {
            lamp_DisconnectService();
            lamp_ConnectService();
        });
    setLevel();
    EXPECT_EQ(eventsOf(collect(listener, 4)), kOneCall);
}

}  // namespace
}  // namespace ligature::test
