// Server side: the handlers of clients, which the server calls.
#include <map>
#include <mutex>

#include "legato.h"
#include "runtime/lib/ipc/handle_table.h"
#include "runtime/lib/ipc/service.h"
#include "runtime/lib/ipc/trace.h"

namespace ligature::ipc
{

namespace
{

struct ClientHandler
{
    enum class State
    {
        adding,  // the server's Add function has not returned yet
        added,
        orphaned,  // the client went while the Add function was running
    };
    le_ipc_Service_t* service;
    le_msg_SessionRef_t session;
    uint32_t handler;       // the client's number
    uint32_t number;        // of the request that added it
    void (*remove)(void*);  // NULL: a one-shot callback
    void* reference;        // the server's own
    State state;
};

struct ClientHandlers
{
    std::mutex mutex;
    HandleTable<ClientHandler> table;
    std::multimap<le_msg_SessionRef_t, uint32_t> bySession;

    void erase(uint32_t number, bool isUsedUp = false)
    {
        ClientHandler* handler = table.find(number);
        auto [first, last] = bySession.equal_range(handler->session);
        for (auto place = first; place != last; ++place)
        {
            if (place->second == number)
            {
                bySession.erase(place);
                break;
            }
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
bool takeOne(le_msg_SessionRef_t session, void (*&remove)(void*), void*& reference)
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

void send(void* message, void*)
{
    le_msg_Send(static_cast<le_msg_MessageRef_t>(message));
}

}  // namespace

// The server's Remove functions run without the lock: they may do what they like.
void removeClientHandlers(le_msg_SessionRef_t session)
{
    void (*remove)(void*) = nullptr;
    void* reference = nullptr;
    while (takeOne(session, remove, reference))
    {
        if (remove != nullptr)
        {
            remove(reference);
        }
    }
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" void* le_ipc_AddClientHandler(le_ipc_Request_t* request, uint32_t handler, void (*remove)(void*))
{
    auto* made = new ClientHandler{
        request->service, request->session, handler, request->number, remove, nullptr, ClientHandler::State::adding};
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    uint32_t number = all.table.insert(made);
    if (number == 0)
    {
        LE_FATAL("Clients have added too many handlers.");
    }
    all.bySession.emplace(request->session, number);
    return reinterpret_cast<void*>(static_cast<uintptr_t>(number));
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
    ClientHandlers& all = clientHandlers();
    std::lock_guard lock(all.mutex);
    ClientHandler* handler = all.table.find(number);
    if (handler == nullptr || handler->session != request->session || handler->number != addNumber ||
        handler->state != ClientHandler::State::added)
    {
        return nullptr;
    }
    void* reference = handler->reference;
    all.erase(number);
    return reference;
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
            LE_FATAL("A callback can't be called more than once.");
        }
        return false;
    }
    if (handler->state == ClientHandler::State::orphaned)
    {
        return false;
    }
    report->service = handler->service;
    report->message = le_msg_CreateMsg(handler->session);
    report->out = {static_cast<uint8_t*>(le_msg_GetPayloadPtr(report->message)), 0,
                   le_msg_GetMaxPayloadSize(report->message)};
    le_ipc_PutU32(&report->out, handler->number);
    le_ipc_PutU32(&report->out, handler->handler);
    if (handler->remove == nullptr)
    {
        all.erase(number, true);
    }
    return true;
}

extern "C" void le_ipc_SendReport(le_ipc_Report_t* report)
{
    le_msg_SetPayloadSize(report->message, report->out.at);
    if (trace::isOn())
    {
        le_ipc_Reader_t in = {report->out.base, 0, report->out.at, false, false};
        trace::report(trace::Event::ReportSent,
                      {report->service->name, report->service->names, le_msg_GetSession(report->message),
                       le_ipc_GetU32(&in), report->out.at});
    }
    inServerThread(*report->service, send, report->message);
}
