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
#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

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

/// The caller holds the lock. Makes the loop's descriptor readable.
void makeReadable(Loop& loop)
{
    if (!loop.isSignalled)
    {
        // Within the lock, so that the descriptor cannot be closed meanwhile.
        loop.isSignalled = true;
        signal(loop);
    }
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

[[gnu::hot]] void runWatcher(QueueItem* item)
{
    auto* watcher = reinterpret_cast<FdWatcher*>(item);  // The item is the first member.
    const std::uint32_t ready = watcher->ready & (watcher->events | EPOLLERR | EPOLLHUP);
    watcher->ready = 0;
    if (ready != 0 || watcher->mustRun)
    {
        watcher->mustRun = false;
        watcher->callback(*watcher, ready);
    }
}

static_assert(offsetof(FdWatcher, item) == 0);

/// Gives the watcher a slot.
void enter(Loop& loop, FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback)
{
    const auto free = std::find(loop.watchers.begin(), loop.watchers.end(), nullptr);
    const auto slot = static_cast<std::uint32_t>(free - loop.watchers.begin());
    if (free == loop.watchers.end())
    {
        loop.watchers.push_back(nullptr);
    }
    loop.watchers[slot] = &watcher;
    watcher.item = {};
    watcher.item.run = runWatcher;
    watcher.callback = callback;
    watcher.loop = &loop;
    watcher.fd = fd;
    watcher.events = events;
    watcher.ready = 0;
    watcher.mustRun = false;
    watcher.alwaysReady = false;
    watcher.isNew = false;
    watcher.slot = slot;
}

/// Takes its slot away.
void leave(FdWatcher& watcher)
{
    watcher.loop->watchers[watcher.slot] = nullptr;
    watcher.loop = nullptr;
}

epoll_event eventOf(const FdWatcher& watcher)
{
    epoll_event event = {};
    event.events = watcher.events;
    event.data.u64 = static_cast<std::uint64_t>(static_cast<std::uint32_t>(watcher.fd)) << 32 | watcher.slot;
    return event;
}

/// 0, or an errno value.
int tellKernel(const FdWatcher& watcher)
{
    epoll_event event = eventOf(watcher);
    return epoll_ctl(watcher.loop->epollFd, EPOLL_CTL_ADD, watcher.fd, &event) == 0 ? 0 : errno;
}

void tellKernelOfNew(Loop& loop)
{
    for (FdWatcher* watcher : loop.watchers)
    {
        if (watcher != nullptr && watcher->isNew)
        {
            const int error = tellKernel(*watcher);
            LE_FATAL_IF(error != 0, "Descriptor %d cannot be watched: %s.", watcher->fd, strerror(error));
            watcher->isNew = false;
        }
    }
    loop.newWatchers = 0;
}

/// The watcher that an event is for; null if there is none any more.
[[gnu::always_inline]] inline FdWatcher* watcherOf(const Loop& loop, const epoll_event& event)
{
    const auto slot = static_cast<std::uint32_t>(event.data.u64);
    FdWatcher* watcher = slot < loop.watchers.size() ? loop.watchers[slot] : nullptr;
    // A descriptor closed before its watcher was stopped may still be reported under a slot with a new owner.
    return watcher != nullptr && static_cast<std::uint32_t>(watcher->fd) == event.data.u64 >> 32 ? watcher : nullptr;
}

/// Queues the watchers of these events, and of files that are always ready.
void queueReady(Loop& loop, const epoll_event* events, int count)
{
    bool isSignalled = false;
    for (int index = 0; index < count; ++index)
    {
        if (static_cast<std::uint32_t>(events[index].data.u64) == signalSlot)
        {
            isSignalled = true;
        }
        else if (FdWatcher* watcher = watcherOf(loop, events[index]))
        {
            watcher->ready |= events[index].events;
            queueItem(loop, watcher->item);
        }
    }
    if (loop.alwaysReady > 0)
    {
        for (FdWatcher* watcher : loop.watchers)
        {
            if (watcher != nullptr && watcher->alwaysReady && (watcher->events & (EPOLLIN | EPOLLOUT)) != 0)
            {
                watcher->ready |= watcher->events & (EPOLLIN | EPOLLOUT);
                queueItem(loop, watcher->item);
            }
        }
    }
    if (isSignalled)
    {
        clearSignal(loop);
        const std::lock_guard guard(loop.lock);
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

bool hasQueued()
{
    return currentLoop().count.load(std::memory_order_relaxed) != 0;
}

bool queueItem(Loop& loop, QueueItem& item)
{
    {
        const std::lock_guard guard(loop.lock);
        if (item.queued)
        {
            return true;
        }
        if (!loop.closed)
        {
            append(loop, item);
            wake(loop);
            return true;
        }
    }
    if (item.drop != nullptr)
    {
        item.drop(&item);
    }
    return false;
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

int startWatching(FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback)
{
    Loop& loop = currentLoop();
    enter(loop, watcher, fd, events, callback);
    const int error = tellKernel(watcher);
    if (error == EPERM)
    {
        watcher.alwaysReady = true;
        ++loop.alwaysReady;
        return 0;
    }
    if (error != 0)
    {
        leave(watcher);
    }
    return error;
}

void startWatchingLater(FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback)
{
    Loop& loop = currentLoop();
    enter(loop, watcher, fd, events, callback);
    watcher.isNew = true;
    ++loop.newWatchers;
    if (loop.isPolled)
    {
        tellKernelOfNew(loop);
    }
}

void runAgain(FdWatcher& watcher)
{
    if (watcher.loop != nullptr && !watcher.mustRun)
    {
        watcher.mustRun = true;
        queueItem(*watcher.loop, watcher.item);
        if (!watcher.loop->isRunning)
        {
            // A handler may leave by longjmp() and so pass by the end of le_event_ServiceLoop(), which else does this.
            const std::lock_guard guard(watcher.loop->lock);
            makeReadable(*watcher.loop);
        }
    }
}

void doNotRunAgain(FdWatcher& watcher)
{
    if (watcher.mustRun)
    {
        watcher.mustRun = false;
        if (watcher.ready == 0)
        {
            unqueueItem(*watcher.loop, watcher.item);
        }
    }
}

void changeWatching(FdWatcher& watcher, std::uint32_t events)
{
    if (watcher.loop == nullptr || watcher.events == events)
    {
        return;
    }
    watcher.events = events;
    if (!watcher.alwaysReady && !watcher.isNew)
    {
        epoll_event event = eventOf(watcher);
        if (epoll_ctl(watcher.loop->epollFd, EPOLL_CTL_MOD, watcher.fd, &event) != 0)
        {
            LE_CRIT("Cannot change what is watched on descriptor %d: %m. Was it closed before its monitor was deleted?",
                    watcher.fd);
        }
    }
}

void stopWatching(FdWatcher& watcher)
{
    Loop* loop = watcher.loop;
    if (loop == nullptr)
    {
        return;
    }
    if (watcher.alwaysReady)
    {
        --loop->alwaysReady;
    }
    else if (watcher.isNew)
    {
        --loop->newWatchers;
    }
    else if (epoll_ctl(loop->epollFd, EPOLL_CTL_DEL, watcher.fd, nullptr) != 0)
    {
        LE_CRIT("Cannot stop watching descriptor %d: %s. It was closed before its monitor was deleted.", watcher.fd,
                errno == EBADF ? "EBADF" : strerror(errno));
    }
    watcher.mustRun = false;
    unqueueItem(*loop, watcher.item);
    leave(watcher);
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
    tellKernelOfNew(loop);
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
    if (loop.count > 0)
    {
        const std::lock_guard guard(loop.lock);
        wake(loop);
    }
    return item == nullptr ? LE_WOULD_BLOCK : LE_OK;
}
