// The insides of an event loop, for the files of this folder and for the end of threads.
#pragma once

#include "runtime/lib/event/loop.h"

#include <atomic>
#include <cstddef>
#include <mutex>
#include <vector>

namespace ligature::thread
{
struct Thread;
}

namespace ligature::event
{

/// One event loop. The lock guards the queue; everything else belongs to the loop's thread.
///
/// `count` and `isAwake` may be read without the lock. Who queues changes the count and then reads isAwake; the loop
/// clears isAwake and then reads the count: one of them sees what the other has done.
struct Loop
{
    std::mutex lock;
    QueueItem* first = nullptr;
    QueueItem* last = nullptr;
    std::atomic<std::size_t> count{0};  ///< Of queued items; changed under the lock.
    std::atomic<bool> isAwake{false};   ///< The loop will look at its queue before it waits again: it needs no signal.
    bool closed = false;                ///< The thread has ended: nothing is queued any more.
    bool isSignalled = false;           ///< The eventfd is readable or about to be.

    thread::Thread* owner = nullptr;
    int epollFd = -1;
    int signalFd = -1;
    bool isRunning = false;  ///< le_event_RunLoop() has been called.
    std::size_t alwaysReady = 0;
    std::vector<FdWatcher*> watchers;  ///< By slot; null where free.
    std::size_t newWatchers = 0;       ///< Of those, how many the kernel is still to be told of.
    bool isPolled = false;             ///< Others may wait for epollFd: le_event_GetFd() has been called.
    void* handlers = nullptr;          ///< The event handlers of the thread, see events.cpp.
    void* monitors = nullptr;          ///< The fd monitors of the thread, see fd_monitor.cpp.
};

/// Makes the loop of a thread, its descriptors included.
Loop* createLoop(thread::Thread& owner);

/// Ends the loop: drops what is queued and stops its watchers. By the thread itself, or for one that never started.
void closeLoop(Loop& loop);

/// Frees a closed loop.
void destroyLoop(Loop* loop);

/// The caller holds the lock. Makes the loop's descriptor readable.
void makeReadable(Loop& loop);

/// Runs the callback of a watcher, whose first member is the item, if there is anything to tell it.
void runWatcher(QueueItem* item);

/// Tells the kernel of watchers that it does not know yet. Fatal if one cannot be watched.
void tellKernelOfNew(Loop& loop);

/// Parts of closeLoop() in other files.
void closeHandlers(Loop& loop);
void closeMonitors(Loop& loop);

}  // namespace ligature::event
