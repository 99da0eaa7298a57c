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
void kiln_Open
(
    kiln_ServerCmdRef_t _cmdRef,
    const char* LE_NONNULL name  ///< [IN]
)
{
    // Answer now or later with kiln_OpenRespond().
}

void kiln_Read
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber,  ///< [IN]
    size_t pastSize,  ///< [IN]
    size_t noteSize  ///< [IN]
)
{
    // Answer now or later with kiln_ReadRespond().
}

void kiln_SetProfile
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log  ///< [IN]
)
{
    // Answer now or later with kiln_SetProfileRespond().
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
    kiln_ServerCmdRef_t _cmdRef,
    size_t allSize,  ///< [IN]
    size_t isHotSize  ///< [IN]
)
{
    // Answer now or later with kiln_GetChambersRespond().
}

void kiln_Close
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber  ///< [IN]
)
{
    // Answer now or later with kiln_CloseRespond().
}

void kiln_GetScale
(
    kiln_ServerCmdRef_t _cmdRef
)
{
    // Answer now or later with kiln_GetScaleRespond().
}

void kiln_GetLimit
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber  ///< [IN]
)
{
    // Answer now or later with kiln_GetLimitRespond().
}

/**
 * What the maker calls it.
 */
void kiln_GetTitle
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber,  ///< [IN]
    size_t _resultSize  ///< [IN]
)
{
    // Answer now or later with kiln_GetTitleRespond().
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
