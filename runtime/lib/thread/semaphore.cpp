// Semaphores (runtime specification, section 1.8).
#include "runtime/include/le_semaphore.h"

#include "runtime/include/le_log.h"
#include "runtime/include/le_mem.h"

#include <semaphore.h>
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <mutex>
#include <new>

struct le_sem
{
    std::uint32_t mark;
    char name[32];
    sem_t semaphore;
    std::atomic<int> waiting;
    le_sem* next;  ///< In the list of all semaphores.
};

namespace
{

constexpr std::uint32_t semaphoreMark = 0x73656d61;

struct State
{
    std::mutex lock;
    le_mem_PoolRef_t pool = nullptr;
    le_sem* all = nullptr;
};

constinit State state;

le_sem& checked(le_sem_Ref_t semaphore)
{
    LE_FATAL_IF(semaphore == nullptr || semaphore->mark != semaphoreMark, "There is no semaphore %p.",
                static_cast<void*>(semaphore));
    return *semaphore;
}

/// Counts a waiting thread, also when it is cancelled meanwhile.
struct Waiting
{
    le_sem& semaphore;
    explicit Waiting(le_sem& waitedFor) : semaphore(waitedFor) { semaphore.waiting.fetch_add(1); }
    ~Waiting() { semaphore.waiting.fetch_sub(1); }
};

/// When a wait that begins now is over.
timespec deadlineIn(le_clk_Time_t span)
{
    span.sec = std::min(span.sec, std::numeric_limits<time_t>::max() / 2);  // as good as for ever, and can be added to
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const le_clk_Time_t end = le_clk_Add({now.tv_sec, now.tv_nsec / 1000}, span);
    return {end.sec, end.usec * 1000};
}

}  // namespace

le_sem_Ref_t le_sem_Create(const char* name, int32_t initialCount)
{
    LE_FATAL_IF(initialCount < 0, "Semaphore '%s' cannot start at %d.", name, initialCount);
    const std::lock_guard guard(state.lock);
    if (state.pool == nullptr)
    {
        state.pool = le_mem_ExpandPool(le_mem_CreatePool("Semaphores", sizeof(le_sem)), 8);
    }
    auto* semaphore = new (le_mem_ForceAlloc(state.pool)) le_sem{};
    semaphore->mark = semaphoreMark;
    snprintf(semaphore->name, sizeof(semaphore->name), "%s", name == nullptr ? "" : name);
    LE_FATAL_IF(sem_init(&semaphore->semaphore, 0, static_cast<unsigned>(initialCount)) != 0,
                "Cannot create semaphore '%s': %m.", name);
    semaphore->next = state.all;
    state.all = semaphore;
    return semaphore;
}

void le_sem_Delete(le_sem_Ref_t semaphorePtr)
{
    le_sem& semaphore = checked(semaphorePtr);
    LE_FATAL_IF(semaphore.waiting.load() > 0, "Semaphore '%s' is deleted while threads wait for it.", semaphore.name);
    const std::lock_guard guard(state.lock);
    for (le_sem** link = &state.all; *link != nullptr; link = &(*link)->next)
    {
        if (*link == semaphorePtr)
        {
            *link = semaphore.next;
            break;
        }
    }
    sem_destroy(&semaphore.semaphore);
    semaphore.mark = 0;
    le_mem_Release(semaphorePtr);
}

le_sem_Ref_t le_sem_FindSemaphore(const char* name)
{
    const std::lock_guard guard(state.lock);
    for (le_sem* semaphore = state.all; semaphore != nullptr; semaphore = semaphore->next)
    {
        if (strncmp(semaphore->name, name, sizeof(semaphore->name) - 1) == 0)
        {
            return semaphore;
        }
    }
    return nullptr;
}

void le_sem_Wait(le_sem_Ref_t semaphorePtr)
{
    le_sem& semaphore = checked(semaphorePtr);
    const Waiting waiting(semaphore);
    while (sem_wait(&semaphore.semaphore) != 0)
    {
        LE_FATAL_IF(errno != EINTR, "Cannot wait for semaphore '%s': %m.", semaphore.name);
    }
}

le_result_t le_sem_TryWait(le_sem_Ref_t semaphorePtr)
{
    le_sem& semaphore = checked(semaphorePtr);
    while (sem_trywait(&semaphore.semaphore) != 0)
    {
        if (errno == EAGAIN)
        {
            return LE_WOULD_BLOCK;
        }
        LE_FATAL_IF(errno != EINTR, "Cannot wait for semaphore '%s': %m.", semaphore.name);
    }
    return LE_OK;
}

le_result_t le_sem_WaitWithTimeOut(le_sem_Ref_t semaphorePtr, le_clk_Time_t timeToWait)
{
    le_sem& semaphore = checked(semaphorePtr);
    const timespec deadline = deadlineIn(timeToWait);
    const Waiting waiting(semaphore);
    while (sem_clockwait(&semaphore.semaphore, CLOCK_MONOTONIC, &deadline) != 0)
    {
        if (errno == ETIMEDOUT)
        {
            return LE_TIMEOUT;
        }
        LE_FATAL_IF(errno != EINTR, "Cannot wait for semaphore '%s': %m.", semaphore.name);
    }
    return LE_OK;
}

void le_sem_Post(le_sem_Ref_t semaphorePtr)
{
    le_sem& semaphore = checked(semaphorePtr);
    LE_FATAL_IF(sem_post(&semaphore.semaphore) != 0, "The count of semaphore '%s' overflows.", semaphore.name);
}

int le_sem_GetValue(le_sem_Ref_t semaphorePtr)
{
    int value = 0;
    sem_getvalue(&checked(semaphorePtr).semaphore, &value);
    return value < 0 ? 0 : value;
}
