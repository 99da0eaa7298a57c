// What a client of the interface kiln sees, under the name other.
// Made by ifgen from kiln.api: changes made here are lost.
/**
 * @page kiln A kiln for pottery
 */
#ifndef OTHER_INTERFACE_H_INCLUDE_GUARD
#define OTHER_INTERFACE_H_INCLUDE_GUARD

#include "legato.h"
#include "units_interface.h"
#include "kiln_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Called when the server is gone. Returning from it ends the process.
typedef void (*other_DisconnectHandler_t)(void*);

/// Connects the calling thread to the server, waiting for it as long as it takes.
void other_ConnectService(void);

/**
 * Connects the calling thread to the server if that can be done at once.
 *
 * @return LE_OK; LE_UNAVAILABLE: bound, but not served now; LE_NOT_PERMITTED: not bound to a server;
 *         LE_COMM_ERROR: the Service Directory cannot be reached.
 */
le_result_t other_TryConnectService(void);

/// Sets what is called when the calling thread's server is gone. Call it after connecting.
void other_SetServerDisconnectHandler(other_DisconnectHandler_t disconnectHandler, void* contextPtr);

/**
 * Limits how long each call of the calling thread waits for its answer, from the next call on. When the answer is not
 * there in time, the connection is lost as if the server were gone: what was set by other_SetServerDisconnectHandler()
 * is called, and without it the process ends. Whether the server has done what it was asked for is not known then. Call
 * it after connecting; a new connection has no limit. Connecting has none, and asynchronous calls have none.
 *
 * @param milliseconds  0: no limit, as at first.
 * @return LE_OK; LE_UNSUPPORTED: the server is in this process and called directly, by the calling thread itself, so a
 *         call takes as long as it takes. Not connected: the process ends.
 */
le_result_t other_SetTimeLimit(uint32_t milliseconds);

/// Ends the calling thread's connection, or one use of it if it was connected several times.
void other_DisconnectService(void);

#ifndef OTHER_ALIASES_DECLARED
#define OTHER_ALIASES_DECLARED
#define OTHER_MAX_CHAMBERS KILN_MAX_CHAMBERS
#define OTHER_MAKER KILN_MAKER
typedef kiln_Alarm_t other_Alarm_t;
#define OTHER_OVERHEAT KILN_OVERHEAT
#define OTHER_DOOR_OPEN KILN_DOOR_OPEN
#define OTHER_FAN KILN_FAN
typedef kiln_ChamberRef_t other_ChamberRef_t;
typedef kiln_Reading_t other_Reading_t;
typedef kiln_AlarmHandlerFunc_t other_AlarmHandlerFunc_t;
typedef kiln_DoneHandlerFunc_t other_DoneHandlerFunc_t;
typedef kiln_AlarmedHandlerRef_t other_AlarmedHandlerRef_t;
#endif

// An asynchronous server of the same name has other prototypes: the header that comes first counts.
#ifndef OTHER_FUNCTIONS_DECLARED
#define OTHER_FUNCTIONS_DECLARED

/**
 * Reports alarms.
 */
kiln_AlarmedHandlerRef_t other_AddAlarmedHandler
(
    kiln_Alarm_t mask,  ///< [IN] Alarms of interest
    kiln_AlarmHandlerFunc_t handlerPtr,  ///< [IN]
    void* contextPtr,  ///< [IN]
    uint32_t period  ///< [IN] Seconds
);

/**
 * Removes a handler that AddAlarmedHandler() added.
 */
void other_RemoveAlarmedHandler
(
    kiln_AlarmedHandlerRef_t handlerRef  ///< [IN]
);

/**
 * Looks a chamber up.
 */
kiln_ChamberRef_t other_Open
(
    const char* LE_NONNULL name  ///< [IN]
);

le_result_t other_Read
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_Reading_t* nowPtr,  ///< [OUT]
    uint16_t* pastPtr,  ///< [OUT]
    size_t* pastSizePtr,  ///< [INOUT]
    char* note,  ///< [OUT]
    size_t noteSize  ///< [IN]
);

le_result_t other_SetProfile
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log  ///< [IN]
);

le_result_t other_Fire
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    double target,  ///< [IN]
    kiln_DoneHandlerFunc_t donePtr,  ///< [IN]
    void* contextPtr  ///< [IN]
);

void other_GetChambers
(
    kiln_ChamberRef_t* allPtr,  ///< [OUT]
    size_t* allSizePtr,  ///< [INOUT]
    bool* isHotPtr,  ///< [OUT]
    size_t* isHotSizePtr,  ///< [INOUT]
    int* logPtr  ///< [OUT]
);

void other_Close
(
    kiln_ChamberRef_t chamber  ///< [IN]
);

units_Scale_t other_GetScale
(
    void
);

kiln_Reading_t other_GetLimit
(
    kiln_ChamberRef_t chamber  ///< [IN]
);

/**
 * What the maker calls it.
 */
void other_GetTitle
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
);

/**
 * Something to remember.
 */
// ONEWAY: returns as soon as the call is sent.
void other_Remark
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const char* LE_NONNULL text,  ///< [IN]
    int log  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // OTHER_INTERFACE_H_INCLUDE_GUARD
