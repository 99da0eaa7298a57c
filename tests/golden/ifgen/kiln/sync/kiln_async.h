// Asynchronous calls of the interface kiln.
// Made by ifgen from kiln.api: changes made here are lost.
//
// A call sends its request and returns. The answer is given to `_done`, once, by the event loop of the thread that
// called; a thread that has none never sees it. Calls of one thread are answered in the order in which the server
// answers them. Parameters of `_done` are valid until it returns; a file descriptor belongs to it.
// What a call returns stands for it: kiln_CancelAsyncCall() takes it. Who does not cancel may ignore it.
//
// When the connection is lost before the answer is there, or ended by kiln_DisconnectService(), `_done` is not called:
// what tells of a loss is the function given to kiln_SetServerDisconnectHandler(). A server that does not answer delays
// nothing but its answer: kiln_SetTimeLimit() is for calls that wait.
// NULL for `_done` ends the process, and so does a server in the same process that is called directly.
//
// ONEWAY functions are not here: they wait for no answer.
//
// Functions that take a handler, and those of events, are not here: what they give back is needed to remove the handler,
// which may be called as soon as the server knows it.
#ifndef KILN_ASYNC_H_INCLUDE_GUARD
#define KILN_ASYNC_H_INCLUDE_GUARD

#include "le_ipc_async.h"
#include "kiln_interface.h"

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
le_result_t kiln_CancelAsyncCall(le_ipc_AsyncCallRef_t _call);

/// Gets the answer of kiln_OpenAsync().
typedef void (*kiln_OpenDoneFunc_t)
(
    kiln_ChamberRef_t _result,  ///< [OUT]
    void* _contextPtr
);

/**
 * Looks a chamber up.
 */
le_ipc_AsyncCallRef_t kiln_OpenAsync
(
    const char* LE_NONNULL name,  ///< [IN]
    kiln_OpenDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_ReadAsync().
typedef void (*kiln_ReadDoneFunc_t)
(
    le_result_t _result,  ///< [OUT]
    const kiln_Reading_t* LE_NONNULL nowPtr,  ///< [OUT]
    const uint16_t* pastPtr,  ///< [OUT]
    size_t pastSize,  ///< [OUT]
    const char* LE_NONNULL note,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_ReadAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_ReadDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_SetProfileAsync().
typedef void (*kiln_SetProfileDoneFunc_t)
(
    le_result_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_SetProfileAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log,  ///< [IN]
    kiln_SetProfileDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_GetChambersAsync().
typedef void (*kiln_GetChambersDoneFunc_t)
(
    const kiln_ChamberRef_t* allPtr,  ///< [OUT]
    size_t allSize,  ///< [OUT]
    const bool* isHotPtr,  ///< [OUT]
    size_t isHotSize,  ///< [OUT]
    int log,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_GetChambersAsync
(
    kiln_GetChambersDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_CloseAsync().
typedef void (*kiln_CloseDoneFunc_t)
(
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_CloseAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_CloseDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_GetScaleAsync().
typedef void (*kiln_GetScaleDoneFunc_t)
(
    units_Scale_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_GetScaleAsync
(
    kiln_GetScaleDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_GetLimitAsync().
typedef void (*kiln_GetLimitDoneFunc_t)
(
    kiln_Reading_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t kiln_GetLimitAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_GetLimitDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of kiln_GetTitleAsync().
typedef void (*kiln_GetTitleDoneFunc_t)
(
    const char* LE_NONNULL _result,  ///< [OUT]
    void* _contextPtr
);

/**
 * What the maker calls it.
 */
le_ipc_AsyncCallRef_t kiln_GetTitleAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    kiln_GetTitleDoneFunc_t _done,
    void* _contextPtr
);

#ifdef __cplusplus
}
#endif

#endif  // KILN_ASYNC_H_INCLUDE_GUARD
