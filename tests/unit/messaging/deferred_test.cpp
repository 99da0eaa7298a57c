// What comes while a thread waits for an answer, and is handled afterwards.

#include <csetjmp>
#include <string>
#include <thread>

#include "tests/support/heap_growth.h"
#include "tests/unit/messaging/batch_fixture.h"

using namespace ligature::test;

namespace
{

class Deferred : public Messaging
{
protected:
    /// Answers each request after so many events.
    void serveEvents(int events)
    {
        serve(
            [events](le_msg_MessageRef_t message)
            {
                for (int i = 0; i < events; ++i)
                {
                    le_msg_Send(makeMessage(le_msg_GetSession(message), std::to_string(i)));
                }
                le_msg_Respond(message);
            });
    }
};

/// A client that asks anew whenever an event comes.
struct Eager
{
    std::atomic<bool> isEnough{false};
    std::atomic<int> events{0};

    static void onEvent(le_msg_MessageRef_t message, void* context)
    {
        auto& own = *static_cast<Eager*>(context);
        le_msg_SessionRef_t session = le_msg_GetSession(message);
        le_msg_ReleaseMsg(message);
        ++own.events;
        if (!own.isEnough)
        {
            le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeMessage(session, "again")));
        }
    }
};

TEST_F(Deferred, LeavesOtherWorkItsTurn)
{
    serveEvents(1);
    Eager eager;
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(session, Eager::onEvent, &eager);
            le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeMessage(session, "first")));
        });
    ASSERT_TRUE(eventually([&] { return eager.events > 10; }));
    std::atomic<bool> hasRun{false};
    client_.start([&] { hasRun = true; });
    EXPECT_TRUE(eventually([&] { return hasRun.load(); }));
    eager.isEnough = true;
    client_.run([&] { le_msg_DeleteSession(session); });
}

/// A client whose handler of events leaves by longjmp() each time.
struct Leaving
{
    std::jmp_buf place{};
    std::string received;

    static void onEvent(le_msg_MessageRef_t message, void* context)
    {
        auto& own = *static_cast<Leaving*>(context);
        own.received += text(message);
        le_msg_ReleaseMsg(message);
        std::longjmp(own.place, 1);
    }

    /// Until five events have come, or none comes for long. `begin` is called first with the session.
    template <typename Begin>
    void run(le_msg_SessionRef_t session, const Begin& begin)
    {
        le_msg_SetSessionRecvHandler(session, onEvent, this);
        begin(session);
        setjmp(place);
        while (received.size() < 5 && pollOnce(le_event_GetFd(), 2000))
        {
            le_event_ServiceLoop();
        }
        le_msg_DeleteSession(session);
        le_thread_CleanupLegatoThreadData();
    }
};

TEST_F(Deferred, ComesThoughAHandlerLeavesByLongjmpAndNoMemoryIsLeft)
{
    serveEvents(5);
    constexpr int kClients = 100;
    int gone = 0;
    const auto comeAndEnd = [&]
    {
        for (int i = 0; i < kClients; ++i)
        {
            Leaving leaving;
            std::thread client(
                [&]
                {
                    le_thread_InitLegatoThreadData("leaving");
                    leaving.run(open(), [](le_msg_SessionRef_t session)
                                { le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeMessage(session, "x"))); });
                });
            client.join();
            EXPECT_EQ(leaving.received, "01234");
        }
        gone += kClients;
        EXPECT_TRUE(eventually([&] { return closed_ == gone; }));
        server_.run([] {});
    };
    constexpr size_t kLeft = kClients * sizeof(void*);  // by clients that each leave something behind, at least
    EXPECT_LT(leastHeapGrowth(kLeft, comeAndEnd), kLeft);
}

/// A client whose handler of events deletes the session and leaves by longjmp(), as one does that has lost its server.
struct Giving
{
    std::jmp_buf place{};
    le_msg_SessionRef_t session = nullptr;
    int given = 0;

    static void onEvent(le_msg_MessageRef_t message, void* context)
    {
        auto& own = *static_cast<Giving*>(context);
        le_msg_ReleaseMsg(message);
        le_msg_DeleteSession(own.session);
        ++own.given;
        std::longjmp(own.place, 1);
    }

    template <typename Open>
    void run(int times, const Open& open)
    {
        setjmp(place);
        while (given < times)
        {
            session = open();
            le_msg_SetSessionRecvHandler(session, onEvent, this);
            le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeMessage(session, "x")));
            while (pollOnce(le_event_GetFd(), 2000))
            {
                le_event_ServiceLoop();
            }
        }
    }
};

TEST_F(Deferred, ASessionThatItsHandlerDeletesAndLeavesByLongjmpLeavesNoMemory)
{
    serveEvents(1);
    constexpr int kSessions = 100;
    int gone = 0;
    const auto comeAndGive = [&](int threads)
    {
        for (int i = 0; i < threads; ++i)
        {
            Giving giving;
            std::thread client(
                [&]
                {
                    le_thread_InitLegatoThreadData("giving");
                    giving.run(kSessions / threads, [&] { return open(); });
                    le_thread_CleanupLegatoThreadData();
                });
            client.join();
            EXPECT_EQ(giving.given, kSessions / threads);
        }
        gone += kSessions;
        EXPECT_TRUE(eventually([&] { return closed_ == gone; }));
        server_.run([] {});
    };
    constexpr size_t kLeft = kSessions * sizeof(void*);
    EXPECT_LT(leastHeapGrowth(kLeft, [&] { comeAndGive(1); }), kLeft) << "one after the other in a thread";
    EXPECT_LT(leastHeapGrowth(kLeft, [&] { comeAndGive(kSessions); }), kLeft) << "each in a thread of its own";
}

TEST_F(Deferred, TheRestOfABatchComesThoughAHandlerLeavesByLongjmp)
{
    RawServer server(directory_.userSocket());
    Leaving leaving;
    std::thread client(
        [&]
        {
            le_thread_InitLegatoThreadData("leaving");
            leaving.run(open(), [](le_msg_SessionRef_t session) { le_msg_Send(makeMessage(session, "x")); });
        });
    receiveDatagram(server.client());
    sendDatagram(server.client(),
                 kBatchId + record(0, "0") + record(0, "1") + record(0, "2") + record(0, "3") + record(0, "4"));
    client.join();
    EXPECT_EQ(leaving.received, "01234");
}

}  // namespace
