// Asynchronous calls of the interface errand, under the name other.
// Made by ifgen from errand.api: changes made here are lost.
//
// A call sends its request and returns. The answer is given to `_done`, once, by the event loop of the thread that
// called; a thread that has none never sees it. Calls of one thread are answered in the order in which the server
// answers them. Parameters of `_done` are valid until it returns; a file descriptor belongs to it.
// What a call returns stands for it: other_CancelAsyncCall() takes it. Who does not cancel may ignore it.
//
// When the connection is lost before the answer is there, or ended by other_DisconnectService(), `_done` is not called:
// what tells of a loss is the function given to other_SetServerDisconnectHandler(). A server that does not answer delays
// nothing but its answer: other_SetTimeLimit() is for calls that wait.
// NULL for `_done` ends the process, and so does a server in the same process that is called directly.
//
// ONEWAY functions are not here: they wait for no answer.
//
// Functions that take a handler, and those of events, are not here: what they give back is needed to remove the handler,
// which may be called as soon as the server knows it.
#ifndef OTHER_ASYNC_H_INCLUDE_GUARD
#define OTHER_ASYNC_H_INCLUDE_GUARD

#include "le_ipc_async.h"
#include "other_interface.h"

#ifdef __cplusplus
extern "C"
{
#endif

/**
 * Forgets a call of the calling thread: its `_done` is not called any more, and its answer is dropped when it comes, with
 * a file descriptor that it has. The server is not told: it does what it was asked for, and answers as it would. So the
 * call is over for its maker alone, and until the answer comes it takes what memory it took. May be called by a `_done`
 * or a handler too.
 *
 * @param _call  what the call returned.
 * @return LE_OK; LE_NOT_FOUND: there is nothing to cancel. Either `_done` has been called, or is being called; or the
 *         call was cancelled before, or its connection is lost or ended; or it is none that the calling thread has made
 *         by a function of this header.
 */
le_result_t other_CancelAsyncCall(le_ipc_AsyncCallRef_t _call);

/// Gets the answer of other_StartAsync().
typedef void (*other_StartDoneFunc_t)
(
    le_result_t _result,  ///< [OUT]
    const char* LE_NONNULL seen,  ///< [OUT]
    void* _contextPtr
);

/**
 * Sends somebody on an errand.
 */
le_ipc_AsyncCallRef_t other_StartAsync
(
    const char* name,  ///< [IN OPTIONAL] Who is to go
    const uint32_t* timeoutPtr,  ///< [IN OPTIONAL] Seconds
    int log,  ///< [IN OPTIONAL]
    const errand_Point_t* atPtr,  ///< [IN OPTIONAL]
    const uint8_t* dataPtr,  ///< [IN OPTIONAL]
    size_t dataSize,  ///< [IN]
    other_StartDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_DescribeAsync().
typedef void (*other_DescribeDoneFunc_t)
(
    const char* LE_NONNULL _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_DescribeAsync
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
    other_DescribeDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_LastNoteAsync().
typedef void (*other_LastNoteDoneFunc_t)
(
    const char* LE_NONNULL _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_LastNoteAsync
(
    other_LastNoteDoneFunc_t _done,
    void* _contextPtr
);

#ifdef __cplusplus
}
#endif

#endif  // OTHER_ASYNC_H_INCLUDE_GUARD
