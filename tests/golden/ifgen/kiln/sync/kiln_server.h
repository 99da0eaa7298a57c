// What a server of the interface kiln sees.
// Made by ifgen from kiln.api: changes made here are lost.
#ifndef KILN_SERVER_H_INCLUDE_GUARD
#define KILN_SERVER_H_INCLUDE_GUARD

#include "legato.h"
#include "units_server.h"
#include "kiln_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// The service; NULL before it is advertised.
le_msg_ServiceRef_t kiln_GetServiceRef(void);

/// The session of the client that is being served; NULL outside of a call.
le_msg_SessionRef_t kiln_GetClientSessionRef(void);

/// Makes the calling thread the server's and offers the service. Functions run from that thread's event loop. Once it has
/// ended, another thread may do the same.
void kiln_AdvertiseService(void);

#ifndef KILN_FUNCTIONS_DECLARED
#define KILN_FUNCTIONS_DECLARED

/**
 * Reports alarms.
 */
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler
(
    kiln_Alarm_t mask,  ///< [IN] Alarms of interest
    kiln_AlarmHandlerFunc_t handlerPtr,  ///< [IN]
    void* contextPtr,  ///< [IN]
    uint32_t period  ///< [IN] Seconds
);

/**
 * Removes a handler that AddAlarmedHandler() added.
 */
void kiln_RemoveAlarmedHandler
(
    kiln_AlarmedHandlerRef_t handlerRef  ///< [IN]
);

/**
 * Looks a chamber up.
 */
kiln_ChamberRef_t kiln_Open
(
    const char* LE_NONNULL name  ///< [IN]
);

le_result_t kiln_Read
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_Reading_t* nowPtr,  ///< [OUT]
    uint16_t* pastPtr,  ///< [OUT]
    size_t* pastSizePtr,  ///< [INOUT]
    char* note,  ///< [OUT]
    size_t noteSize  ///< [IN]
);

le_result_t kiln_SetProfile
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log  ///< [IN]
);

le_result_t kiln_Fire
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    double target,  ///< [IN]
    kiln_DoneHandlerFunc_t donePtr,  ///< [IN]
    void* contextPtr  ///< [IN]
);

void kiln_GetChambers
(
    kiln_ChamberRef_t* allPtr,  ///< [OUT]
    size_t* allSizePtr,  ///< [INOUT]
    bool* isHotPtr,  ///< [OUT]
    size_t* isHotSizePtr,  ///< [INOUT]
    int* logPtr  ///< [OUT]
);

void kiln_Close
(
    kiln_ChamberRef_t chamber  ///< [IN]
);

units_Scale_t kiln_GetScale
(
    void
);

kiln_Reading_t kiln_GetLimit
(
    kiln_ChamberRef_t chamber  ///< [IN]
);

/**
 * What the maker calls it.
 */
void kiln_GetTitle
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
);

/**
 * Something to remember.
 */
// ONEWAY: the client does not wait, and there is nothing to answer.
void kiln_Remark
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const char* LE_NONNULL text,  ///< [IN]
    int log  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // KILN_SERVER_H_INCLUDE_GUARD
