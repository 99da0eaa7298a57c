// Calls, events and asynchronous requests allocate nothing once they have been made before.
#include <atomic>
#include <cstddef>

#include "tests/unit/messaging/count_allocations.h"
#include "tests/unit/messaging/fixture.h"

using namespace ligature::test;

namespace
{

constexpr int kCalls = 500;

/// Messages that a client's thread has received, answers included.
std::atomic<int> received{0};

void count(le_msg_MessageRef_t message, void*)
{
    le_msg_ReleaseMsg(message);
    ++received;
}

le_msg_MessageRef_t makeSmall(le_msg_SessionRef_t session)
{
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    std::memset(le_msg_GetPayloadPtr(message), 'x', 100);
    le_msg_SetPayloadSize(message, 100);
    return message;
}

TEST_F(Messaging, ACallAllocatesNothing)
{
    serveEcho();
    le_msg_SessionRef_t session = nullptr;
    client_.run([&] { session = open(); });
    const size_t own = allocationsOf(client_, received, 0, [] {});
    const size_t calls = allocationsOf(client_, received, 0,
                                       [&]
                                       {
                                           for (int i = 0; i < kCalls; ++i)
                                           {
                                               le_msg_ReleaseMsg(le_msg_RequestSyncResponse(makeSmall(session)));
                                           }
                                       });
    EXPECT_EQ(calls, own);
    client_.run([&] { le_msg_DeleteSession(session); });
}

TEST_F(Messaging, APipelineAllocatesNothing)
{
    static le_msg_SessionRef_t session;
    static int toSend;
    static const le_msg_ResponseCallback_t onAnswer = [](le_msg_MessageRef_t message, void*)
    {
        count(message, nullptr);
        if (toSend > 0)
        {
            --toSend;
            le_msg_RequestResponse(makeSmall(session), onAnswer, nullptr);
        }
    };
    serveEcho();
    client_.run([&] { session = open(); });
    const size_t own = allocationsOf(client_, received, 0, [] {});
    const size_t requests = allocationsOf(client_, received, 64 + kCalls,
                                          []
                                          {
                                              toSend = kCalls;
                                              for (int i = 0; i < 64; ++i)
                                              {
                                                  le_msg_RequestResponse(makeSmall(session), onAnswer, nullptr);
                                              }
                                          });
    EXPECT_EQ(requests, own);
    client_.run([&] { le_msg_DeleteSession(session); });
}

TEST_F(Messaging, AsynchronousRequestsAndEventsAllocateNothing)
{
    serve(
        [](le_msg_MessageRef_t message)
        {
            le_msg_Send(makeSmall(le_msg_GetSession(message)));
            le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
            le_msg_Respond(message);
        });
    le_msg_SessionRef_t session = nullptr;
    client_.run(
        [&]
        {
            session = open();
            le_msg_SetSessionRecvHandler(session, count, nullptr);
        });
    const size_t own = allocationsOf(client_, received, 0, [] {});
    const size_t requests = allocationsOf(client_, received, 2 * 8,
                                          [&]
                                          {
                                              for (int i = 0; i < 8; ++i)
                                              {
                                                  le_msg_RequestResponse(makeSmall(session), count, nullptr);
                                              }
                                          });
    EXPECT_EQ(requests, own);
    client_.run([&] { le_msg_DeleteSession(session); });
}

}  // namespace
