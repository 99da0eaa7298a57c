// A client that shares a processor with its server may ask again before the server's answer has left send(2): the
// server then takes the request at once, and nobody else may suffer from it.
#include <sched.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <thread>

#include "tests/unit/messaging/fixture.h"

using namespace ligature;
using namespace ligature::test;

namespace
{

/// More than a client has before it is taken to be alone.
constexpr int kCalls = 5000;

constexpr size_t kCrowd = 8;

int least(const std::array<std::atomic<int>, kCrowd>& calls)
{
    return *std::min_element(calls.begin(), calls.end());
}

void stayOnOneProcessor()
{
    cpu_set_t allowed;
    ASSERT_EQ(::sched_getaffinity(0, sizeof(allowed), &allowed), 0);
    int first = 0;
    while (!CPU_ISSET(first, &allowed))
    {
        ++first;
    }
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    ASSERT_EQ(::sched_setaffinity(0, sizeof(one), &one), 0);
}

class OneProcessor : public Messaging
{
protected:
    /// Answers each request with itself, after `beforeAnswer`.
    void serveAfter(const std::function<void()>& beforeAnswer)
    {
        serve(
            [beforeAnswer](le_msg_MessageRef_t message)
            {
                beforeAnswer();
                le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
                le_msg_Respond(message);
            });
        server_.run(stayOnOneProcessor);
    }

    /// A thread with a session of its own that makes calls until `isOver`; counts those that went wrong.
    std::thread caller(const std::atomic<bool>& isOver, std::atomic<int>& calls, std::atomic<int>& wrong)
    {
        return std::thread(
            [&]
            {
                le_thread_InitLegatoThreadData("caller");
                stayOnOneProcessor();
                le_msg_SessionRef_t session = open();
                while (!isOver)
                {
                    const std::string payload = std::to_string(calls);
                    wrong += ask(session, payload) != payload;
                    ++calls;
                }
                le_msg_DeleteSession(session);
                le_thread_CleanupLegatoThreadData();
            });
    }
};

TEST_F(OneProcessor, WhatAHandlerQueuesRunsBeforeTheNextRequestOfTheClient)
{
    static std::atomic<int> queued;
    static std::atomic<int> late;
    queued = late = 0;
    serveAfter(
        []
        {
            late += queued != 0;
            ++queued;
            le_event_QueueFunction([](void*, void*) { --queued; }, nullptr, nullptr);
        });
    client_.run(
        [this]
        {
            stayOnOneProcessor();
            le_msg_SessionRef_t session = open();
            for (int i = 0; i < kCalls; ++i)
            {
                ASSERT_EQ(ask(session, std::to_string(i)), std::to_string(i));
            }
            le_msg_DeleteSession(session);
        });
    EXPECT_EQ(late, 0);
    EXPECT_TRUE(eventually([this] { return closed_ == 1; }));
}

TEST_F(OneProcessor, AnotherClientIsServedMeanwhile)
{
    serveAfter([] {});
    std::atomic<bool> isOver{false};
    std::atomic<int> wrong{0};
    std::atomic<int> first{0};
    std::atomic<int> second{0};
    std::thread one = caller(isOver, first, wrong);
    EXPECT_TRUE(eventually([&] { return first >= kCalls; }));
    std::thread other = caller(isOver, second, wrong);
    EXPECT_TRUE(eventually([&] { return second >= kCalls; }));
    isOver = true;
    one.join();
    other.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_TRUE(eventually([this] { return closed_ == 2; }));
}

TEST_F(OneProcessor, AlsoAmongOtherClientsWhatAHandlerQueuesRunsBeforeTheNextRequestOfItsClient)
{
    static std::map<le_msg_SessionRef_t, int> queued;  // of the server's thread alone
    static std::atomic<int> late;
    late = 0;
    serveAfter(
        []
        {
            le_msg_SessionRef_t session = le_msg_GetSession(le_msg_GetServiceRxMsg());
            late += queued[session] != 0;
            ++queued[session];
            le_event_QueueFunction([](void* asked, void*) { --queued[static_cast<le_msg_SessionRef_t>(asked)]; },
                                   session, nullptr);
        });
    std::atomic<bool> isOver{false};
    std::atomic<int> wrong{0};
    std::array<std::atomic<int>, kCrowd> calls{};
    std::vector<std::thread> callers;
    for (std::atomic<int>& own : calls)
    {
        callers.push_back(caller(isOver, own, wrong));
    }
    EXPECT_TRUE(eventually([&] { return least(calls) >= kCalls; }));
    isOver = true;
    for (std::thread& one : callers)
    {
        one.join();
    }
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(late, 0);
}

TEST_F(OneProcessor, ClientsThatAskAgainAtOnceGetTheSameShare)
{
    serveAfter([] {});
    std::atomic<bool> isOver{false};
    std::atomic<int> wrong{0};
    std::array<std::atomic<int>, kCrowd> calls{};
    std::vector<std::thread> callers;
    for (std::atomic<int>& own : calls)
    {
        callers.push_back(caller(isOver, own, wrong));
    }
    EXPECT_TRUE(eventually([&] { return least(calls) > 0; }));
    std::array<int, kCrowd> before{};
    std::copy(calls.begin(), calls.end(), before.begin());
    EXPECT_TRUE(eventually([&] { return least(calls) >= 2 * kCalls; }));
    std::array<int, kCrowd> share{};
    std::transform(calls.begin(), calls.end(), before.begin(), share.begin(), std::minus<int>());
    isOver = true;
    for (std::thread& one : callers)
    {
        one.join();
    }
    EXPECT_EQ(wrong, 0);
    const auto [fewest, most] = std::minmax_element(share.begin(), share.end());
    EXPECT_LE(*most, *fewest * 1.2);
}

TEST_F(OneProcessor, ATimerOfTheServerRunsMeanwhile)
{
    static std::atomic<int> ticked;
    ticked = 0;
    serveAfter([] {});
    server_.run(
        []
        {
            le_timer_Ref_t timer = le_timer_Create("tick");
            le_timer_SetMsInterval(timer, 1);
            le_timer_SetRepeat(timer, 0);
            le_timer_SetHandler(timer, [](le_timer_Ref_t) { ++ticked; });
            le_timer_Start(timer);
        });
    std::atomic<bool> isOver{false};
    std::atomic<int> wrong{0};
    std::atomic<int> calls{0};
    std::thread one = caller(isOver, calls, wrong);
    EXPECT_TRUE(eventually([&] { return calls >= kCalls && ticked >= 20; }));
    isOver = true;
    one.join();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
