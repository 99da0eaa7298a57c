// Calls, events and asynchronous requests allocate nothing once they have been made before. The program's own malloc()
// takes the place of the C library's, for liblegato too, and counts.
#include <algorithm>
#include <atomic>
#include <cstddef>

#include "tests/unit/messaging/fixture.h"

namespace
{

std::atomic<size_t> allocations{0};

}  // namespace

extern "C" {
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);

void* malloc(size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}

void* calloc(size_t count, size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}

void* realloc(void* block, size_t size)
{
    ++allocations;
    return __libc_realloc(block, size);
}
}

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

/// Allocations of both sides while `work` runs, once it has run before; the client's thread must be idle then. How many
/// blocks are under way at once depends on which thread runs when, so a run may need more than any before it: what
/// counts is the best of several. An allocation in every call would be in all of them.
template <typename Work>
size_t allocationsOf(LoopThread& client, int expected, const Work& work)
{
    size_t result = SIZE_MAX;
    for (int i = 0; i < 10; ++i)
    {
        received = 0;
        size_t before = 0;
        client.run(
            [&]
            {
                before = allocations;
                work();
            });
        // What run() itself allocates is measured with no work.
        EXPECT_TRUE(eventually([&] { return received == expected; }));
        result = std::min<size_t>(result, allocations - before);
    }
    return result;
}

TEST_F(Messaging, ACallAllocatesNothing)
{
    serveEcho();
    le_msg_SessionRef_t session = nullptr;
    client_.run([&] { session = open(); });
    const size_t own = allocationsOf(client_, 0, [] {});
    const size_t calls = allocationsOf(client_, 0,
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
    const size_t own = allocationsOf(client_, 0, [] {});
    const size_t requests = allocationsOf(client_, 64 + kCalls,
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
    const size_t own = allocationsOf(client_, 0, [] {});
    const size_t requests = allocationsOf(client_, 2 * 8,
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
