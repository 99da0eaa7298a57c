// Local services whose threads, sessions or requests end before they should.
#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/heap_growth.h"
#include "tests/unit/messaging/local_fixture.h"

using namespace ligature::test;

namespace
{

TEST_F(LocalMessaging, AServerThatDropsARequestOrEndsLeavesNobodyWaiting)
{
    LoopThread client;
    le_msg_SessionRef_t session = nullptr;
    {
        LoopThread server;
        serve(server,
              [&](le_msg_MessageRef_t message)
              {
                  if (read(message) == "drop")
                  {
                      le_msg_ReleaseMsg(message);
                  }
                  // else it is kept, and the thread ends
              });
        client.run(
            [&]
            {
                le_msg_SessionRef_t other = open();
                EXPECT_EQ(ask(other, "drop"), "(none)");
                EXPECT_EQ(ask(other, "again"), "(none)");
                le_msg_DeleteSession(other);
                session = open();
            });
        client.start([&] { answers_.push_back(ask(session, "keep")); });
        EXPECT_TRUE(eventually([&] { return messagesInUse() == 1; }));
    }
    client.run(
        [&]
        {
            EXPECT_EQ(answers_, std::vector<std::string>{"(none)"});
            le_msg_DeleteSession(session);
        });
}

TEST_F(LocalMessaging, AThreadThatEndsInItsReceiveHandlerLeavesNoMessageBehind)
{
    LoopThread client;
    {
        LoopThread server;
        serve(server,
              [](le_msg_MessageRef_t message)
              {
                  le_msg_Respond(message);
                  le_thread_Exit(nullptr);
              });
        client.run(
            [&]
            {
                le_msg_SessionRef_t session = open();
                EXPECT_EQ(ask(session, "a"), "a");
                le_msg_DeleteSession(session);
            });
    }
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalMessaging, ASessionCanBeOpenedAgainAfterItsServerHasEndedWithWorkForIt)
{
    LoopThread client;
    le_msg_SessionRef_t session = nullptr;
    {
        std::promise<void> hasBegun;
        std::promise<void> mayEnd;
        LoopThread first;
        serve(first,
              [&](le_msg_MessageRef_t message)
              {
                  le_msg_ReleaseMsg(message);
                  hasBegun.set_value();
                  mayEnd.get_future().wait();
                  le_thread_Exit(nullptr);
              });
        client.run(
            [&]
            {
                session = open();
                le_msg_Send(le_msg_CreateMsg(session));
                hasBegun.get_future().wait();
                le_msg_Send(le_msg_CreateMsg(session));
                mayEnd.set_value();
            });
    }
    LoopThread second;
    serveUpper(second);
    client.run(
        [&]
        {
            le_msg_SetSessionTimeLimit(session, 5000);
            le_msg_OpenSessionSync(session);
            EXPECT_EQ(ask(session, "a"), "a!");
            le_msg_DeleteSession(session);
        });
    second.run([] {});
    EXPECT_EQ(messagesInUse(), 0u);
}

TEST_F(LocalMessaging, ARequestThatTwoThreadsLetGoOfAtOnceLeavesNobodyWaiting)
{
    constexpr std::chrono::seconds kLimit{10};
    std::atomic<le_msg_MessageRef_t> handedOver{nullptr};
    std::atomic<bool> isOver{false};
    std::thread dropper(
        [&]
        {
            while (!isOver)
            {
                if (le_msg_MessageRef_t message = handedOver.exchange(nullptr))
                {
                    le_msg_ReleaseMsg(message);
                }
            }
        });
    LoopThread client;
    LoopThread server;
    serve(server, [&](le_msg_MessageRef_t message) { handedOver = message; });
    client.run(
        [&]
        {
            bool isAnyLost = false;
            for (int i = 0; i < 500 && !isAnyLost; ++i)
            {
                le_msg_SessionRef_t session = open();
                le_msg_SetSessionTimeLimit(session, static_cast<uint32_t>(std::chrono::milliseconds(kLimit).count()));
                const auto begin = std::chrono::steady_clock::now();
                EXPECT_EQ(ask(session, "a"), "(none)");
                isAnyLost = std::chrono::steady_clock::now() - begin >= kLimit;
                le_msg_DeleteSession(session);
            }
            EXPECT_FALSE(isAnyLost);
        });
    isOver = true;
    dropper.join();
}

TEST_F(LocalMessaging, ThreadsThatEndWithOpenSessionsLeaveNoMemoryBehind)
{
    LoopThread server;
    serveUpper(server);
    constexpr int kThreads = 200;
    constexpr size_t kLeft = kThreads * sizeof(void*);  // by threads that each leave something behind, at least
    const auto comeAndEnd = [&]
    {
        for (int i = 0; i < kThreads; ++i)
        {
            LoopThread thread;
            thread.run([&] { EXPECT_EQ(ask(open(), "x"), "x!"); });
        }
        server.run([] {});
    };
    EXPECT_LT(leastHeapGrowth(kLeft, comeAndEnd), kLeft);
}

}  // namespace
