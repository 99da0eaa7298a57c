// Client side: calls whose answers come from the event loop.
#include <utility>

#include "legato.h"
#include "runtime/lib/ipc/connection.h"
#include "runtime/lib/ipc/trace.h"
#include "runtime/lib/ipc/versions.h"

namespace ligature::ipc
{

namespace
{

struct AsyncCall
{
    le_msg_SessionRef_t session;
    uint32_t number;
    le_ipc_Traced_t traced;
    le_ipc_OnAnswer_t onAnswer;
    le_ipc_Function_t done;
    void* contextPtr;
    AsyncCall* next;  // of those that are over
};

// The thread's records of calls that are over, so that the next calls allocate nothing.
struct Spares
{
    AsyncCall* first = nullptr;

    Spares() = default;
    Spares(const Spares&) = delete;
    Spares& operator=(const Spares&) = delete;
    ~Spares()
    {
        while (first != nullptr)
        {
            delete std::exchange(first, first->next);
        }
    }
};

thread_local Spares Idle;

AsyncCall* newCall()
{
    return Idle.first != nullptr ? std::exchange(Idle.first, Idle.first->next) : new AsyncCall;
}

// `done` may leave by longjmp() or make the next call: the record is free before that.
AsyncCall finish(AsyncCall* call)
{
    const AsyncCall copy = *call;
    call->next = Idle.first;
    Idle.first = call;
    return copy;
}

trace::Point pointOf(const le_ipc_Client_t& client, le_msg_SessionRef_t session, uint32_t number, size_t bytes)
{
    return {client.name, client.names, session, number, bytes};
}

// Every other session tells its connection itself that the server is gone.
void onUnanswered(const AsyncCall& call)
{
    Connection* connection = findConnection(call.session);
    if (connection != nullptr && connection->local != nullptr)
    {
        lose(connection, "the server is gone");
    }
}

void onResponse(le_msg_MessageRef_t message, void* context)
{
    const AsyncCall call = finish(static_cast<AsyncCall*>(context));
    if (message == nullptr)
    {
        onUnanswered(call);
        return;
    }
    void* frame = __builtin_frame_address(0);
    beginDelivery(message, frame);
    le_ipc_Answer_t answer = {
        message,
        call.done,
        call.contextPtr,
        {static_cast<const uint8_t*>(le_msg_GetPayloadPtr(message)), 0, le_msg_GetPayloadSize(message), false, false}};
    if (call.traced.time != 0)
    {
        trace::end(trace::Event::AnswerReceived,
                   pointOf(*connectionOf(call.session)->client, call.session, call.number, answer.in.size),
                   call.traced);
    }
    const uint32_t number = le_ipc_GetU32(&answer.in);
    if (number == kUnknownFunction)
    {
        releaseAbandoned(frame);
        loseToVersion({call.session, nullptr, call.number, {}, {}, {}}, "is not known to the server");
    }
    if (number == call.number)
    {
        call.onAnswer(&answer);
    }
    else
    {
        answer.in.isBad = true;
    }
    // `done` may have ended the connection, but then the answer was good.
    releaseAbandoned(frame);
    if (answer.in.isBad)
    {
        lose(connectionOf(call.session), "the server's answer makes no sense");
    }
}

}  // namespace

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void le_ipc_BeginAsyncCall(le_ipc_Call_t* call, le_ipc_Client_t* client, uint32_t number,
                                      le_ipc_Function_t done)
{
    if (done == nullptr)
    {
        LE_FATAL("%s is called asynchronously, and nothing is to be called with the answer.", client->name);
    }
    le_msg_SessionRef_t session = le_ipc_GetSession(client);
    if (session == nullptr)
    {
        LE_FATAL("%s calls a server of this process directly: that cannot be done asynchronously.", client->name);
    }
    le_ipc_BeginCall(call, session, number);
}

extern "C" void le_ipc_Start(le_ipc_Call_t* call, le_ipc_OnAnswer_t onAnswer, le_ipc_Function_t done, void* contextPtr)
{
    const size_t bytes = call->out.at;
    const le_msg_PeerProtocol_t server = le_msg_GetPeerProtocol(call->session);
    if (server.newestVersion != 0 && bytes > server.largestMessage)
    {
        le_msg_ReleaseMsg(call->message);
        loseToVersion(*call, "sends more than the server takes");
    }
    le_msg_SetPayloadSize(call->message, bytes);
    le_ipc_Traced_t traced = {};
    if (trace::isOn())
    {
        traced = trace::begin(trace::Event::CallSent,
                              pointOf(*connectionOf(call->session)->client, call->session, call->number, bytes));
    }
    AsyncCall* record = newCall();
    *record = {call->session, call->number, traced, onAnswer, done, contextPtr, nullptr};
    le_msg_RequestResponse(call->message, onResponse, record);
}
