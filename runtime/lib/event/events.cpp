// Events and their handlers (runtime specification, section 1.4).
#include "runtime/include/le_eventLoop.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_mem.h"
#include "runtime/include/le_safeRef.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/registry.h"
#include "runtime/lib/thread/thread.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <mutex>
#include <new>
#include <utility>

using namespace ligature;
using namespace ligature::event;

struct le_event
{
    char name[48];
    std::size_t payloadSize;
    bool isCounted;
    std::uint32_t mark;
    struct le_event_Handler* handlers;  ///< In the order in which they were added.
};

namespace
{

constexpr std::uint32_t eventMark = 0x65766e74;

}  // namespace

struct le_event_Handler
{
    le_event_HandlerRef_t reference;
    le_event* event;
    Loop* loop;
    le_event_HandlerFunc_t function;
    le_event_LayeredHandlerFunc_t firstLayer;
    void* secondLayer;
    void* context;
    le_event_Handler* next;          ///< In the event's list.
    le_event_Handler* nextOfThread;  ///< In the loop's list.
};

namespace
{

using Handler = le_event_Handler;

/// A report on its way to one handler, the payload behind it, aligned for whatever type it is of.
struct alignas(std::max_align_t) Report
{
    QueueItem item;
    le_event_HandlerRef_t handler;
    void* object;  ///< The counted object; null if the payload follows.

    void* payload() { return this + 1; }
};

/// Largest payloads of the pools of reports; larger ones come from the heap.
constexpr std::size_t payloadClasses[] = {32, 128, 512, 4096};

/// Everything below is guarded by the lock. It is taken before the lock of a loop.
struct State
{
    std::mutex lock;
    le_ref_MapRef_t handlers = nullptr;
    le_mem_PoolRef_t reports[std::size(payloadClasses)] = {};
};

constinit State state;

le_ref_MapRef_t handlerMap()
{
    if (state.handlers == nullptr)
    {
        state.handlers = le_ref_CreateMap("EventHandlers", 15);
    }
    return state.handlers;
}

Handler& findHandler(le_event_HandlerRef_t reference)
{
    auto* handler = static_cast<Handler*>(le_ref_Lookup(handlerMap(), reference));
    LE_FATAL_IF(handler == nullptr, "There is no event handler %p.", static_cast<void*>(reference));
    return *handler;
}

le_event& checked(le_event_Id_t event)
{
    LE_FATAL_IF(event == nullptr || event->mark != eventMark, "There is no event %p.", static_cast<void*>(event));
    return *event;
}

Report* newReport(std::size_t payloadSize)
{
    void* memory = nullptr;
    for (std::size_t index = 0; index < std::size(payloadClasses) && memory == nullptr; ++index)
    {
        if (payloadSize <= payloadClasses[index])
        {
            le_mem_PoolRef_t& pool = state.reports[index];
            if (pool == nullptr)
            {
                char name[32];
                snprintf(name, sizeof(name), "Reports%zu", payloadClasses[index]);
                pool = le_mem_CreatePool(name, sizeof(Report) + payloadClasses[index]);
            }
            memory = le_mem_ForceAlloc(pool);
        }
    }
    if (memory == nullptr)
    {
        // A pool of one block: the object is released like any other, its pool is kept for the next of its size.
        char name[32];
        snprintf(name, sizeof(name), "Reports%zu", payloadSize);
        le_mem_PoolRef_t pool = le_mem_FindPool(name);
        memory = le_mem_ForceAlloc(pool != nullptr ? pool : le_mem_CreatePool(name, sizeof(Report) + payloadSize));
    }
    return new (memory) Report{};
}

void dropReport(QueueItem* item)
{
    auto* report = reinterpret_cast<Report*>(item);
    if (report->object != nullptr)
    {
        le_mem_Release(report->object);
    }
    le_mem_Release(report);
}

/// Releases the report even if the handler ends its thread.
struct ReportOwner
{
    Report* report;
    ~ReportOwner() { le_mem_Release(report); }
};

void runReport(QueueItem* item)
{
    auto* report = reinterpret_cast<Report*>(item);
    Handler handler = {};
    {
        const std::lock_guard guard(state.lock);
        const auto* found = static_cast<Handler*>(le_ref_Lookup(handlerMap(), report->handler));
        if (found != nullptr)
        {
            handler = *found;
        }
    }
    if (handler.reference == nullptr)
    {
        dropReport(item);
        return;
    }

    const ReportOwner owner{report};
    thread::Thread& thread = thread::require();
    void* const outer = std::exchange(thread.handlerContext, handler.context);
    void* const payload = report->object != nullptr ? report->object : report->payload();
    if (handler.firstLayer != nullptr)
    {
        handler.firstLayer(payload, handler.secondLayer);
    }
    else
    {
        handler.function(payload);
    }
    thread.handlerContext = outer;
}

/// Queues one report for a handler; the caller holds the lock.
void queueReport(const Handler& handler, const void* payload, std::size_t size, std::size_t eventSize, void* object)
{
    Report* report = newReport(eventSize);
    report->item.run = runReport;
    report->item.drop = dropReport;
    report->handler = handler.reference;
    report->object = object;
    if (size > 0)
    {
        memcpy(report->payload(), payload, size);
    }
    memset(static_cast<std::byte*>(report->payload()) + size, 0, eventSize - size);
    queueItem(*handler.loop, report->item);
}

/// The caller holds the lock.
void forgetHandler(Handler* handler)
{
    le_ref_DeleteRef(handlerMap(), handler->reference);
    for (Handler** link = &handler->event->handlers; *link != nullptr; link = &(*link)->next)
    {
        if (*link == handler)
        {
            *link = handler->next;
            break;
        }
    }
    delete handler;
}

le_event_HandlerRef_t addHandler(const char* name, le_event_Id_t eventId, const Handler& prototype)
{
    le_event& event = checked(eventId);
    LE_FATAL_IF(prototype.function == nullptr && prototype.firstLayer == nullptr,
                "Handler '%s' of event '%s' has no function.", name == nullptr ? "" : name, event.name);
    Loop& loop = currentLoop();
    auto* handler = new Handler(prototype);
    handler->event = &event;
    handler->loop = &loop;
    const std::lock_guard guard(state.lock);
    handler->reference = static_cast<le_event_HandlerRef_t>(le_ref_CreateRef(handlerMap(), handler));
    Handler** link = &event.handlers;
    while (*link != nullptr)
    {
        link = &(*link)->next;
    }
    *link = handler;
    handler->nextOfThread = static_cast<Handler*>(loop.handlers);
    loop.handlers = handler;
    return handler->reference;
}

le_event_Id_t createEvent(const char* name, std::size_t payloadSize, bool isCounted)
{
    auto* event = new le_event{};  // Lives as long as the process.
    snprintf(event->name, sizeof(event->name), "%s", name == nullptr ? "" : name);
    event->payloadSize = payloadSize;
    event->isCounted = isCounted;
    event->mark = eventMark;
    return event;
}

}  // namespace

void event::closeHandlers(Loop& loop)
{
    const std::lock_guard guard(state.lock);
    while (loop.handlers != nullptr)
    {
        auto* handler = static_cast<Handler*>(loop.handlers);
        loop.handlers = handler->nextOfThread;
        forgetHandler(handler);
    }
}

le_event_Id_t le_event_CreateId(const char* name, size_t payloadSize)
{
    return createEvent(name, payloadSize, false);
}

le_event_Id_t le_event_CreateIdWithRefCounting(const char* name)
{
    return createEvent(name, 0, true);
}

le_event_HandlerRef_t le_event_AddHandler(const char* name, le_event_Id_t eventId, le_event_HandlerFunc_t handlerFunc)
{
    Handler prototype = {};
    prototype.function = handlerFunc;
    return addHandler(name, eventId, prototype);
}

le_event_HandlerRef_t le_event_AddLayeredHandler(const char* name, le_event_Id_t eventId,
                                                 le_event_LayeredHandlerFunc_t firstLayerFunc, void* secondLayerFunc)
{
    Handler prototype = {};
    prototype.firstLayer = firstLayerFunc;
    prototype.secondLayer = secondLayerFunc;
    return addHandler(name, eventId, prototype);
}

void le_event_RemoveHandler(le_event_HandlerRef_t handlerRef)
{
    Loop& loop = currentLoop();
    const std::lock_guard guard(state.lock);
    Handler& handler = findHandler(handlerRef);
    LE_FATAL_IF(handler.loop != &loop, "A handler of event '%s' is removed by another thread than its own.",
                handler.event->name);
    void** link = &loop.handlers;
    while (*link != &handler)
    {
        link = reinterpret_cast<void**>(&static_cast<Handler*>(*link)->nextOfThread);
    }
    *link = handler.nextOfThread;
    forgetHandler(&handler);
}

void le_event_Report(le_event_Id_t eventId, void* payloadPtr, size_t payloadSize)
{
    le_event& event = checked(eventId);
    LE_FATAL_IF(event.isCounted, "Event '%s' carries counted objects.", event.name);
    LE_FATAL_IF(payloadSize > event.payloadSize, "A report of event '%s' has %zu bytes, but at most %zu are declared.",
                event.name, payloadSize, event.payloadSize);
    const std::lock_guard guard(state.lock);
    for (const Handler* handler = event.handlers; handler != nullptr; handler = handler->next)
    {
        queueReport(*handler, payloadPtr, payloadSize, event.payloadSize, nullptr);
    }
}

void le_event_ReportWithRefCounting(le_event_Id_t eventId, void* objectPtr)
{
    le_event& event = checked(eventId);
    LE_FATAL_IF(!event.isCounted, "Event '%s' carries no counted objects.", event.name);
    {
        const std::lock_guard guard(state.lock);
        for (const Handler* handler = event.handlers; handler != nullptr; handler = handler->next)
        {
            le_mem_AddRef(objectPtr);
            queueReport(*handler, nullptr, 0, 0, objectPtr);
        }
    }
    le_mem_Release(objectPtr);
}

void le_event_SetContextPtr(le_event_HandlerRef_t handlerRef, void* contextPtr)
{
    const std::lock_guard guard(state.lock);
    findHandler(handlerRef).context = contextPtr;
}

void* le_event_GetContextPtr(void)
{
    return thread::require().handlerContext;
}

void* le_event_GetContextPtrFromRef(le_event_HandlerRef_t handlerRef)
{
    const std::lock_guard guard(state.lock);
    return findHandler(handlerRef).context;
}
