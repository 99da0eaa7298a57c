// bench_ipc_message server|call|event|pipeline|open|slice|slowest BYTES: the messaging API. A client makes synchronous
// calls, sends one-way messages, keeps many asynchronous requests under way, or opens and closes a session per round
// trip; with slice threads count the calls they make in a slice of time, with slowest it tells how long all but the
// slowest hundredth of its calls took.
#include <poll.h>

#include <cstdlib>
#include <cstring>

#include "runtime/include/legato.h"
#include "tests/bench/ipc/peer.h"

namespace
{

void serve(le_msg_ProtocolRef_t protocol)
{
    le_msg_ServiceRef_t service = le_msg_CreateService(protocol, "server");
    le_msg_SetServiceRecvHandler(
        service,
        [](le_msg_MessageRef_t message, void*)
        {
            if (!le_msg_NeedsResponse(message))
            {
                le_msg_ReleaseMsg(message);
                return;
            }
            le_msg_SetPayloadSize(message, le_msg_GetPayloadSize(message));
            le_msg_Respond(message);
        },
        nullptr);
    le_msg_AdvertiseService(service);
    le_event_RunLoop();
}

/// Asynchronous requests that are under way, or one-way messages between two points where the client waits for the
/// server.
constexpr int kBurst = 64;

le_msg_SessionRef_t openSession(le_msg_ProtocolRef_t protocol)
{
    le_msg_SessionRef_t session = le_msg_CreateSession(protocol, "client");
    le_msg_OpenSessionSync(session);
    return session;
}

le_msg_MessageRef_t makeMessage(le_msg_SessionRef_t session, size_t bytes)
{
    le_msg_MessageRef_t message = le_msg_CreateMsg(session);
    le_msg_SetPayloadSize(message, bytes);
    return message;
}

void call(le_msg_SessionRef_t session, size_t bytes)
{
    le_msg_MessageRef_t message = le_msg_RequestSyncResponse(makeMessage(session, bytes));
    LE_FATAL_IF(message == nullptr || le_msg_GetPayloadSize(message) != bytes, "No answer.");
    le_msg_ReleaseMsg(message);
}

void sendEvent(le_msg_SessionRef_t session, size_t bytes)
{
    static int sent = 0;
    ++sent % kBurst == 0 ? call(session, bytes) : le_msg_Send(makeMessage(session, bytes));
}

/// Asynchronous requests of which kBurst are under way: the handler of an answer makes the next one.
struct Pipeline
{
    le_msg_SessionRef_t session;
    size_t bytes;
    int64_t toSend;
    int64_t toReceive;
};

void sendNext(Pipeline& pipeline)
{
    --pipeline.toSend;
    le_msg_RequestResponse(
        makeMessage(pipeline.session, pipeline.bytes),
        [](le_msg_MessageRef_t message, void* context)
        {
            auto& own = *static_cast<Pipeline*>(context);
            LE_FATAL_IF(message == nullptr || le_msg_GetPayloadSize(message) != own.bytes, "No answer.");
            le_msg_ReleaseMsg(message);
            --own.toReceive;
            if (own.toSend > 0)
            {
                sendNext(own);
            }
        },
        &pipeline);
}

void pipeline(le_msg_SessionRef_t session, size_t bytes, int64_t count)
{
    Pipeline all{session, bytes, count, count};
    while (all.toSend > 0 && all.toSend > count - kBurst)
    {
        sendNext(all);
    }
    while (all.toReceive > 0)
    {
        pollfd entry{le_event_GetFd(), POLLIN, 0};
        poll(&entry, 1, -1);
        le_event_ServiceLoop();
    }
}

void openAndClose(le_msg_ProtocolRef_t protocol)
{
    le_msg_DeleteSession(openSession(protocol));
}

/// The calls of a thread of its own.
int64_t countCalls(le_msg_ProtocolRef_t protocol, size_t bytes, int64_t begin, int64_t end)
{
    le_thread_InitLegatoThreadData("client");
    le_msg_SessionRef_t session = openSession(protocol);
    const int64_t count = ligature::bench::countInSlice(begin, end, [=] { call(session, bytes); });
    le_msg_DeleteSession(session);
    le_thread_CleanupLegatoThreadData();
    return count;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
    {
        return 2;
    }
    le_msg_ProtocolRef_t protocol = le_msg_GetProtocolRef("bench", 4096);
    if (std::strcmp(argv[1], "server") == 0)
    {
        serve(protocol);
    }
    const size_t bytes = std::strtoul(argv[2], nullptr, 10);
    if (std::strcmp(argv[1], "open") == 0)
    {
        ligature::bench::answerOrders([=] { openAndClose(protocol); });
        return 0;
    }
    if (std::strcmp(argv[1], "slice") == 0)
    {
        ligature::bench::answerSlices([=](int64_t begin, int64_t end)
                                      { return countCalls(protocol, bytes, begin, end); });
        return 0;
    }
    le_msg_SessionRef_t session = openSession(protocol);
    if (std::strcmp(argv[1], "pipeline") == 0)
    {
        ligature::bench::answerOrdersAtOnce([=](int64_t count) { pipeline(session, bytes, count); });
        return 0;
    }
    if (std::strcmp(argv[1], "slowest") == 0)
    {
        ligature::bench::answerOrdersForSlowest([=] { call(session, bytes); });
        return 0;
    }
    const auto roundTrip = std::strcmp(argv[1], "call") == 0    ? call
                           : std::strcmp(argv[1], "event") == 0 ? sendEvent
                                                                : nullptr;
    if (roundTrip == nullptr)
    {
        return 2;
    }
    ligature::bench::answerOrders([=] { roundTrip(session, bytes); });
    return 0;
}
