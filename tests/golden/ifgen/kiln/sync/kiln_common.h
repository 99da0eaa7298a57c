// Types and constants of the interface kiln.
// Made by ifgen from kiln.api: changes made here are lost.
#ifndef KILN_COMMON_H_INCLUDE_GUARD
#define KILN_COMMON_H_INCLUDE_GUARD

#include "legato.h"
#include "units_common.h"

#ifdef __clang__
// LE_NONNULL says what matters; that other pointers say nothing is no mistake.
#pragma clang diagnostic ignored "-Wnullability-completeness"
#endif

#ifdef __cplusplus
extern "C"
{
#endif

/**
 * How many chambers a kiln can have.
 */
#define KILN_MAX_CHAMBERS 8

#define KILN_MAKER "Clay \"and\" Sons"

/**
 * What can go wrong.
 */
typedef uint32_t kiln_Alarm_t;
#define KILN_OVERHEAT 0x1  ///< Hotter than allowed
#define KILN_DOOR_OPEN 0x2
#define KILN_FAN 0x10  ///< The fan stands still

typedef struct kiln_Chamber* kiln_ChamberRef_t;

typedef struct
{
    double value;  ///< Measured value
    units_Scale_t scale;
    char label[15 + 1];
    uint16_t history[3];
    size_t historyCount;
}
kiln_Reading_t;

typedef void (*kiln_AlarmHandlerFunc_t)
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_Alarm_t alarms,  ///< [IN]
    const char* LE_NONNULL text,  ///< [IN]
    void* contextPtr
);

typedef void (*kiln_DoneHandlerFunc_t)
(
    le_result_t outcome,  ///< [IN]
    void* contextPtr
);

/**
 * Stands for one handler of the event Alarmed.
 */
typedef struct kiln_AlarmedHandler* kiln_AlarmedHandlerRef_t;

#ifdef __cplusplus
}
#endif

#endif  // KILN_COMMON_H_INCLUDE_GUARD
