// Types and constants of the interface errand.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef ERRAND_COMMON_H_INCLUDE_GUARD
#define ERRAND_COMMON_H_INCLUDE_GUARD

#include "legato.h"

#ifdef __clang__
// LE_NONNULL says what matters; that other pointers say nothing is no mistake.
#pragma clang diagnostic ignored "-Wnullability-completeness"
#endif

#ifdef __cplusplus
extern "C"
{
#endif

#define ERRAND_MOST 1100

typedef enum
{
    ERRAND_SLOW = 0,
    ERRAND_FAST = 5
}
errand_Mode_t;

typedef uint32_t errand_Days_t;
#define ERRAND_MONDAY 0x1
#define ERRAND_TUESDAY 0x2
#define ERRAND_SUNDAY 0x40

typedef struct errand_Runner* errand_RunnerRef_t;

typedef struct
{
    int32_t x;
    int32_t y;
}
errand_Point_t;

/**
 * A runner is back.
 */
typedef void (*errand_BackHandlerFunc_t)
(
    const uint32_t* minutesPtr,  ///< [IN OPTIONAL] How long it took
    const char* note,  ///< [IN OPTIONAL]
    const errand_Point_t* atPtr,  ///< [IN OPTIONAL]
    const uint16_t* stepsPtr,  ///< [IN OPTIONAL]
    size_t stepsSize,  ///< [IN]
    const errand_Mode_t* modesPtr,  ///< [IN OPTIONAL]
    size_t modesSize,  ///< [IN]
    int log,  ///< [IN OPTIONAL]
    void* contextPtr
);

/**
 * Stands for one handler of the event Back.
 */
typedef struct errand_BackHandler* errand_BackHandlerRef_t;

#ifdef __cplusplus
}
#endif

#endif  // ERRAND_COMMON_H_INCLUDE_GUARD
