// A server of the interface kiln that does nothing yet: fill in the functions.
// Made once by ifgen from kiln.api.
#include "legato.h"
#include "kiln_server.h"

// Until the functions use what they are given.
#pragma GCC diagnostic ignored "-Wunused-parameter"

/**
 * Reports alarms.
 */
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler
(
    kiln_Alarm_t mask,  ///< [IN] Alarms of interest
    kiln_AlarmHandlerFunc_t handlerPtr,  ///< [IN]
    void* contextPtr,  ///< [IN]
    uint32_t period  ///< [IN] Seconds
)
{
    return (kiln_AlarmedHandlerRef_t)0;
}

/**
 * Removes a handler that AddAlarmedHandler() added.
 */
void kiln_RemoveAlarmedHandler
(
    kiln_AlarmedHandlerRef_t handlerRef  ///< [IN]
)
{
}

/**
 * Looks a chamber up.
 */
kiln_ChamberRef_t kiln_Open
(
    const char* LE_NONNULL name  ///< [IN]
)
{
    return (kiln_ChamberRef_t)0;
}

le_result_t kiln_Read
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_Reading_t* nowPtr,  ///< [OUT]
    uint16_t* pastPtr,  ///< [OUT]
    size_t* pastSizePtr,  ///< [INOUT]
    char* note,  ///< [OUT]
    size_t noteSize  ///< [IN]
)
{
    return LE_NOT_IMPLEMENTED;
}

le_result_t kiln_SetProfile
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log  ///< [IN]
)
{
    return LE_NOT_IMPLEMENTED;
}

le_result_t kiln_Fire
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    double target,  ///< [IN]
    kiln_DoneHandlerFunc_t donePtr,  ///< [IN]
    void* contextPtr  ///< [IN]
)
{
    return LE_NOT_IMPLEMENTED;
}

void kiln_GetChambers
(
    kiln_ChamberRef_t* allPtr,  ///< [OUT]
    size_t* allSizePtr,  ///< [INOUT]
    bool* isHotPtr,  ///< [OUT]
    size_t* isHotSizePtr,  ///< [INOUT]
    int* logPtr  ///< [OUT]
)
{
}

void kiln_Close
(
    kiln_ChamberRef_t chamber  ///< [IN]
)
{
}

units_Scale_t kiln_GetScale
(
    void
)
{
    return (units_Scale_t)0;
}

kiln_Reading_t kiln_GetLimit
(
    kiln_ChamberRef_t chamber  ///< [IN]
)
{
    static const kiln_Reading_t nothing;
    return nothing;
}

/**
 * What the maker calls it.
 */
void kiln_GetTitle
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
)
{
}

/**
 * Something to remember.
 */
void kiln_Remark
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const char* LE_NONNULL text,  ///< [IN]
    int log  ///< [IN]
)
{
}

COMPONENT_INIT
{
}
