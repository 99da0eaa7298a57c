// What a follower sees of calls, answers and reports, and what an app pays when nobody follows, or no longer.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>

#include "beacon_server.h"
#include "lamp_async.h"
#include "quiet_interface.h"
#include "runtime/formats/unix_socket.h"
#include "runtime/tools/ipctrace/listener.h"
#include "tests/support/own_process.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace
{

using ligature::ipctrace::Listener;
using ligature::ipctrace::Seen;
using ligature::test::DirectoryProcess;
using ligature::test::eventually;
using ligature::test::LoopThread;
using ligature::test::ownDescriptors;
using ligature::trace::Event;

// Of the server's thread.
beacon_StateHandlerFunc_t Handler = nullptr;
void* HandlerContext = nullptr;
bool HoldsNames = false;  // GetName() is answered when the next one comes
std::vector<beacon_ServerCmdRef_t> Held;

}  // namespace

extern "C" {
beacon_StateHandlerRef_t beacon_AddStateHandler(beacon_StateHandlerFunc_t handlerPtr, void* contextPtr)
{
    Handler = handlerPtr;
    HandlerContext = contextPtr;
    return reinterpret_cast<beacon_StateHandlerRef_t>(0x1001);
}

void beacon_RemoveStateHandler(beacon_StateHandlerRef_t)
{
    Handler = nullptr;
}

void beacon_SetLevel(beacon_ServerCmdRef_t cmdRef, uint8_t level)
{
    if (Handler != nullptr)
    {
        Handler(level, HandlerContext);
    }
    beacon_SetLevelRespond(cmdRef, LE_OK);
}

void beacon_Blink(uint8_t) {}

void beacon_GetName(beacon_ServerCmdRef_t cmdRef, size_t)
{
    if (HoldsNames && Held.empty())
    {
        Held.push_back(cmdRef);
        return;
    }
    beacon_GetNameRespond(cmdRef, "north");
    for (; !Held.empty(); Held.pop_back())
    {
        beacon_GetNameRespond(Held.back(), "held");
    }
}
}

namespace
{

class Trace : public testing::Test
{
protected:
    struct World
    {
        DirectoryProcess directory;
        LoopThread server;
        LoopThread client;
    };

    static void SetUpTestSuite()
    {
        world_ = new World;
        setenv("LIGATURE_SERVICE_DIRECTORY", world_->directory.userSocket().c_str(), 1);
        world_->directory.bind("lamp", "beacon");
        world_->directory.bind("quiet", "beacon");
        world_->server.run(beacon_AdvertiseService);
        world_->client.run(
            []
            {
                lamp_ConnectService();
                quiet_ConnectService();
            });
    }
    static void TearDownTestSuite()
    {
        delete world_;
        world_ = nullptr;
    }

    static ligature::ipctrace::Source source()
    {
        return {ligature::ipctrace::kUsers, world_->directory.root() + "/run/user"};
    }
    static std::string listenerPath() { return source().folder + "/trace/listener"; }
    static uint32_t generation()
    {
        uint32_t value = 0;
        std::memcpy(&value, ligature::test::readText(source().folder + "/trace/switch").data(), sizeof(value));
        return value;
    }

    static void setLevel(int times = 1)
    {
        world_->client.run(
            [&]
            {
                for (int i = 0; i < times; ++i)
                {
                    EXPECT_EQ(lamp_SetLevel(3), LE_OK);
                }
            });
    }

    /// All records until `count` are there, in the order they happened.
    static std::vector<Seen> collect(Listener& listener, size_t count)
    {
        std::vector<Seen> records;
        EXPECT_TRUE(eventually(
            [&]
            {
                listener.receive(records);
                return records.size() >= count;
            }));
        EXPECT_EQ(records.size(), count);
        std::stable_sort(records.begin(), records.end(),
                         [](const Seen& a, const Seen& b) { return a.record.time < b.record.time; });
        return records;
    }

    static std::vector<Event> eventsOf(const std::vector<Seen>& records)
    {
        std::vector<Event> events;
        for (const Seen& seen : records)
        {
            events.push_back(seen.record.event);
        }
        return events;
    }

    /// `ipctrace --all` as a process, following when this returns.
    static pid_t startTool()
    {
        const std::string program = ligature::test::buildRoot() + "/bin/ipctrace";
        const pid_t pid = ::fork();
        if (pid == 0)
        {
            ::execl(program.c_str(), program.c_str(), "--root", world_->directory.root().c_str(), "--all", nullptr);
            ::_exit(127);
        }
        EXPECT_TRUE(eventually([] { return generation() != 0; }));
        return pid;
    }

    static inline World* world_ = nullptr;
};

const std::vector<Event> kOneCall = {Event::CallSent, Event::CallReceived, Event::AnswerSent, Event::AnswerReceived};

TEST_F(Trace, CallAndAnswerAreSeenOnBothSides)
{
    Listener listener(source());
    setLevel();
    const auto records = collect(listener, 4);
    ASSERT_EQ(eventsOf(records), kOneCall);
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.pid, getpid());
        EXPECT_EQ(seen.app, "<" + ligature::test::ownAccount() + ">");
        EXPECT_EQ(seen.record.peer, getpid());
        EXPECT_EQ(seen.record.api, "beacon");
        EXPECT_EQ(seen.record.function, "SetLevel");
        EXPECT_EQ(seen.record.number, 7U);
        EXPECT_NE(seen.record.session, 0U);
        EXPECT_EQ(seen.record.lost, 0U);
    }
    EXPECT_EQ(records[0].record.interface, "lamp");
    EXPECT_EQ(records[1].record.interface, "beacon");
    // A request is its number and a byte, an answer its number and the result.
    EXPECT_EQ(records[0].record.bytes, 5U);
    EXPECT_EQ(records[1].record.bytes, 5U);
    EXPECT_EQ(records[2].record.bytes, 8U);
    EXPECT_EQ(records[3].record.bytes, 8U);
    EXPECT_EQ(records[0].record.call, records[3].record.call);
    EXPECT_EQ(records[1].record.call, records[2].record.call);
    EXPECT_NE(records[0].record.call, records[1].record.call);
    EXPECT_EQ(records[3].record.duration, records[3].record.time - records[0].record.time);
    EXPECT_EQ(records[2].record.duration, records[2].record.time - records[1].record.time);
}

/// The record of this event and call; fails when there is none.
const Seen& find(const std::vector<Seen>& records, Event event, uint32_t call)
{
    const auto found =
        std::find_if(records.begin(), records.end(),
                     [&](const Seen& seen) { return seen.record.event == event && seen.record.call == call; });
    if (found == records.end())
    {
        throw std::runtime_error("no record of call " + std::to_string(call));
    }
    return *found;
}

TEST_F(Trace, CallsThatDoNotWaitAreSeenWithTheirAnswers)
{
    Listener listener(source());
    static std::atomic<int> answers;
    answers = 0;
    world_->client.run(
        []
        {
            for (const uint8_t level : {1, 2})
            {
                lamp_SetLevelAsync(
                    level, [](le_result_t, void*) { ++answers; }, nullptr);
            }
        });
    const auto records = collect(listener, 8);
    EXPECT_TRUE(eventually([] { return answers == 2; }));
    std::vector<uint32_t> calls;
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.api, "beacon");
        EXPECT_EQ(seen.record.function, "SetLevel");
        EXPECT_EQ(seen.record.number, 7U);
        if (seen.record.event == Event::CallSent)
        {
            calls.push_back(seen.record.call);
        }
    }
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_NE(calls[0], calls[1]);
    // Both are sent before the event loop takes an answer.
    const Seen& firstAnswer = find(records, Event::AnswerReceived, calls[0]);
    EXPECT_LT(find(records, Event::CallSent, calls[1]).record.time, firstAnswer.record.time);
    for (const uint32_t call : calls)
    {
        const Seen& sent = find(records, Event::CallSent, call);
        const Seen& answer = find(records, Event::AnswerReceived, call);
        EXPECT_EQ(sent.record.interface, "lamp");
        EXPECT_EQ(sent.record.bytes, 5U);
        EXPECT_EQ(answer.record.interface, "lamp");
        EXPECT_EQ(answer.record.bytes, 8U);
        EXPECT_EQ(answer.record.session, sent.record.session);
        EXPECT_EQ(answer.record.peer, getpid());
        EXPECT_EQ(answer.record.duration, answer.record.time - sent.record.time);
    }
}

TEST_F(Trace, AnswersOfCallsThatDoNotWaitAreSeenInTheOrderOfTheServer)
{
    Listener listener(source());
    world_->server.run([] { HoldsNames = true; });
    world_->client.run(
        []
        {
            for (int i = 0; i < 2; ++i)
            {
                lamp_GetNameAsync([](const char*, void*) {}, nullptr);
            }
        });
    const auto records = collect(listener, 8);
    world_->server.run([] { HoldsNames = false; });
    std::vector<uint32_t> sent;
    std::vector<uint32_t> answered;
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.function, "GetName");
        if (seen.record.event == Event::CallSent)
        {
            sent.push_back(seen.record.call);
        }
        if (seen.record.event == Event::AnswerReceived)
        {
            answered.push_back(seen.record.call);
        }
    }
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(answered, (std::vector<uint32_t>{sent[1], sent[0]}));
    EXPECT_GT(find(records, Event::AnswerReceived, sent[0]).record.duration,
              find(records, Event::AnswerReceived, sent[1]).record.duration);
}

TEST_F(Trace, AnAnswerThatNobodyWaitsForIsSeenAtTheServerAlone)
{
    Listener listener(source());
    world_->server.run([] { HoldsNames = true; });
    LoopThread passing;
    passing.run(
        []
        {
            lamp_ConnectService();
            lamp_GetNameAsync([](const char*, void*) { ADD_FAILURE() << "answered"; }, nullptr);
            EXPECT_EQ(lamp_SetLevel(1), LE_OK);  // the server has both
            lamp_DisconnectService();
        });
    collect(listener, 6);
    world_->client.run(
        []
        {
            char name[21];
            lamp_GetName(name, sizeof(name));
        });
    world_->server.run([] { HoldsNames = false; });
    size_t answersSent = 0;
    size_t answersReceived = 0;
    for (const Seen& seen : collect(listener, 5))
    {
        answersSent += seen.record.event == Event::AnswerSent;
        answersReceived += seen.record.event == Event::AnswerReceived;
    }
    EXPECT_EQ(answersSent, 2U);
    EXPECT_EQ(answersReceived, 1U);
}

TEST_F(Trace, ReportsCarryTheNameOfTheirEvent)
{
    Listener listener(source());
    std::atomic<int> level{0};
    lamp_StateHandlerRef_t handler = nullptr;
    world_->client.run(
        [&]
        {
            handler = lamp_AddStateHandler(
                [](uint8_t now, void* context) { *static_cast<std::atomic<int>*>(context) = now; }, &level);
        });
    const auto added = collect(listener, 4);
    EXPECT_EQ(eventsOf(added), kOneCall);
    EXPECT_EQ(added[0].record.function, "AddStateHandler");
    EXPECT_EQ(added[2].record.function, "AddStateHandler");

    setLevel();
    const auto records = collect(listener, 6);
    EXPECT_EQ(level, 3);
    int reports = 0;
    for (const Seen& seen : records)
    {
        if (seen.record.event == Event::ReportSent || seen.record.event == Event::ReportReceived)
        {
            ++reports;
            EXPECT_EQ(seen.record.function, "State");
            EXPECT_EQ(seen.record.number, 40U);
            EXPECT_EQ(seen.record.call, 0U);
            EXPECT_EQ(seen.record.bytes, 9U);
        }
    }
    EXPECT_EQ(reports, 2);
    world_->client.run([&] { lamp_RemoveStateHandler(handler); });
    EXPECT_EQ(collect(listener, 4)[0].record.function, "RemoveStateHandler");
}

TEST_F(Trace, OneWayCallsHaveNoAnswer)
{
    Listener listener(source());
    world_->client.run(
        []
        {
            lamp_Blink(3);
            EXPECT_EQ(lamp_SetLevel(3), LE_OK);
        });
    std::vector<Seen> records = collect(listener, 6);
    std::erase_if(records, [](const Seen& seen) { return seen.record.function != "Blink"; });
    ASSERT_EQ(eventsOf(records), (std::vector<Event>{Event::CallSent, Event::CallReceived}));
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.number, 8U);
        EXPECT_EQ(seen.record.bytes, 5U);
        EXPECT_NE(seen.record.call, 0U);
    }
}

TEST_F(Trace, NumbersWithGapsHaveNames)
{
    Listener listener(source());
    world_->client.run(
        []
        {
            char name[21];
            lamp_GetName(name, sizeof(name));
            EXPECT_STREQ(name, "north");
        });
    for (const Seen& seen : collect(listener, 4))
    {
        EXPECT_EQ(seen.record.function, "GetName");
        EXPECT_EQ(seen.record.number, 1000U);
    }
}

TEST_F(Trace, CodeMadeWithoutNamesShowsNumbers)
{
    Listener listener(source());
    world_->client.run([] { EXPECT_EQ(quiet_SetLevel(1), LE_OK); });
    const auto records = collect(listener, 4);
    EXPECT_EQ(records[0].record.interface, "quiet");
    EXPECT_EQ(records[0].record.api, "");
    EXPECT_EQ(records[0].record.function, "");
    EXPECT_EQ(records[0].record.number, 7U);
    EXPECT_EQ(records[1].record.function, "SetLevel");  // the server has names
}

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

}  // namespace
