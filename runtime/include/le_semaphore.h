/**
 * @file le_semaphore.h
 * Counting semaphores (runtime specification, section 1.8). Any thread. Bad references are fatal.
 */
#ifndef LE_SEMAPHORE_H_INCLUDE_GUARD
#define LE_SEMAPHORE_H_INCLUDE_GUARD

#include "le_basics.h"
#include "le_clock.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_sem* le_sem_Ref_t;

/** Creates a semaphore. @param name kept to 31 characters @param initialCount at least 0 (fatal otherwise) */
LE_SHARED le_sem_Ref_t le_sem_Create(const char* name, int32_t initialCount);

/** Frees a semaphore; fatal while threads wait for it. */
LE_SHARED void le_sem_Delete(le_sem_Ref_t semaphorePtr);

/** Finds a semaphore of this process by name. @return NULL if there is none */
LE_SHARED le_sem_Ref_t le_sem_FindSemaphore(const char* name);

/** Takes one from the count, waiting while it is zero. */
LE_SHARED void le_sem_Wait(le_sem_Ref_t semaphorePtr);

/** Takes one without waiting. @return LE_OK, LE_WOULD_BLOCK if the count is zero */
LE_SHARED le_result_t le_sem_TryWait(le_sem_Ref_t semaphorePtr);

/** Takes one, waiting no longer than a span of time that the setting of clocks does not change. @return LE_OK,
 *  LE_TIMEOUT */
LE_SHARED le_result_t le_sem_WaitWithTimeOut(le_sem_Ref_t semaphorePtr, le_clk_Time_t timeToWait);

/** Adds one to the count, letting a waiting thread go on. A count above the system's limit is fatal. */
LE_SHARED void le_sem_Post(le_sem_Ref_t semaphorePtr);

/** The count, 0 or more. */
LE_SHARED int le_sem_GetValue(le_sem_Ref_t semaphorePtr);

#ifdef __cplusplus
}
#endif

#endif
