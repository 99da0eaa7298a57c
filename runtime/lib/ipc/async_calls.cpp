// Client side: calls whose answers come from the event loop.
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include "legato.h"
#include "runtime/lib/ipc/buffers.h"
#include "runtime/lib/ipc/connection.h"
#include "runtime/lib/ipc/trace.h"
#include "runtime/lib/ipc/versions.h"

namespace ligature::ipc
{

namespace
{

struct AsyncCall
{
    uint64_t reference;  // what stands for it; 0: it is over, or was cancelled
    uint32_t place;      // among the thread's records
    const le_ipc_Client_t* client;
    le_msg_SessionRef_t session;
    uint32_t number;
    le_ipc_Traced_t traced;
    le_ipc_OnAnswer_t onAnswer;  // null: the call was cancelled
    le_ipc_Function_t done;
    void* contextPtr;
    AsyncCall* next;  // of those that are over
};

// The thread's records, each at its place for good: so a reference is found without a search, and one that is no longer
// right points to nothing that is gone. Those of calls that are over serve the next calls, which allocate nothing.
struct Records
{
    std::vector<std::unique_ptr<AsyncCall>> all;
    AsyncCall* idle = nullptr;
};

thread_local Records* Own = nullptr;

// As long as there are connections, messaging knows the records of calls that have no answer.
void forgetRecords()
{
    delete std::exchange(Own, nullptr);
}

AsyncCall* newCall()
{
    if (Own == nullptr)
    {
        Own = new Records;
        afterConnections(forgetRecords);
    }
    if (Own->idle != nullptr)
    {
        return std::exchange(Own->idle, Own->idle->next);
    }
    Own->all.push_back(std::make_unique<AsyncCall>());
    AsyncCall* call = Own->all.back().get();
    call->place = static_cast<uint32_t>(Own->all.size() - 1);
    return call;
}

// A number that no other call of the process has or will have. Threads take them in blocks, so as not to meet at each.
uint64_t newReference()
{
    constexpr unsigned kBlockBits = 32;
    static std::atomic<uint64_t> blocks{0};
    thread_local uint64_t next = 0;
    if (next % (uint64_t{1} << kBlockBits) == 0)
    {
        next = ++blocks << kBlockBits;
    }
    return next++;
}

// `done` may leave by longjmp() or make the next call: the record is free before that.
AsyncCall finish(AsyncCall* call)
{
    const AsyncCall copy = *call;
    call->reference = 0;
    call->next = Own->idle;
    Own->idle = call;
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
    le_ipc_Answer_t answer = {message, call.done, call.contextPtr, readerOf(message, false)};
    if (call.traced.time != 0)
    {
        trace::end(trace::Event::AnswerReceived, pointOf(*call.client, call.session, call.number, answer.in.size),
                   call.traced);
    }
    const uint32_t number = le_ipc_GetU32(&answer.in);
    if (number != call.number)
    {
        if (const char* refusal = refusalOf(number))
        {
            releaseAbandoned(frame);
            loseToVersion({call.session, nullptr, call.number, {}, {}, {}}, refusal);
        }
        answer.in.isBad = true;
    }
    else if (call.onAnswer != nullptr)
    {
        call.onAnswer(&answer);
    }
    // With the message goes a descriptor that nobody took. `done` may have ended the connection, but then the answer
    // was good.
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

extern "C" le_ipc_AsyncCallRef_t le_ipc_Start(le_ipc_Call_t* call, le_ipc_Client_t* client, le_ipc_OnAnswer_t onAnswer,
                                              le_ipc_Function_t done, void* contextPtr)
{
    setSize(*call);
    le_ipc_Traced_t traced = {};
    if (trace::isOn())
    {
        traced = trace::begin(trace::Event::CallSent, pointOf(*client, call->session, call->number, call->out.at));
    }
    AsyncCall* record = newCall();
    const le_ipc_AsyncCallRef_t reference = {newReference(), record->place};
    *record = {reference.number, reference.place, client, call->session, call->number,
               traced,           onAnswer,        done,   contextPtr,    nullptr};
    le_msg_RequestResponse(call->message, onResponse, record);
    return reference;
}

// The answer is still to come: the record waits for it, and for its message.
extern "C" le_result_t le_ipc_CancelAsyncCall(const le_ipc_Client_t* client, le_ipc_AsyncCallRef_t call)
{
    if (call.number == 0 || Own == nullptr || call.place >= Own->all.size())
    {
        return LE_NOT_FOUND;
    }
    AsyncCall& record = *Own->all[call.place];
    if (record.reference != call.number || record.client != client)
    {
        return LE_NOT_FOUND;
    }
    record.reference = 0;
    record.onAnswer = nullptr;
    return LE_OK;
}
