// What a client of the interface errand sees.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef ERRAND_INTERFACE_H_INCLUDE_GUARD
#define ERRAND_INTERFACE_H_INCLUDE_GUARD

#include "legato.h"
#include "errand_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Called when the server is gone. Returning from it ends the process.
typedef void (*errand_DisconnectHandler_t)(void*);

/// Connects the calling thread to the server, waiting for it as long as it takes.
void errand_ConnectService(void);

/**
 * Connects the calling thread to the server if that can be done at once.
 *
 * @return LE_OK; LE_UNAVAILABLE: bound, but not served now; LE_NOT_PERMITTED: not bound to a server;
 *         LE_COMM_ERROR: the Service Directory cannot be reached.
 */
le_result_t errand_TryConnectService(void);

/// Sets what is called when the calling thread's server is gone. Call it after connecting.
void errand_SetServerDisconnectHandler(errand_DisconnectHandler_t disconnectHandler, void* contextPtr);

/**
 * Limits how long each call of the calling thread waits for its answer, from the next call on. When the answer is not
 * there in time, the connection is lost as if the server were gone: what was set by errand_SetServerDisconnectHandler()
 * is called, and without it the process ends. Whether the server has done what it was asked for is not known then. Call
 * it after connecting; a new connection has no limit. Connecting has none, and asynchronous calls have none.
 *
 * @param milliseconds  0: no limit, as at first.
 * @return LE_OK; LE_UNSUPPORTED: the server is in this process and called directly, by the calling thread itself, so a
 *         call takes as long as it takes. Not connected: the process ends.
 */
le_result_t errand_SetTimeLimit(uint32_t milliseconds);

/// Ends the calling thread's connection, or one use of it if it was connected several times.
void errand_DisconnectService(void);

// An asynchronous server of the same name has other prototypes: the header that comes first counts.
#ifndef ERRAND_FUNCTIONS_DECLARED
#define ERRAND_FUNCTIONS_DECLARED

errand_BackHandlerRef_t errand_AddBackHandler
(
    const errand_RunnerRef_t* runnerPtr,  ///< [IN OPTIONAL]
    errand_BackHandlerFunc_t handlerPtr,  ///< [IN]
    void* contextPtr  ///< [IN]
);

/**
 * Removes a handler that AddBackHandler() added.
 */
void errand_RemoveBackHandler
(
    errand_BackHandlerRef_t handlerRef  ///< [IN]
);

/**
 * Sends somebody on an errand.
 */
le_result_t errand_Start
(
    const char* name,  ///< [IN OPTIONAL] Who is to go
    const uint32_t* timeoutPtr,  ///< [IN OPTIONAL] Seconds
    int log,  ///< [IN OPTIONAL]
    const errand_Point_t* atPtr,  ///< [IN OPTIONAL]
    const uint8_t* dataPtr,  ///< [IN OPTIONAL]
    size_t dataSize,  ///< [IN]
    char* seen,  ///< [OUT]
    size_t seenSize  ///< [IN]
);

void errand_Describe
(
    const errand_Mode_t* modePtr,  ///< [IN OPTIONAL]
    const errand_Days_t* daysPtr,  ///< [IN OPTIONAL]
    const errand_RunnerRef_t* runnerPtr,  ///< [IN OPTIONAL]
    const bool* isLatePtr,  ///< [IN OPTIONAL]
    const double* speedPtr,  ///< [IN OPTIONAL]
    const char* letterPtr,  ///< [IN OPTIONAL]
    const size_t* weightPtr,  ///< [IN OPTIONAL]
    const le_onoff_t* lightPtr,  ///< [IN OPTIONAL]
    const le_result_t* lastPtr,  ///< [IN OPTIONAL]
    const uint64_t* classPtr,  ///< [IN OPTIONAL]
    const errand_Point_t* placesPtr,  ///< [IN OPTIONAL]
    size_t placesSize,  ///< [IN]
    const size_t* sizesPtr,  ///< [IN OPTIONAL]
    size_t sizesSize,  ///< [IN]
    const uint64_t* timesPtr,  ///< [IN OPTIONAL]
    size_t timesSize,  ///< [IN]
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
);

/**
 * Done with, as soon as `done` is called.
 */
le_result_t errand_Send
(
    const errand_Point_t* LE_NONNULL targetPtr,  ///< [IN]
    errand_BackHandlerFunc_t donePtr,  ///< [IN]
    void* contextPtr,  ///< [IN]
    const uint32_t* delayPtr  ///< [IN OPTIONAL]
);

/**
 * Something to remember.
 */
// ONEWAY: returns as soon as the call is sent.
void errand_Note
(
    const char* text,  ///< [IN OPTIONAL]
    const uint8_t* levelPtr,  ///< [IN OPTIONAL]
    int log  ///< [IN OPTIONAL]
);

void errand_LastNote
(
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
);

#endif

#ifdef __cplusplus
}
#endif

#endif  // ERRAND_INTERFACE_H_INCLUDE_GUARD
