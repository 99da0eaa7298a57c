// What the library keeps about a thread (runtime specification, section 1.6).
#pragma once

#include "runtime/include/le_thread.h"

#include <pthread.h>

#include <cstddef>

namespace ligature::event
{
struct Loop;
}

namespace ligature::thread
{

/// Called once when a thread ends, in that thread, after the destructors of its user and before its event loop goes.
/// Embed it in the object it serves; the last one added runs first.
struct ExitHook
{
    void (*run)(ExitHook* hook) = nullptr;
    ExitHook* next = nullptr;
    ExitHook* previous = nullptr;
};

struct Destructor;

/// One thread. Fields are used by the thread itself unless noted.
struct Thread
{
    static constexpr std::size_t maxNameBytes = 47;

    char name[maxNameBytes + 1] = {};
    le_thread_Ref_t reference = nullptr;
    event::Loop* loop = nullptr;  ///< Made with the record, so that others can queue for a thread not yet started.

    le_thread_MainFunc_t mainFunction = nullptr;
    void* context = nullptr;
    le_thread_Priority_t priority =
        LE_THREAD_PRIORITY_MEDIUM;  ///< Guarded by the lock of all threads, as the next ones.
    size_t stackSize = 0;
    void* stack = nullptr;
    pthread_t handle = {};
    int kernelId = 0;  ///< 0 until the thread runs.
    bool started = false;
    bool joinable = false;
    bool ended = false;
    bool joinedBySomebody = false;
    Thread* joining = nullptr;  ///< The thread this one waits for.

    Destructor* destructors = nullptr;
    ExitHook* exitHooks = nullptr;
    bool ending = false;
    size_t heldMutexes = 0;
    void* handlerContext = nullptr;  ///< Context of the event handler that is running.
    void* runningMonitor = nullptr;  ///< Reference of the fd monitor whose handler runs.
    void* timers = nullptr;          ///< The timers of this thread, see timer.cpp.
    void* signals = nullptr;         ///< The signal handlers of this thread, see signals.cpp.
};

/// For current() and setCurrent() alone.
extern thread_local constinit Thread* currentThread;

/// The calling thread, null if it is not known to Legato. Costs one load.
inline Thread* current() noexcept
{
    return currentThread;
}

/// The calling thread; fatal if it is not known to Legato.
Thread& require();

/// Adds and removes a hook of the calling thread.
void addExitHook(ExitHook& hook);
void removeExitHook(ExitHook& hook);

/// Has `function` called when the calling thread ends, after all destructors of its user: before its exit hooks, so
/// that it may run what users have written. Unlike a user's it may be added by one of those.
void addLastDestructor(le_thread_Destructor_t function, void* context);

/// For the library's constructor: makes the calling thread the thread "main".
void adoptMainThread();

}  // namespace ligature::thread
