// The event loop of a thread: one epoll set, one queue, one eventfd (runtime specification, section 1.4).
//
// Whatever a loop runs goes through its queue, first in first out: queued functions, reports of events, and the
// handlers of descriptors that are ready. A descriptor's handler costs no allocation and no system call to queue: the
// watcher is the queue's node.
#pragma once

#include <sys/epoll.h>

#include <cstddef>
#include <cstdint>

#include "runtime/include/le_eventLoop.h"

namespace ligature::event
{

struct Loop;

/// A node of a loop's queue, a member of the thing that is queued.
struct QueueItem
{
    QueueItem* next = nullptr;
    QueueItem* previous = nullptr;
    void (*run)(QueueItem* item) = nullptr;   ///< Called by the loop after it has taken the item out of the queue.
    void (*drop)(QueueItem* item) = nullptr;  ///< Called instead if the thread ends first; may be null.
    bool queued = false;                      ///< Guarded by the loop's lock.
};

/// Watches one file descriptor on the loop of one thread. Embed it in the object it serves; it must not move while it
/// is active. All functions below are called by the thread that started it.
struct FdWatcher
{
    /// Runs through the queue when the descriptor is ready; `events` are EPOLLIN, EPOLLOUT, ... It may stop or change
    /// this watcher and free the object that contains it.
    using Callback = void (*)(FdWatcher& watcher, std::uint32_t events);

    QueueItem item;
    Callback callback = nullptr;
    Loop* loop = nullptr;  ///< Null while the watcher is not active.
    int fd = -1;
    std::uint32_t events = 0;  ///< What is watched for.
    std::uint32_t ready = 0;   ///< What epoll reported since the callback last ran.
    std::uint32_t slot = 0;
    bool mustRun = false;      ///< runAgain() was called.
    bool alwaysReady = false;  ///< A regular file or directory, which epoll does not take.
    bool isNew = false;        ///< The kernel is told of it when the loop waits next.
};

/// Starts watching on the calling thread's loop. `events` is a set of EPOLL bits; EPOLLERR and EPOLLHUP come always.
/// Level triggered, or edge triggered with EPOLLET among the events. Returns 0, or an errno value (EBADF: not an open
/// descriptor). The thread must be a Legato thread (fatal otherwise).
int startWatching(FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback);

/// The same for a socket, but the kernel is told only when the loop waits: a thread that has no event loop, or is done
/// with the socket before it waits, saves two system calls. Fatal where startWatching() fails.
void startWatchingLater(FdWatcher& watcher, int fd, std::uint32_t events, FdWatcher::Callback callback);

/// Changes what is watched for; events already queued that are no longer wanted are not reported.
void changeWatching(FdWatcher& watcher, std::uint32_t events);

/// Runs the callback once more from the queue, with no events if there are none by then. Does nothing if not active.
void runAgain(FdWatcher& watcher);

/// Takes runAgain() back.
void doNotRunAgain(FdWatcher& watcher);

/// Stops; a callback that is queued does not run. Call it before closing the descriptor. Does nothing if not active.
/// Watchers that are still active when their thread ends are stopped then.
void stopWatching(FdWatcher& watcher);

/// Appends an item to a loop's queue; any thread. Does nothing if the item is queued already. No allocation. Returns
/// false, after calling drop, if the thread of the loop has ended.
bool queueItem(Loop& loop, QueueItem& item);

/// The same, but drop is not called.
bool tryQueueItem(Loop& loop, QueueItem& item);

/// Takes an item out of a loop's queue without running or dropping it. Returns whether it was queued. Any thread.
bool unqueueItem(Loop& loop, QueueItem& item);

/// As le_event_QueueFunctionToThread(), for a thread that may end or have ended: `dropped` is called instead then,
/// unless it is null. Any thread.
void queueFunction(le_thread_Ref_t thread, le_event_DeferredFunc_t function, le_event_DeferredFunc_t dropped,
                   void* param1, void* param2);

/// How many things wait in the queue of the calling thread's loop. Without lock or system call.
std::size_t queuedCount();

/// The loop of the calling thread; fatal if that is no Legato thread.
Loop& currentLoop();

}  // namespace ligature::event
