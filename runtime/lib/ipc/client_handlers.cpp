// Server side: the handlers of clients, which the server calls.
#include "runtime/lib/ipc/client_handlers.h"

#include <map>
#include <mutex>

#include "legato.h"
#include "runtime/lib/ipc/buffers.h"
#include "runtime/lib/ipc/connection.h"
#include "runtime/lib/ipc/direct.h"
#include "runtime/lib/ipc/handle_table.h"
#include "runtime/lib/ipc/service.h"
#include "runtime/lib/ipc/trace.h"

namespace ligature::ipc
{

namespace
{

// What a handler of this process has besides.
struct OwnHandler
{
    event::Loop* loop = nullptr;  // of the thread that added it; null: a client that sends messages
    le_ipc_Function_t function = nullptr;
    void* contextPtr = nullptr;
    le_ipc_Direct_t* server = nullptr;
    bool isCalled = false;  // a one-shot callback
};

struct ClientHandler
{
    enum class State
    {
        adding,  // the server's Add function has not returned yet
        added,
        orphaned,  // the client went while the Add function was running
    };
    le_ipc_Service_t* service;
    const void* session;    // or the connection of a handler of this process
    uint32_t handler;       // the client's number
    uint32_t number;        // of the request that added it
    void (*remove)(void*);  // NULL: a one-shot callback
    void* reference;        // the server's own
    State state;
    OwnHandler own;
    std::multimap<const void*, uint32_t>::iterator ofSession;  // in ClientHandlers::bySession

    le_msg_SessionRef_t sessionRef() const { return static_cast<le_msg_SessionRef_t>(const_cast<void*>(session)); }
};

struct ClientHandlers
{
    std::mutex mutex;
    HandleTable<ClientHandler> table;
    std::multimap<const void*, uint32_t> bySession;

    void erase(uint32_t number, bool isUsedUp = false)
    {
        ClientHandler* handler = table.find(number);
        if (handler->state != ClientHandler::State::orphaned)
        {
            bySession.erase(handler->ofSession);
        }
        table.erase(number, isUsedUp);
        delete handler;
    }
};

ClientHandlers& clientHandlers()
{
    static auto* all = new ClientHandlers;  // never destroyed: threads may still run when the process ends
    return *all;
}

uint32_t numberOf(const void* contextPtr)
{
    return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(contextPtr));
}

// Takes one handler of the session out of the table. False when none is left.
bool takeOne(const void* session, void (*&remove)(void*), void*& reference, le_ipc_Service_t*& service)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    auto found = all.bySession.find(session);
    if (found == all.bySession.end())
    {
        return false;
    }
    uint32_t number = found->second;
    ClientHandler* handler = all.table.find(number);
    service = handler->service;
    remove = nullptr;
    if (handler->state == ClientHandler::State::adding && handler->remove != nullptr)
    {
        handler->state = ClientHandler::State::orphaned;
        all.bySession.erase(found);
        return true;
    }
    remove = handler->remove;
    reference = handler->reference;
    all.erase(number);
    return true;
}

// Of which some client's handler is left; null: there is none.
const void* sessionLeftOf(const le_ipc_Service_t& service)
{
    const void* session = nullptr;
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    all.table.forEach(
        [&](uint32_t, const ClientHandler& handler)
        {
            const bool isOfClient = handler.service == &service && handler.own.loop == nullptr;
            session = isOfClient && handler.state != ClientHandler::State::orphaned ? handler.session : session;
        });
    return session;
}

void* enter(ClientHandler* made)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    uint32_t number = all.table.insert(made);
    if (number == 0)
    {
        LE_FATAL("Clients have added too many handlers.");
    }
    made->ofSession = all.bySession.emplace(made->session, number);
    return reinterpret_cast<void*>(static_cast<uintptr_t>(number));
}

// The server's own reference of a handler that is removed; NULL when the client has no such handler.
void* takeReference(const void* session, uint32_t number, uint32_t addNumber)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    ClientHandler* handler = all.table.find(number);
    if (handler == nullptr || handler->session != session || handler->number != addNumber ||
        handler->state != ClientHandler::State::added)
    {
        return nullptr;
    }
    void* reference = handler->reference;
    all.erase(number);
    return reference;
}

[[noreturn]] void failSecondCall()
{
    LE_FATAL("A callback can't be called more than once.");
}

}  // namespace

// The server's Remove functions run without the lock: they may do what they like.
void removeClientHandlers(const void* session)
{
    void (*remove)(void*) = nullptr;
    void* reference = nullptr;
    le_ipc_Service_t* service = nullptr;
    while (takeOne(session, remove, reference, service))
    {
        if (remove != nullptr)
        {
            remove(reference);
        }
    }
}

void removeHandlersOf(const le_ipc_Service_t& service)
{
    while (const void* session = sessionLeftOf(service))
    {
        removeClientHandlers(session);
    }
}

void removeLocalHandlers(const void* session)
{
    void (*remove)(void*) = nullptr;
    void* reference = nullptr;
    le_ipc_Service_t* service = nullptr;
    while (takeOne(session, remove, reference, service))
    {
        if (remove != nullptr)
        {
            event::queueFunction(
                threadOf(*service), [](void* function, void* own) { reinterpret_cast<void (*)(void*)>(function)(own); },
                nullptr, reinterpret_cast<void*>(remove), reference);
        }
    }
}

bool queueForHandler(uint32_t number, event::QueueItem& item)
{
    // The thread takes its handlers out of the table before it ends: under the lock its loop is there.
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    ClientHandler* handler = all.table.find(number);
    return handler != nullptr && event::queueItem(*handler->own.loop, item);
}

void (*takeDirectHandler(uint32_t number, le_ipc_Indication_t& indication))(le_ipc_Indication_t*)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    ClientHandler* handler = all.table.find(number);
    if (handler == nullptr || handler->state == ClientHandler::State::orphaned)
    {
        return nullptr;
    }
    indication.function = handler->own.function;
    indication.contextPtr = handler->own.contextPtr;
    auto* onIndication = handler->own.server->onIndication;
    if (handler->remove == nullptr)
    {
        all.erase(number, true);
    }
    return onIndication;
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void* le_ipc_AddClientHandler(le_ipc_Request_t* request, uint32_t handler, void (*remove)(void*))
{
    return enter(new ClientHandler{request->service,
                                   request->session,
                                   handler,
                                   request->number,
                                   remove,
                                   nullptr,
                                   ClientHandler::State::adding,
                                   {},
                                   {}});
}

extern "C" void* le_ipc_AddDirectHandler(le_ipc_Client_t* client, le_ipc_Direct_t* direct, uint32_t number,
                                         le_ipc_Function_t function, void* contextPtr, void (*remove)(void*))
{
    return enter(new ClientHandler{direct->service,
                                   connectionOf(client),
                                   0,
                                   number,
                                   remove,
                                   nullptr,
                                   ClientHandler::State::adding,
                                   {&ligature::event::currentLoop(), function, contextPtr, direct},
                                   {}});
}

extern "C" uint32_t le_ipc_ClientHandlerAdded(void* contextPtr, void* reference)
{
    void (*remove)(void*) = nullptr;
    {
        ClientHandlers& all = clientHandlers();
        std::lock_guard lock(all.mutex);
        uint32_t number = numberOf(contextPtr);
        ClientHandler* handler = all.table.find(number);
        if (reference != nullptr && handler->state == ClientHandler::State::adding)
        {
            handler->state = ClientHandler::State::added;
            handler->reference = reference;
            return number;
        }
        remove = reference != nullptr ? handler->remove : nullptr;
        all.erase(number);
    }
    if (remove != nullptr)
    {
        remove(reference);
    }
    return 0;
}

extern "C" void le_ipc_DropClientHandler(void* contextPtr)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    if (all.table.find(numberOf(contextPtr)) != nullptr)
    {
        all.erase(numberOf(contextPtr));
    }
}

extern "C" void* le_ipc_RemoveClientHandler(le_ipc_Request_t* request, uint32_t number, uint32_t addNumber)
{
    return takeReference(request->session, number, addNumber);
}

extern "C" void* le_ipc_RemoveDirectHandler(le_ipc_Client_t* client, const void* reference, uint32_t addNumber)
{
    auto value = reinterpret_cast<uintptr_t>(reference);
    void* own =
        value <= UINT32_MAX ? takeReference(connectionOf(client), static_cast<uint32_t>(value), addNumber) : nullptr;
    if (own == nullptr)
    {
        LE_FATAL("%p is no handler that this thread added.", reference);
    }
    return own;
}

extern "C" bool le_ipc_BeginReport(le_ipc_Report_t* report, void* contextPtr)
{
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    uint32_t number = numberOf(contextPtr);
    ClientHandler* handler = all.table.find(number);
    if (handler == nullptr)
    {
        if (all.table.wasUsedUp(number))
        {
            failSecondCall();
        }
        return false;
    }
    if (handler->state == ClientHandler::State::orphaned)
    {
        return false;
    }
    report->service = handler->service;
    const bool isOwn = handler->own.loop != nullptr;
    if (isOwn)
    {
        if (handler->own.isCalled)
        {
            failSecondCall();
        }
        handler->own.isCalled = handler->remove == nullptr;
        beginDirectReport(*report, number, handler->own.server->messageSize);
    }
    else
    {
        report->message = ligature::messaging::createUncleared(handler->sessionRef());
        report->out = writerOf(report->message);
    }
    le_ipc_PutU32(&report->out, handler->number);
    le_ipc_PutU32(&report->out, handler->handler);
    if (handler->remove == nullptr && !isOwn)
    {
        all.erase(number, true);
    }
    return true;
}

extern "C" void le_ipc_SendReport(le_ipc_Report_t* report)
{
    if (report->message == nullptr)
    {
        sendDirectReport(*report);
        return;
    }
    le_msg_SetPayloadSize(report->message, report->out.at);
    if (trace::isOn())
    {
        le_ipc_Reader_t in = {report->out.base, 0, report->out.at, false, false};
        trace::report(trace::Event::ReportSent,
                      {report->service->name, report->service->names, le_msg_GetSession(report->message),
                       le_ipc_GetU32(&in), report->out.at});
    }
    inServerThread(*report->service, le_msg_Send, report->message);
}
