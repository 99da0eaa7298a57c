/**
 * @file le_mutex.h
 * Mutexes (runtime specification, section 1.8). Any thread, also those Legato does not know. Bad references are fatal.
 */
#ifndef LE_MUTEX_H_INCLUDE_GUARD
#define LE_MUTEX_H_INCLUDE_GUARD

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct le_mutex* le_mutex_Ref_t;

/** Creates a mutex its owner may lock again. @param nameStr kept to 31 characters @return never NULL */
LE_SHARED le_mutex_Ref_t le_mutex_CreateRecursive(const char* nameStr);

/** Creates a mutex whose owner may not lock it again (fatal). @param nameStr kept to 31 characters @return never NULL
 */
LE_SHARED le_mutex_Ref_t le_mutex_CreateNonRecursive(const char* nameStr);

/** Frees a mutex; a locked one is fatal. */
LE_SHARED void le_mutex_Delete(le_mutex_Ref_t mutexRef);

/** Locks, waiting if need be. */
LE_SHARED void le_mutex_Lock(le_mutex_Ref_t mutexRef);

/** Locks without waiting. @return LE_OK, LE_WOULD_BLOCK if it is locked */
LE_SHARED le_result_t le_mutex_TryLock(le_mutex_Ref_t mutexRef);

/** Unlocks; fatal unless the caller holds the lock. */
LE_SHARED void le_mutex_Unlock(le_mutex_Ref_t mutexRef);

/** At file scope: a static reference `name` and functions Lock() and Unlock() for it. */
#define LE_MUTEX_DECLARE_REF(name)                          \
    static le_mutex_Ref_t name;                             \
    static inline __attribute__((unused)) void Lock(void)   \
    {                                                       \
        le_mutex_Lock(name);                                \
    }                                                       \
    static inline __attribute__((unused)) void Unlock(void) \
    {                                                       \
        le_mutex_Unlock(name);                              \
    }

#ifdef __cplusplus
}
#endif

#endif
