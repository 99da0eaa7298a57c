// File-descriptor monitors: watchers with poll(2) events and checked references (runtime specification, section 1.5).
#include "runtime/include/le_fdMonitor.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/containers/references.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/thread.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <utility>

using namespace ligature;
using namespace ligature::event;

namespace
{

struct Monitor
{
    FdWatcher watcher;  ///< First, so that the watcher's address is the monitor's.
    le_fdMonitor_Ref_t reference = nullptr;
    le_fdMonitor_HandlerFunc_t handler = nullptr;
    void* context = nullptr;
    thread::Thread* owner = nullptr;
    bool isDeferrable = false;
    short events = 0;
    char name[32] = {};
    Monitor* next = nullptr;  ///< In the thread's list.
};

constinit References references("FdMonitors", 10);

Monitor& find(le_fdMonitor_Ref_t reference)
{
    auto* monitor = static_cast<Monitor*>(references.find(reference));
    LE_FATAL_IF(monitor == nullptr, "There is no fd monitor %p.", static_cast<void*>(reference));
    return *monitor;
}

Monitor& findOwn(le_fdMonitor_Ref_t reference)
{
    Monitor& monitor = find(reference);
    LE_FATAL_IF(monitor.owner != thread::current(), "Fd monitor '%s' (fd %d) belongs to another thread.", monitor.name,
                monitor.watcher.fd);
    return monitor;
}

std::uint32_t epollEvents(const Monitor& monitor)
{
    static_assert(POLLIN == EPOLLIN && POLLOUT == EPOLLOUT && POLLPRI == EPOLLPRI && POLLRDHUP == EPOLLRDHUP);
    return static_cast<std::uint32_t>(monitor.events) | EPOLLRDHUP | (monitor.isDeferrable ? 0u : EPOLLWAKEUP);
}

short selectable(short events)
{
    LE_FATAL_IF((events & ~(POLLIN | POLLOUT | POLLPRI | POLLRDHUP | POLLERR | POLLHUP)) != 0,
                "Events %#x of a file descriptor cannot be monitored.", static_cast<unsigned>(events));
    return static_cast<short>(events & (POLLIN | POLLOUT | POLLPRI));
}

void dispatch(FdWatcher& watcher, std::uint32_t events)
{
    auto& monitor = reinterpret_cast<Monitor&>(watcher);
    thread::Thread& thread = *monitor.owner;
    // Its reference: the handler of another monitor, run by this one in a loop of its own, may delete it.
    void* const outer = std::exchange(thread.runningMonitor, monitor.reference);
    // Nothing of the monitor is used after the handler: it may delete it.
    monitor.handler(watcher.fd,
                    static_cast<short>(events & (POLLIN | POLLOUT | POLLPRI | POLLRDHUP | POLLERR | POLLHUP)));
    thread.runningMonitor = outer;
}

Monitor& running()
{
    auto* reference = static_cast<le_fdMonitor_Ref_t>(thread::require().runningMonitor);
    LE_FATAL_IF(reference == nullptr, "No fd monitor's handler is running.");
    return find(reference);
}

void destroy(Monitor* monitor)
{
    references.take(monitor->reference);
    stopWatching(monitor->watcher);
    delete monitor;
}

}  // namespace

void event::closeMonitors(Loop& loop)
{
    while (loop.monitors != nullptr)
    {
        auto* monitor = static_cast<Monitor*>(loop.monitors);
        loop.monitors = monitor->next;
        destroy(monitor);
    }
}

le_fdMonitor_Ref_t le_fdMonitor_Create(const char* name, int fd, le_fdMonitor_HandlerFunc_t handlerFunc, short events)
{
    LE_FATAL_IF(handlerFunc == nullptr, "Fd monitor '%s' has no handler.", name);
    thread::Thread& owner = thread::require();
    auto* monitor = new Monitor;
    snprintf(monitor->name, sizeof(monitor->name), "%s", name);
    monitor->handler = handlerFunc;
    monitor->owner = &owner;
    monitor->events = selectable(events);
    const int error = startWatching(monitor->watcher, fd, epollEvents(*monitor), dispatch);
    LE_FATAL_IF(error != 0, "Cannot monitor descriptor %d ('%s'): %s.", fd, name, LE_ERRNO_TXT(error));
    monitor->next = static_cast<Monitor*>(owner.loop->monitors);
    owner.loop->monitors = monitor;
    monitor->reference = static_cast<le_fdMonitor_Ref_t>(references.add(monitor));
    return monitor->reference;
}

void le_fdMonitor_Enable(le_fdMonitor_Ref_t monitorRef, short events)
{
    Monitor& monitor = findOwn(monitorRef);
    monitor.events = static_cast<short>(monitor.events | selectable(events));
    changeWatching(monitor.watcher, epollEvents(monitor));
}

void le_fdMonitor_Disable(le_fdMonitor_Ref_t monitorRef, short events)
{
    Monitor& monitor = findOwn(monitorRef);
    monitor.events = static_cast<short>(monitor.events & ~selectable(events));
    changeWatching(monitor.watcher, epollEvents(monitor));
}

void le_fdMonitor_SetDeferrable(le_fdMonitor_Ref_t monitorRef, bool isDeferrable)
{
    Monitor& monitor = findOwn(monitorRef);
    monitor.isDeferrable = isDeferrable;
    changeWatching(monitor.watcher, epollEvents(monitor));
}

void le_fdMonitor_SetContextPtr(le_fdMonitor_Ref_t monitorRef, void* contextPtr)
{
    findOwn(monitorRef).context = contextPtr;
}

void* le_fdMonitor_GetContextPtr(void)
{
    return running().context;
}

le_fdMonitor_Ref_t le_fdMonitor_GetMonitor(void)
{
    return running().reference;
}

int le_fdMonitor_GetFd(le_fdMonitor_Ref_t monitorRef)
{
    return find(monitorRef).watcher.fd;
}

void le_fdMonitor_Delete(le_fdMonitor_Ref_t monitorRef)
{
    Monitor& monitor = findOwn(monitorRef);
    void** link = &monitor.owner->loop->monitors;
    while (*link != &monitor)
    {
        link = reinterpret_cast<void**>(&static_cast<Monitor*>(*link)->next);
    }
    *link = monitor.next;
    destroy(&monitor);
}
