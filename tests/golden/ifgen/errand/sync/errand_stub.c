// A server of the interface errand that does nothing yet: fill in the functions.
// Made once by ifgen from errand.api.
#include "legato.h"
#include "errand_server.h"

// Until the functions use what they are given.
#pragma GCC diagnostic ignored "-Wunused-parameter"

errand_BackHandlerRef_t errand_AddBackHandler
(
    const errand_RunnerRef_t* runnerPtr,  ///< [IN OPTIONAL]
    errand_BackHandlerFunc_t handlerPtr,  ///< [IN]
    void* contextPtr  ///< [IN]
)
{
    return (errand_BackHandlerRef_t)0;
}

/**
 * Removes a handler that AddBackHandler() added.
 */
void errand_RemoveBackHandler
(
    errand_BackHandlerRef_t handlerRef  ///< [IN]
)
{
}

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
)
{
    return LE_NOT_IMPLEMENTED;
}

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
)
{
}

/**
 * Done with, as soon as `done` is called.
 */
le_result_t errand_Send
(
    const errand_Point_t* LE_NONNULL targetPtr,  ///< [IN]
    errand_BackHandlerFunc_t donePtr,  ///< [IN]
    void* contextPtr,  ///< [IN]
    const uint32_t* delayPtr  ///< [IN OPTIONAL]
)
{
    return LE_NOT_IMPLEMENTED;
}

/**
 * Something to remember.
 */
void errand_Note
(
    const char* text,  ///< [IN OPTIONAL]
    const uint8_t* levelPtr,  ///< [IN OPTIONAL]
    int log  ///< [IN OPTIONAL]
)
{
}

void errand_LastNote
(
    char* _result,  ///< [OUT]
    size_t _resultSize  ///< [IN]
)
{
}

COMPONENT_INIT
{
}
