#include "runtime/lib/ipc/connection.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <utility>
#include <vector>

#include "legato.h"
#include "runtime/lib/ipc/buffers.h"
#include "runtime/lib/ipc/client_handlers.h"
#include "runtime/lib/ipc/direct.h"
#include "runtime/lib/ipc/trace.h"
#include "runtime/lib/ipc/versions.h"
#include "runtime/lib/messaging/one_way.h"
#include "runtime/lib/messaging/service_end.h"
#include "runtime/lib/messaging/session_facts.h"
#include "runtime/lib/thread/thread.h"

namespace ligature::ipc
{

namespace
{

// The connections of a thread, by the slots of their clients.
using Connections = std::vector<Connection*>;

thread_local Connections* ThreadConnections = nullptr;
thread_local void (*AfterConnections)() = nullptr;

std::mutex SlotMutex;
uint32_t LastSlot = 0;

uint32_t slotOf(le_ipc_Client_t* client)
{
    uint32_t slot = __atomic_load_n(&client->slot, __ATOMIC_ACQUIRE);
    if (slot == 0)
    {
        std::lock_guard lock(SlotMutex);
        slot = client->slot;
        if (slot == 0)
        {
            slot = ++LastSlot;
            __atomic_store_n(&client->slot, slot, __ATOMIC_RELEASE);
        }
    }
    return slot;
}

Connection* find(le_ipc_Client_t* client)
{
    uint32_t slot = __atomic_load_n(&client->slot, __ATOMIC_ACQUIRE);
    if (ThreadConnections == nullptr || slot == 0 || slot >= ThreadConnections->size())
    {
        return nullptr;
    }
    return (*ThreadConnections)[slot];
}

// Takes a connection out of the tables and ends its session.
void dispose(Connection* connection)
{
    (*ThreadConnections)[slotOf(connection->client)] = nullptr;
    if (connection->session != nullptr)
    {
        if (connection->local != nullptr)
        {
            removeLocalHandlers(connection->session);
        }
        dropHandlers(connection->session);
        le_msg_DeleteSession(connection->session);
    }
    else
    {
        removeClientHandlers(connection);
    }
    delete connection;
}

// Null: none is left.
Connection* anyOfThread()
{
    const auto found = std::find_if(ThreadConnections->begin(), ThreadConnections->end(),
                                    [](const Connection* connection) { return connection != nullptr; });
    return found != ThreadConnections->end() ? *found : nullptr;
}

void closeThread(void*)
{
    if (ThreadConnections == nullptr)
    {
        return;
    }
    // What the thread serves ends first: its Remove functions may call others.
    messaging::endServices();
    // Found anew each time: a server that is called directly may connect in its Remove functions.
    while (Connection* connection = anyOfThread())
    {
        dispose(connection);
    }
    endDeliveries();
    delete ThreadConnections;
    ThreadConnections = nullptr;
    if (AfterConnections != nullptr)
    {
        std::exchange(AfterConnections, nullptr)();
    }
}

void onClose(le_msg_SessionRef_t, void* connection)
{
    lose(static_cast<Connection*>(connection), "the server is gone");
}

void enter(le_ipc_Client_t* client, le_msg_SessionRef_t session)
{
    releaseAbandoned(__builtin_frame_address(0));
    trace::prepare();
    auto* connection = new Connection{client, session, 1, nullptr, nullptr, client->isLocal ? client->local : nullptr};
    if (ThreadConnections == nullptr)
    {
        ThreadConnections = new Connections;
        thread::addLastDestructor(closeThread, nullptr);
    }
    uint32_t slot = slotOf(client);
    if (slot >= ThreadConnections->size())
    {
        ThreadConnections->resize(slot + 1, nullptr);
    }
    (*ThreadConnections)[slot] = connection;
    if (session == nullptr)
    {
        return;
    }
    le_msg_SetSessionRecvHandler(session, receiveIndication, connection);
    if (connection->local == nullptr)
    {
        le_msg_SetSessionCloseHandler(session, onClose, connection);
    }
}

le_msg_SessionRef_t createSession(le_ipc_Client_t* client, const char* serviceName)
{
    if (client->isLocal)
    {
        return le_msg_CreateLocalSession(client->local);
    }
    return le_msg_CreateSession(le_msg_GetProtocolRef(client->protocolId, client->messageSize), serviceName);
}

trace::Point pointOf(const le_ipc_Call_t& call, size_t bytes)
{
    const le_ipc_Client_t* client = connectionOf(call.session)->client;
    return {client->name, client->names, call.session, call.number, bytes};
}

bool isTooLarge(const le_ipc_Call_t& call)
{
    const le_msg_PeerProtocol_t server = le_msg_GetPeerProtocol(call.session);
    return server.newestVersion != 0 && call.out.at > server.largestMessage;
}

// The session has ended before the server did what a call waits for.
[[noreturn]] void loseWaiting(const le_ipc_Call_t& call, const char* what)
{
    if (const uint32_t limit = messaging::factsOf(call.session).overdue)
    {
        char reason[64];
        std::snprintf(reason, sizeof(reason), "the server did not %s within %u ms", what, limit);
        lose(connectionOf(call.session), reason);
    }
    if (isTooLarge(call))
    {
        loseToVersion(call, "sends more than the server takes");
    }
    lose(connectionOf(call.session), "the server is gone");
}

// Connects to a server of this process, if the client is to call one.
bool enterDirect(le_ipc_Client_t* client, const char* serviceName)
{
    const le_ipc_Direct_t* direct = findDirect(*client, serviceName);
    if (direct == nullptr)
    {
        if (serviceName == nullptr)
        {
            LE_FATAL("%s is to call a server of this process, and there is none.", client->name);
        }
        return false;
    }
    __atomic_store_n(&client->direct, direct->functions, __ATOMIC_RELEASE);
    enter(client, nullptr);
    return true;
}

}  // namespace

void afterConnections(void (*release)())
{
    AfterConnections = release;
}

Connection* connectionOf(le_ipc_Client_t* client)
{
    Connection* connection = find(client);
    if (connection == nullptr)
    {
        LE_FATAL("%s_ConnectService() was not called for the current thread.", client->name);
    }
    return connection;
}

// Not by the session's context: of a local session the server may set that too.
Connection* findConnection(le_msg_SessionRef_t session)
{
    const auto found = std::find_if(ThreadConnections->begin(), ThreadConnections->end(),
                                    [session](const Connection* connection)
                                    { return connection != nullptr && connection->session == session; });
    return found != ThreadConnections->end() ? *found : nullptr;
}

Connection* connectionOf(le_msg_SessionRef_t session)
{
    return findConnection(session);
}

void setSize(const le_ipc_Call_t& call)
{
    if (isTooLarge(call))
    {
        le_msg_ReleaseMsg(call.message);
        loseToVersion(call, "sends more than the server takes");
    }
    le_msg_SetPayloadSize(call.message, call.out.at);
}

void lose(Connection* connection, const char* reason)
{
    const char* name = connection->client->name;
    void (*onLost)(void*) = connection->onLost;
    void* context = connection->onLostContext;
    dispose(connection);
    if (onLost != nullptr)
    {
        LE_WARN("Connection of %s is lost: %s.", name, reason);
        onLost(context);
    }
    LE_FATAL("Connection of %s is lost: %s.", name, reason);
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void le_ipc_Connect(le_ipc_Client_t* client, const char* serviceName)
{
    if (Connection* known = find(client))
    {
        ++known->users;
        return;
    }
    if (enterDirect(client, serviceName))
    {
        return;
    }
    le_msg_SessionRef_t session = createSession(client, serviceName);
    if (session == nullptr)
    {
        LE_FATAL("%s_SetBinding() was not called: there is no service to connect to.", client->name);
    }
    le_msg_OpenSessionSync(session);
    enter(client, session);
}

extern "C" le_result_t le_ipc_TryConnect(le_ipc_Client_t* client, const char* serviceName)
{
    if (Connection* known = find(client))
    {
        ++known->users;
        return LE_OK;
    }
    if (enterDirect(client, serviceName))
    {
        return LE_OK;
    }
    le_msg_SessionRef_t session = createSession(client, serviceName);
    if (session == nullptr)
    {
        return LE_NOT_PERMITTED;
    }
    le_result_t result = le_msg_TryOpenSessionSync(session);
    if (result != LE_OK)
    {
        le_msg_DeleteSession(session);
        return result;
    }
    enter(client, session);
    return LE_OK;
}

extern "C" void le_ipc_Disconnect(le_ipc_Client_t* client)
{
    Connection* connection = find(client);
    if (connection == nullptr)
    {
        LE_CRIT("%s_DisconnectService() was called without a connection.", client->name);
    }
    else if (--connection->users == 0)
    {
        dispose(connection);
    }
}

extern "C" void le_ipc_SetDisconnectHandler(le_ipc_Client_t* client, void (*handler)(void*), void* contextPtr)
{
    Connection* connection = find(client);
    if (connection == nullptr)
    {
        LE_CRIT("%s_SetServerDisconnectHandler() was called without a connection.", client->name);
        return;
    }
    connection->onLost = handler;
    connection->onLostContext = contextPtr;
}

extern "C" le_result_t le_ipc_SetTimeLimit(le_ipc_Client_t* client, uint32_t milliseconds)
{
    Connection* connection = connectionOf(client);
    if (connection->session == nullptr)
    {
        return LE_UNSUPPORTED;
    }
    le_msg_SetSessionTimeLimit(connection->session, milliseconds);
    return LE_OK;
}

extern "C" [[gnu::hot]] le_msg_SessionRef_t le_ipc_GetSession(le_ipc_Client_t* client)
{
    return connectionOf(client)->session;
}

extern "C" [[gnu::hot]] void le_ipc_BeginCall(le_ipc_Call_t* call, le_msg_SessionRef_t session, uint32_t number)
{
    call->session = session;
    call->number = number;
    call->message = ligature::messaging::createUncleared(session);
    call->out = writerOf(call->message);
    le_ipc_PutU32(&call->out, number);
}

extern "C" [[gnu::hot]] le_msg_MessageRef_t le_ipc_Ask(le_ipc_Call_t* call)
{
    le_msg_SetPayloadSize(call->message, call->out.at);
    call->traced.time = 0;
    if (trace::isOn())
    {
        call->traced = trace::begin(trace::Event::CallSent, pointOf(*call, call->out.at));
    }
    return le_msg_RequestSyncResponse(call->message);
}

extern "C" [[gnu::hot]] void le_ipc_TakeAnswer(le_ipc_Call_t* call, le_msg_MessageRef_t answer)
{
    call->message = answer;
    if (answer == nullptr)
    {
        loseWaiting(*call, "answer");
    }
    call->in = readerOf(answer, false);
    if (call->traced.time != 0)
    {
        trace::end(trace::Event::AnswerReceived, pointOf(*call, call->in.size), call->traced);
    }
    const uint32_t number = le_ipc_GetU32(&call->in);
    if (number != call->number)
    {
        if (const char* refusal = refusalOf(number))
        {
            le_msg_ReleaseMsg(call->message);
            loseToVersion(*call, refusal);
        }
        call->in.isBad = true;
    }
}

extern "C" void le_ipc_SendOneWay(le_ipc_Call_t* call)
{
    setSize(*call);
    if (trace::isOn())
    {
        trace::begin(trace::Event::CallSent, pointOf(*call, call->out.at));
    }
    if (!ligature::messaging::sendOneWay(call->message))
    {
        loseWaiting(*call, "take the call");
    }
}

extern "C" [[gnu::hot]] void le_ipc_EndCall(le_ipc_Call_t* call)
{
    bool isGood = le_ipc_Accept(&call->in);
    le_msg_ReleaseMsg(call->message);
    if (!isGood)
    {
        lose(connectionOf(call->session), "the server's answer makes no sense");
    }
}
