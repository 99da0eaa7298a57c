// The loop itself: queue, descriptors, iteration (runtime specification, section 1.4).
//
// Who queues for a loop wakes it through its eventfd, but only if the loop might not look at its queue otherwise. In
// steady state a loop that works for itself makes one system call per iteration.
#include "runtime/lib/event/loop.h"

#include "runtime/include/le_eventLoop.h"
#include "runtime/include/le_log.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/thread.h"

#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace ligature::event
{
namespace
{

constexpr int maxEvents = 32;
constexpr std::uint32_t signalSlot = UINT32_MAX;

// Raw system calls are no cancellation points: a thread cancelled here would leave its loop's state undone.
void signal(Loop& loop)
{
    const std::uint64_t one = 1;
    while (syscall(SYS_write, loop.signalFd, &one, sizeof(one)) < 0 && errno == EINTR)
    {
    }
}

void clearSignal(Loop& loop)
{
    std::uint64_t value = 0;
    while (syscall(SYS_read, loop.signalFd, &value, sizeof(value)) < 0 && errno == EINTR)
    {
    }
}

/// The caller holds the lock.
void unlink(Loop& loop, QueueItem& item)
{
    (item.previous == nullptr ? loop.first : item.previous->next) = item.next;
    (item.next == nullptr ? loop.last : item.next->previous) = item.previous;
    item.next = nullptr;
    item.previous = nullptr;
    item.queued = false;
    loop.count.fetch_sub(1);
}

/// The caller holds the lock, and the item is not queued.
void append(Loop& loop, QueueItem& item)
{
    item.queued = true;
    item.previous = loop.last;
    item.next = nullptr;
    (loop.last == nullptr ? loop.first : loop.last->next) = &item;
    loop.last = &item;
    loop.count.fetch_add(1);
}

/// The caller holds the lock. Makes the loop look at its queue; a loop that is awake will anyway.
void wake(Loop& loop)
{
    if (!loop.isAwake)
    {
        makeReadable(loop);
    }
}

QueueItem* pop(Loop& loop)
{
    const std::lock_guard guard(loop.lock);
    QueueItem* item = loop.first;
    if (item != nullptr)
    {
        unlink(loop, *item);
    }
    return item;
}

/// The watcher that an event is for; null if there is none any more.
[[gnu::always_inline]] inline FdWatcher* watcherOf(const Loop& loop, const epoll_event& event)
{
    const auto slot = static_cast<std::uint32_t>(event.data.u64);
    FdWatcher* watcher = slot < loop.watchers.size() ? loop.watchers[slot] : nullptr;
    // A descriptor closed before its watcher was stopped may still be reported under a slot with a new owner.
    return watcher != nullptr && static_cast<std::uint32_t>(watcher->fd) == event.data.u64 >> 32 ? watcher : nullptr;
}

/// The caller holds the lock. The loop is awake.
void appendReady(Loop& loop, FdWatcher& watcher, std::uint32_t events)
{
    watcher.ready |= events;
    if (!watcher.item.queued)
    {
        append(loop, watcher.item);
    }
}

/// Queues the watchers of these events, and of files that are always ready.
void queueReady(Loop& loop, const epoll_event* events, int count)
{
    bool isSignalled = false;
    std::unique_lock guard(loop.lock);
    for (int index = 0; index < count; ++index)
    {
        if (static_cast<std::uint32_t>(events[index].data.u64) == signalSlot)
        {
            isSignalled = true;
        }
        else if (FdWatcher* watcher = watcherOf(loop, events[index]))
        {
            appendReady(loop, *watcher, events[index].events);
        }
    }
    if (loop.alwaysReady > 0)
    {
        for (FdWatcher* watcher : loop.watchers)
        {
            if (watcher != nullptr && watcher->alwaysReady && (watcher->events & (EPOLLIN | EPOLLOUT)) != 0)
            {
                appendReady(loop, *watcher, watcher->events & (EPOLLIN | EPOLLOUT));
            }
        }
    }
    if (isSignalled)
    {
        guard.unlock();
        clearSignal(loop);
        guard.lock();
        loop.isSignalled = false;
    }
}

/// Waits until something is queued or a descriptor is ready, or until `timeout` (milliseconds, -1: none) is over.
/// Queues the watchers that are ready. Where there is just one and nothing else is queued, it is returned instead: its
/// turn is now.
///
/// Part of its callers, for the reason that sendMessage() in messaging/wire.h has.
[[gnu::always_inline]] inline FdWatcher* collect(Loop& loop, int timeout)
{
    if (loop.newWatchers != 0) [[unlikely]]
    {
        tellKernelOfNew(loop);
    }
    epoll_event events[maxEvents];
    const int count = epoll_wait(loop.epollFd, events, maxEvents, timeout);
    loop.isAwake.store(true, std::memory_order_relaxed);  // What follows queues for a loop that is not waiting.
    if (count == 1 && loop.alwaysReady == 0 && loop.count == 0)
    {
        if (FdWatcher* only = watcherOf(loop, events[0])) [[likely]]
        {
            only->ready |= events[0].events;
            return only;
        }
    }
    LE_FATAL_IF(count < 0 && errno != EINTR, "Waiting for events failed: %m.");
    queueReady(loop, events, count);
    return nullptr;
}

bool hasReadyFiles(const Loop& loop)
{
    if (loop.alwaysReady > 0)
    {
        for (const FdWatcher* watcher : loop.watchers)
        {
            if (watcher != nullptr && watcher->alwaysReady && (watcher->events & (EPOLLIN | EPOLLOUT)) != 0)
            {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

void makeReadable(Loop& loop)
{
    if (!loop.isSignalled)
    {
        // Within the lock, so that the descriptor cannot be closed meanwhile.
        loop.isSignalled = true;
        signal(loop);
    }
}

Loop* createLoop(thread::Thread& owner)
{
    auto* loop = new Loop;
    loop->owner = &owner;
    // Opened with the loop, so that others may queue for a thread that has not started.
    loop->epollFd = epoll_create1(EPOLL_CLOEXEC);
    loop->signalFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.u64 = signalSlot;
    if (loop->epollFd < 0 || loop->signalFd < 0 || epoll_ctl(loop->epollFd, EPOLL_CTL_ADD, loop->signalFd, &event) != 0)
    {
        LE_FATAL("Cannot make the event loop of thread '%s': %m.", owner.name);
    }
    return loop;
}

void closeLoop(Loop& loop)
{
    closeHandlers(loop);
    QueueItem* item = nullptr;
    {
        const std::lock_guard guard(loop.lock);
        loop.closed = true;
    }
    while ((item = pop(loop)) != nullptr)
    {
        if (item->drop != nullptr)
        {
            item->drop(item);
        }
    }
    closeMonitors(loop);
    for (FdWatcher* watcher : loop.watchers)
    {
        if (watcher != nullptr)
        {
            stopWatching(*watcher);
        }
    }
    close(loop.epollFd);
    close(loop.signalFd);
    loop.epollFd = -1;
    loop.signalFd = -1;
}

void destroyLoop(Loop* loop)
{
    delete loop;
}

Loop& currentLoop()
{
    return *thread::require().loop;
}

std::size_t queuedCount()
{
    return currentLoop().count.load(std::memory_order_relaxed);
}

bool tryQueueItem(Loop& loop, QueueItem& item)
{
    const std::lock_guard guard(loop.lock);
    if (item.queued)
    {
        return true;
    }
    if (loop.closed)
    {
        return false;
    }
    append(loop, item);
    wake(loop);
    return true;
}

bool queueItem(Loop& loop, QueueItem& item)
{
    const bool isQueued = tryQueueItem(loop, item);
    if (!isQueued && item.drop != nullptr)
    {
        item.drop(&item);
    }
    return isQueued;
}

bool unqueueItem(Loop& loop, QueueItem& item)
{
    const std::lock_guard guard(loop.lock);
    if (!item.queued)
    {
        return false;
    }
    unlink(loop, item);
    return true;
}

}  // namespace ligature::event

using namespace ligature::event;

[[gnu::hot]] void le_event_RunLoop(void)
{
    Loop& loop = currentLoop();
    LE_FATAL_IF(loop.isRunning, "The event loop of thread '%s' is running already.", loop.owner->name);
    loop.isRunning = true;
    for (;;)
    {
        loop.isAwake = false;
        const bool isIdle = loop.count == 0 && !hasReadyFiles(loop);
        if (!isIdle)
        {
            loop.isAwake.store(true, std::memory_order_relaxed);
        }
        if (FdWatcher* only = collect(loop, isIdle ? -1 : 0))
        {
            runWatcher(&only->item);
            continue;
        }
        for (std::size_t count = loop.count; count > 0; --count)
        {
            QueueItem* item = pop(loop);
            if (item == nullptr)
            {
                break;
            }
            item->run(item);
        }
    }
}

int le_event_GetFd(void)
{
    Loop& loop = currentLoop();
    loop.isPolled = true;
    if (loop.newWatchers != 0)
    {
        tellKernelOfNew(loop);
    }
    return loop.epollFd;
}

le_result_t le_event_ServiceLoop(void)
{
    Loop& loop = currentLoop();
    LE_FATAL_IF(loop.isRunning, "The event loop of thread '%s' is running already.", loop.owner->name);
    FdWatcher* only = collect(loop, 0);
    QueueItem* item = only != nullptr ? &only->item : pop(loop);
    if (item != nullptr)
    {
        item->run(item);
    }
    // From now on the caller waits for the descriptor, which must be readable if anything is left.
    loop.isAwake = false;
    if (loop.count > 0 || hasReadyFiles(loop))
    {
        const std::lock_guard guard(loop.lock);
        wake(loop);
    }
    return item == nullptr ? LE_WOULD_BLOCK : LE_OK;
}
