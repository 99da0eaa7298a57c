// Client side: the handlers that servers may call.
#include <mutex>
#include <utility>
#include <vector>

#include "legato.h"
#include "runtime/lib/ipc/buffers.h"
#include "runtime/lib/ipc/connection.h"
#include "runtime/lib/ipc/handle_table.h"
#include "runtime/lib/ipc/trace.h"

namespace ligature::ipc
{

namespace
{

struct Handler
{
    le_msg_SessionRef_t session;
    uint32_t number;  // of the request that added it
    le_ipc_Function_t function;
    void* contextPtr;
    bool isOneShot;
    uint32_t serverReference;
};

// Sessions belong to threads, the table to the process: a number must not mean two things.
struct Handlers
{
    std::mutex mutex;
    HandleTable<Handler> table;
};

Handlers& handlers()
{
    static auto* all = new Handlers;  // never destroyed: threads may still run when the process ends
    return *all;
}

// Messages whose handlers run now, the outermost first.
struct Delivery
{
    le_msg_MessageRef_t message;
    uintptr_t frame;  // of who called beginDelivery()
};

// Not destroyed by the compiler's means: that would be before the thread ends its connections.
thread_local std::vector<Delivery>* Deliveries = nullptr;

uintptr_t frameOf(const void* address)
{
    return reinterpret_cast<uintptr_t>(address);
}

// Takes the handler for a call. False when there is none; `isBad` when the server asks for what cannot be.
bool take(uint32_t number, const Connection& connection, le_ipc_Indication_t& indication)
{
    Handlers& all = handlers();
    std::lock_guard lock(all.mutex);
    Handler* handler = all.table.find(number);
    if (handler == nullptr || handler->session != connection.session)
    {
        return false;
    }
    if (handler->number != indication.number)
    {
        indication.in.isBad = true;
        return true;
    }
    indication.function = handler->function;
    indication.contextPtr = handler->contextPtr;
    if (handler->isOneShot)
    {
        all.table.erase(number);
        delete handler;
    }
    return true;
}

}  // namespace

// A handler that loses its connection is left by longjmp(), and its message with it. Stacks grow downwards: a frame
// that is not above the caller's is gone.
void releaseAbandoned(const void* frame)
{
    while (Deliveries != nullptr && !Deliveries->empty() && Deliveries->back().frame <= frameOf(frame))
    {
        le_msg_MessageRef_t message = Deliveries->back().message;
        Deliveries->pop_back();
        le_msg_ReleaseMsg(message);
    }
}

void endDeliveries()
{
    releaseAbandoned(reinterpret_cast<void*>(UINTPTR_MAX));
    delete std::exchange(Deliveries, nullptr);
}

void beginDelivery(le_msg_MessageRef_t message, const void* frame)
{
    releaseAbandoned(frame);
    if (Deliveries == nullptr)
    {
        Deliveries = new std::vector<Delivery>;
    }
    Deliveries->push_back({message, frameOf(frame)});
}

void receiveIndication(le_msg_MessageRef_t message, void* context)
{
    void* frame = __builtin_frame_address(0);
    beginDelivery(message, frame);
    auto* connection = static_cast<Connection*>(context);
    le_ipc_Indication_t indication = {};
    indication.message = message;
    indication.in = readerOf(message, false);
    indication.number = le_ipc_GetU32(&indication.in);
    uint32_t number = le_ipc_GetU32(&indication.in);
    bool isBad = indication.in.isBad || connection->client->onIndication == nullptr;
    if (trace::isOn() && !isBad)
    {
        const le_ipc_Client_t& client = *connection->client;
        trace::report(trace::Event::ReportReceived,
                      {client.name, client.names, connection->session, indication.number, indication.in.size});
    }
    // A report for a handler that was removed meanwhile is dropped.
    if (!isBad && take(number, *connection, indication))
    {
        if (!indication.in.isBad)
        {
            if (indication.function == nullptr)
            {
                LE_FATAL("The server of %s reports to a handler that is NULL.", connection->client->name);
            }
            connection->client->onIndication(&indication);
        }
        isBad = indication.in.isBad;
    }
    // The handler may have ended the connection, but then the message was good.
    releaseAbandoned(frame);
    if (isBad)
    {
        lose(connection, "a report of the server makes no sense");
    }
}

void dropHandlers(le_msg_SessionRef_t session)
{
    Handlers& all = handlers();
    std::lock_guard lock(all.mutex);
    all.table.forEach(
        [&](uint32_t number, Handler& handler)
        {
            if (handler.session == session)
            {
                all.table.erase(number);
                delete &handler;
            }
        });
}

}  // namespace ligature::ipc

using namespace ligature::ipc;

extern "C" uint32_t le_ipc_AddHandler(le_ipc_Call_t* call, le_ipc_Function_t function, void* contextPtr, bool isOneShot)
{
    auto* handler = new Handler{call->session, call->number, function, contextPtr, isOneShot, 0};
    uint32_t number = 0;
    {
        Handlers& all = handlers();
        std::lock_guard lock(all.mutex);
        number = all.table.insert(handler);
    }
    if (number == 0)
    {
        LE_FATAL("Too many handlers are waiting for servers to call them.");
    }
    return number;
}

extern "C" void le_ipc_DropHandler(uint32_t number)
{
    Handlers& all = handlers();
    std::lock_guard lock(all.mutex);
    if (Handler* handler = all.table.find(number))
    {
        all.table.erase(number);
        delete handler;
    }
}

extern "C" void* le_ipc_HandlerAdded(uint32_t number, uint32_t serverReference)
{
    if (serverReference == 0)
    {
        le_ipc_DropHandler(number);
        return nullptr;
    }
    Handlers& all = handlers();
    std::lock_guard lock(all.mutex);
    if (Handler* handler = all.table.find(number))
    {
        handler->serverReference = serverReference;
    }
    return reinterpret_cast<void*>(static_cast<uintptr_t>(number));
}

extern "C" uint32_t le_ipc_RemoveHandler(le_msg_SessionRef_t session, const void* reference, uint32_t addNumber)
{
    auto value = reinterpret_cast<uintptr_t>(reference);
    uint32_t serverReference = 0;
    if (value <= UINT32_MAX)
    {
        Handlers& all = handlers();
        std::lock_guard lock(all.mutex);
        auto number = static_cast<uint32_t>(value);
        Handler* handler = all.table.find(number);
        if (handler != nullptr && handler->session == session && handler->number == addNumber)
        {
            serverReference = handler->serverReference;
            all.table.erase(number);
            delete handler;
        }
    }
    if (serverReference == 0)
    {
        LE_FATAL("%p is no handler that this thread added.", reference);
    }
    return serverReference;
}
