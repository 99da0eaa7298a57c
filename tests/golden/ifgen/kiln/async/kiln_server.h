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

/// A call that is answered later.
typedef struct kiln_ServerCmd* kiln_ServerCmdRef_t;

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

/// Answers kiln_Open(). From any thread, once.
void kiln_OpenRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t _result  ///< [IN]
);

/**
 * Looks a chamber up.
 */
void kiln_Open
(
    kiln_ServerCmdRef_t _cmdRef,
    const char* LE_NONNULL name  ///< [IN]
);

/// Answers kiln_Read(). From any thread, once.
void kiln_ReadRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    le_result_t _result,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL nowPtr,  ///< [IN]
    const uint16_t* pastPtr,  ///< [IN]
    size_t pastSize,  ///< [IN]
    const char* LE_NONNULL note  ///< [IN]
);

void kiln_Read
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber,  ///< [IN]
    size_t pastSize,  ///< [IN]
    size_t noteSize  ///< [IN]
);

/// Answers kiln_SetProfile(). From any thread, once.
void kiln_SetProfileRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    le_result_t _result  ///< [IN]
);

void kiln_SetProfile
(
    kiln_ServerCmdRef_t _cmdRef,
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

/// Answers kiln_GetChambers(). From any thread, once.
void kiln_GetChambersRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    const kiln_ChamberRef_t* allPtr,  ///< [IN]
    size_t allSize,  ///< [IN]
    const bool* isHotPtr,  ///< [IN]
    size_t isHotSize,  ///< [IN]
    int log  ///< [IN]
);

void kiln_GetChambers
(
    kiln_ServerCmdRef_t _cmdRef,
    size_t allSize,  ///< [IN]
    size_t isHotSize  ///< [IN]
);

/// Answers kiln_Close(). From any thread, once.
void kiln_CloseRespond
(
    kiln_ServerCmdRef_t _cmdRef
);

void kiln_Close
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber  ///< [IN]
);

/// Answers kiln_GetScale(). From any thread, once.
void kiln_GetScaleRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    units_Scale_t _result  ///< [IN]
);

void kiln_GetScale
(
    kiln_ServerCmdRef_t _cmdRef
);

/// Answers kiln_GetLimit(). From any thread, once.
void kiln_GetLimitRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_Reading_t _result  ///< [IN]
);

void kiln_GetLimit
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber  ///< [IN]
);

/// Answers kiln_GetTitle(). From any thread, once.
void kiln_GetTitleRespond
(
    kiln_ServerCmdRef_t _cmdRef,
    const char* LE_NONNULL _result  ///< [IN]
);

/**
 * What the maker calls it.
 */
void kiln_GetTitle
(
    kiln_ServerCmdRef_t _cmdRef,
    kiln_ChamberRef_t chamber,  ///< [IN]
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
