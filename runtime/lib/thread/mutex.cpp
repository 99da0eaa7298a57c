// Mutexes (runtime specification, section 1.8).
#include "runtime/include/le_mutex.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_mem.h"
#include "runtime/lib/thread/thread.h"

#include <pthread.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <mutex>

using namespace ligature;

struct le_mutex
{
    std::uint32_t mark;
    char name[32];
    pthread_mutex_t mutex;
};

namespace
{

constexpr std::uint32_t mutexMark = 0x6d757478;

struct State
{
    std::mutex lock;
    le_mem_PoolRef_t pool = nullptr;
};

constinit State state;

le_mem_PoolRef_t pool()
{
    const std::lock_guard guard(state.lock);
    if (state.pool == nullptr)
    {
        state.pool = le_mem_ExpandPool(le_mem_CreatePool("Mutexes", sizeof(le_mutex)), 20);
    }
    return state.pool;
}

le_mutex_Ref_t create(const char* name, int type)
{
    auto* mutex = static_cast<le_mutex_Ref_t>(le_mem_ForceAlloc(pool()));
    mutex->mark = mutexMark;
    snprintf(mutex->name, sizeof(mutex->name), "%s", name == nullptr ? "" : name);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type);
    pthread_mutex_init(&mutex->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return mutex;
}

le_mutex& checked(le_mutex_Ref_t mutex)
{
    LE_FATAL_IF(mutex == nullptr || mutex->mark != mutexMark, "There is no mutex %p.", static_cast<void*>(mutex));
    return *mutex;
}

/// Threads that Legato does not know may lock too; nobody watches over what they hold.
void countHeld(int change)
{
    thread::Thread* thread = thread::current();
    if (thread != nullptr)
    {
        thread->heldMutexes += static_cast<size_t>(change);
    }
}

}  // namespace

le_mutex_Ref_t le_mutex_CreateRecursive(const char* nameStr)
{
    return create(nameStr, PTHREAD_MUTEX_RECURSIVE);
}

le_mutex_Ref_t le_mutex_CreateNonRecursive(const char* nameStr)
{
    return create(nameStr, PTHREAD_MUTEX_ERRORCHECK);
}

void le_mutex_Delete(le_mutex_Ref_t mutexRef)
{
    le_mutex& mutex = checked(mutexRef);
    // pthread_mutex_destroy() refuses a mutex that anybody holds, the caller included.
    LE_FATAL_IF(pthread_mutex_destroy(&mutex.mutex) != 0, "Mutex '%s' is deleted while it is locked.", mutex.name);
    mutex.mark = 0;
    le_mem_Release(mutexRef);
}

void le_mutex_Lock(le_mutex_Ref_t mutexRef)
{
    le_mutex& mutex = checked(mutexRef);
    const int error = pthread_mutex_lock(&mutex.mutex);
    LE_FATAL_IF(error == EDEADLK, "Thread '%s' locks mutex '%s' again.",
                thread::current() == nullptr ? "unknown" : thread::current()->name, mutex.name);
    LE_FATAL_IF(error != 0, "Cannot lock mutex '%s': %s.", mutex.name, LE_ERRNO_TXT(error));
    countHeld(1);
}

le_result_t le_mutex_TryLock(le_mutex_Ref_t mutexRef)
{
    le_mutex& mutex = checked(mutexRef);
    const int error = pthread_mutex_trylock(&mutex.mutex);
    if (error == EBUSY)
    {
        return LE_WOULD_BLOCK;
    }
    LE_FATAL_IF(error != 0, "Cannot lock mutex '%s': %s.", mutex.name, LE_ERRNO_TXT(error));
    countHeld(1);
    return LE_OK;
}

void le_mutex_Unlock(le_mutex_Ref_t mutexRef)
{
    le_mutex& mutex = checked(mutexRef);
    const int error = pthread_mutex_unlock(&mutex.mutex);
    LE_FATAL_IF(error != 0, "Mutex '%s' is unlocked by a thread that does not hold it.", mutex.name);
    countHeld(-1);
}
