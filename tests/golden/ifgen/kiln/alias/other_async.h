// Asynchronous calls of the interface kiln, under the name other.
// Made by ifgen from kiln.api: changes made here are lost.
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

/// Gets the answer of other_OpenAsync().
typedef void (*other_OpenDoneFunc_t)
(
    kiln_ChamberRef_t _result,  ///< [OUT]
    void* _contextPtr
);

/**
 * Looks a chamber up.
 */
le_ipc_AsyncCallRef_t other_OpenAsync
(
    const char* LE_NONNULL name,  ///< [IN]
    other_OpenDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_ReadAsync().
typedef void (*other_ReadDoneFunc_t)
(
    le_result_t _result,  ///< [OUT]
    const kiln_Reading_t* LE_NONNULL nowPtr,  ///< [OUT]
    const uint16_t* pastPtr,  ///< [OUT]
    size_t pastSize,  ///< [OUT]
    const char* LE_NONNULL note,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_ReadAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    other_ReadDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_SetProfileAsync().
typedef void (*other_SetProfileDoneFunc_t)
(
    le_result_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_SetProfileAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    const uint32_t* stepsPtr,  ///< [IN]
    size_t stepsSize,  ///< [IN]
    const kiln_Reading_t* LE_NONNULL limitPtr,  ///< [IN]
    int log,  ///< [IN]
    other_SetProfileDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_GetChambersAsync().
typedef void (*other_GetChambersDoneFunc_t)
(
    const kiln_ChamberRef_t* allPtr,  ///< [OUT]
    size_t allSize,  ///< [OUT]
    const bool* isHotPtr,  ///< [OUT]
    size_t isHotSize,  ///< [OUT]
    int log,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_GetChambersAsync
(
    other_GetChambersDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_CloseAsync().
typedef void (*other_CloseDoneFunc_t)
(
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_CloseAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    other_CloseDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_GetScaleAsync().
typedef void (*other_GetScaleDoneFunc_t)
(
    units_Scale_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_GetScaleAsync
(
    other_GetScaleDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_GetLimitAsync().
typedef void (*other_GetLimitDoneFunc_t)
(
    kiln_Reading_t _result,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_GetLimitAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    other_GetLimitDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_GetTitleAsync().
typedef void (*other_GetTitleDoneFunc_t)
(
    const char* LE_NONNULL _result,  ///< [OUT]
    void* _contextPtr
);

/**
 * What the maker calls it.
 */
le_ipc_AsyncCallRef_t other_GetTitleAsync
(
    kiln_ChamberRef_t chamber,  ///< [IN]
    other_GetTitleDoneFunc_t _done,
    void* _contextPtr
);

#ifdef __cplusplus
}
#endif

#endif  // OTHER_ASYNC_H_INCLUDE_GUARD
