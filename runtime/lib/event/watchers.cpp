// The descriptors that a loop watches (runtime specification, section 1.4).
#include <sys/epoll.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "runtime/include/le_log.h"
#include "runtime/lib/event/loop_record.h"

namespace ligature::event
{

static_assert(offsetof(FdWatcher, item) == 0);

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

namespace
{

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

/// A file may be ready from now on, of which the loop's descriptor tells nothing by itself.
void noteFile(const FdWatcher& watcher)
{
    if (!watcher.loop->isRunning && (watcher.events & (EPOLLIN | EPOLLOUT)) != 0)
    {
        const std::lock_guard guard(watcher.loop->lock);
        makeReadable(*watcher.loop);
    }
}

/// 0, or an errno value.
int tellKernel(const FdWatcher& watcher)
{
    epoll_event event = eventOf(watcher);
    return epoll_ctl(watcher.loop->epollFd, EPOLL_CTL_ADD, watcher.fd, &event) == 0 ? 0 : errno;
}

}  // namespace

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

int startWatching(FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback)
{
    Loop& loop = currentLoop();
    enter(loop, watcher, fd, events, callback);
    const int error = tellKernel(watcher);
    if (error == EPERM)
    {
        watcher.alwaysReady = true;
        ++loop.alwaysReady;
        noteFile(watcher);
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
    if (watcher.alwaysReady)
    {
        noteFile(watcher);
    }
    else if (!watcher.isNew)
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
