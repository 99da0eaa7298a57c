// Threads: making, starting, joining and ending them (runtime specification, section 1.6).
#include "runtime/lib/thread/thread.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/event/loop_record.h"
#include "runtime/lib/thread/registry.h"

#include <limits.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <algorithm>
#include <cstdio>

using namespace ligature;
using namespace ligature::thread;

namespace
{

/// Gives a running thread its priority. What the process may not do is said in the log.
void applyPriority(const Thread& thread)
{
    sched_param parameters = {};
    int policy = SCHED_OTHER;
    int niceness = 0;
    switch (thread.priority)
    {
        case LE_THREAD_PRIORITY_IDLE:
            policy = SCHED_IDLE;
            break;
        case LE_THREAD_PRIORITY_LOW:
            niceness = 10;
            break;
        case LE_THREAD_PRIORITY_MEDIUM:
            break;
        case LE_THREAD_PRIORITY_HIGH:
            niceness = -10;
            break;
        default:
            policy = SCHED_RR;
            parameters.sched_priority = thread.priority - LE_THREAD_PRIORITY_RT_LOWEST + 1;
            break;
    }
    if (sched_setscheduler(thread.kernelId, policy, &parameters) != 0 ||
        (policy == SCHED_OTHER && getpriority(PRIO_PROCESS, static_cast<id_t>(thread.kernelId)) != niceness &&
         setpriority(PRIO_PROCESS, static_cast<id_t>(thread.kernelId), niceness) != 0))
    {
        LE_WARN("Cannot give thread '%s' its priority: %m.", thread.name);
    }
}

extern "C" void* startThread(void* argument)
{
    auto* thread = static_cast<Thread*>(argument);
    char shortName[16];
    snprintf(shortName, sizeof(shortName), "%.15s", thread->name);
    pthread_setname_np(pthread_self(), shortName);
    setCurrent(thread);
    {
        const RegistryLock lock;
        thread->kernelId = static_cast<int>(syscall(SYS_gettid));
        if (thread->priority != LE_THREAD_PRIORITY_MEDIUM)
        {
            applyPriority(*thread);
        }
    }
    return thread->mainFunction(thread->context);
}

/// A thread that has not started yet.
Thread& findNew(const RegistryLock& lock, le_thread_Ref_t reference, const char* action)
{
    Thread& thread = find(lock, reference);
    LE_FATAL_IF(thread.started, "Cannot %s thread '%s': it has started.", action, thread.name);
    return thread;
}

/// Whether `thread` waits for `other`, directly or through others.
bool waitsFor(const Thread& thread, const Thread& other)
{
    for (const Thread* next = &thread; next != nullptr; next = next->joining)
    {
        if (next == &other)
        {
            return true;
        }
    }
    return false;
}

/// pthread_join() of a thread that nobody else joins. Another may join it after a waiting thread that was cancelled.
int waitForEnd(Thread& thread, Thread* self, void** result)
{
    struct Waiting
    {
        Thread& thread;
        Thread* self;
        bool isOver = false;
        ~Waiting()
        {
            const RegistryLock lock;
            thread.joinedBySomebody = isOver;
            if (self != nullptr)
            {
                self->joining = nullptr;
            }
        }
    } waiting{thread, self};
    const int error = pthread_join(thread.handle, result);
    waiting.isOver = true;
    return error;
}

}  // namespace

le_thread_Ref_t le_thread_Create(const char* name, le_thread_MainFunc_t mainFunc, void* context)
{
    LE_FATAL_IF(mainFunc == nullptr, "Thread '%s' has no main function.", name);
    Thread* thread = createRecord(name);
    thread->mainFunction = mainFunc;
    thread->context = context;
    return thread->reference;
}

le_result_t le_thread_SetPriority(le_thread_Ref_t threadRef, le_thread_Priority_t priority)
{
    if (priority < LE_THREAD_PRIORITY_IDLE || priority > LE_THREAD_PRIORITY_RT_HIGHEST)
    {
        return LE_OUT_OF_RANGE;
    }
    const RegistryLock lock;
    Thread& thread = find(lock, threadRef);
    thread.priority = priority;
    if (&thread == current() && thread.kernelId == 0)
    {
        thread.kernelId = static_cast<int>(syscall(SYS_gettid));
    }
    if (thread.kernelId != 0 && !thread.ended)
    {
        applyPriority(thread);
    }
    return LE_OK;
}

le_result_t le_thread_SetStackSize(le_thread_Ref_t threadRef, size_t size)
{
    const RegistryLock lock;
    Thread& thread = findNew(lock, threadRef, "set the stack size of");
    if (size < LE_THREAD_STACK_MIN_SIZE)
    {
        return LE_OVERFLOW;
    }
    if (size > SIZE_MAX / 2)
    {
        return LE_OUT_OF_RANGE;
    }
    thread.stackSize = std::max<size_t>(size, static_cast<size_t>(sysconf(_SC_THREAD_STACK_MIN)));
    return LE_OK;
}

le_result_t le_thread_SetStack(le_thread_Ref_t threadRef, void* stack, size_t size)
{
    const RegistryLock lock;
    Thread& thread = findNew(lock, threadRef, "set the stack of");
    if (stack == nullptr || size < LE_THREAD_STACK_MIN_SIZE ||
        size < static_cast<size_t>(sysconf(_SC_THREAD_STACK_MIN)) ||
        reinterpret_cast<uintptr_t>(stack) % LE_THREAD_STACK_ALIGNMENT != 0)
    {
        return LE_BAD_PARAMETER;
    }
    thread.stack = stack;
    thread.stackSize = size;
    return LE_OK;
}

void le_thread_SetJoinable(le_thread_Ref_t threadRef)
{
    const RegistryLock lock;
    findNew(lock, threadRef, "make joinable").joinable = true;
}

void le_thread_Start(le_thread_Ref_t threadRef)
{
    const RegistryLock lock;  // The new thread waits for it before it runs.
    Thread& thread = findNew(lock, threadRef, "start");
    thread.started = true;

    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, thread.joinable ? PTHREAD_CREATE_JOINABLE : PTHREAD_CREATE_DETACHED);
    pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);  // Defaults: the normal policy.
    if (thread.stack != nullptr)
    {
        pthread_attr_setstack(&attributes, thread.stack, thread.stackSize);
    }
    else if (thread.stackSize != 0)
    {
        pthread_attr_setstacksize(&attributes, thread.stackSize);
    }
    const int error = pthread_create(&thread.handle, &attributes, startThread, &thread);
    pthread_attr_destroy(&attributes);
    LE_FATAL_IF(error != 0, "Cannot start thread '%s': %s.", thread.name, LE_ERRNO_TXT(error));
}

le_result_t le_thread_Join(le_thread_Ref_t threadRef, void** resultValuePtr)
{
    Thread* const self = current();
    Thread* thread = nullptr;
    {
        const RegistryLock lock;
        thread = tryFind(lock, threadRef);
        if (thread == nullptr)
        {
            return LE_NOT_FOUND;
        }
        if (!thread->joinable)
        {
            return LE_FAULT;
        }
        if (!thread->started || (self != nullptr && waitsFor(*thread, *self)))
        {
            return LE_DEADLOCK;
        }
        if (thread->joinedBySomebody)
        {
            return LE_NOT_FOUND;
        }
        thread->joinedBySomebody = true;
        if (self != nullptr)
        {
            self->joining = thread;
        }
    }
    void* result = nullptr;
    const int error = waitForEnd(*thread, self, &result);
    const RegistryLock lock;
    if (error != 0)
    {
        LE_ERROR("Cannot join thread '%s': %s.", thread->name, LE_ERRNO_TXT(error));
        return LE_FAULT;
    }
    if (resultValuePtr != nullptr)
    {
        *resultValuePtr = result;
    }
    destroyRecord(lock, thread);
    return LE_OK;
}

void le_thread_Exit(void* resultValue)
{
    require();
    pthread_exit(resultValue);
}

le_result_t le_thread_Cancel(le_thread_Ref_t threadToCancel)
{
    const RegistryLock lock;
    const Thread* thread = tryFind(lock, threadToCancel);
    if (thread == nullptr || !thread->started || thread->ended)
    {
        return LE_NOT_FOUND;
    }
    return pthread_cancel(thread->handle) == 0 ? LE_OK : LE_NOT_FOUND;
}

int le_thread_Sleep(unsigned int seconds)
{
    return sleep(seconds) == 0 ? 0 : -1;
}

le_thread_Ref_t le_thread_GetCurrent(void)
{
    return require().reference;
}

void le_thread_GetName(le_thread_Ref_t threadRef, char* buffPtr, size_t buffSize)
{
    const RegistryLock lock;
    snprintf(buffPtr, buffSize, "%s", find(lock, threadRef).name);
}

const char* le_thread_GetMyName(void)
{
    const Thread* thread = current();
    return thread == nullptr ? "unknown" : thread->name;
}

void le_thread_InitLegatoThreadData(const char* name)
{
    LE_FATAL_IF(current() != nullptr, "Thread '%s' is known to Legato already.", current()->name);
    Thread* thread = createRecord(name);
    thread->handle = pthread_self();
    thread->kernelId = static_cast<int>(syscall(SYS_gettid));
    thread->started = true;
    setCurrent(thread);
}

void le_thread_CleanupLegatoThreadData(void)
{
    Thread& thread = require();
    endThread(thread);
}
