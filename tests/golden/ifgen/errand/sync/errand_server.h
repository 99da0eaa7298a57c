// What a server of the interface errand sees.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef ERRAND_SERVER_H_INCLUDE_GUARD
#define ERRAND_SERVER_H_INCLUDE_GUARD

#include "legato.h"
#include "errand_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// The service; NULL before it is advertised.
le_msg_ServiceRef_t errand_GetServiceRef(void);

/// The session of the client that is being served; NULL outside of a call.
le_msg_SessionRef_t errand_GetClientSessionRef(void);

/// Makes the calling thread the server's and offers the service. Functions run from that thread's event loop. Once it has
/// ended, another thread may do the same.
void errand_AdvertiseService(void);

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
// ONEWAY: the client does not wait, and there is nothing to answer.
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

#endif  // ERRAND_SERVER_H_INCLUDE_GUARD
