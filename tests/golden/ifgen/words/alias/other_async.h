// Asynchronous calls of the interface words, under the name other.
// Made by ifgen from words.api: changes made here are lost.
//
// A call sends its request and returns. The answer is given to `_done`, once, by the event loop of the thread that
// called; a thread that has none never sees it. Calls of one thread are answered in the order in which the server
// answers them. Parameters of `_done` are valid until it returns; a file descriptor belongs to it.
// What a call returns stands for it: other_CancelAsyncCall() takes it. Who does not cancel may ignore it.
//
// When the connection is lost before the answer is there, or ended by other_DisconnectService(), `_done` is not called:
// what tells of a loss is the function given to other_SetServerDisconnectHandler(). A server that does not answer delays
// nothing but its answer.
// NULL for `_done` ends the process, and so does a server in the same process that is called directly.
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

/// Gets the answer of other_CompareAsync().
typedef void (*other_CompareDoneFunc_t)
(
    words_Sign_t _result,  ///< [OUT]
    words_Wide_t wide,  ///< [OUT]
    char letter,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_CompareAsync
(
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Bits_t bits,  ///< [IN]
    size_t number,  ///< [IN]
    other_CompareDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_SwapAsync().
typedef void (*other_SwapDoneFunc_t)
(
    const words_Thing_t* swappedPtr,  ///< [OUT]
    size_t swappedSize,  ///< [OUT]
    const uint8_t* copyPtr,  ///< [OUT]
    size_t copySize,  ///< [OUT]
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_SwapAsync
(
    const words_Thing_t* thingsPtr,  ///< [IN]
    size_t thingsSize,  ///< [IN]
    le_onoff_t on,  ///< [IN]
    const uint8_t* dataPtr,  ///< [IN]
    size_t dataSize,  ///< [IN]
    other_SwapDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of other_SetTimeLimitAsync().
typedef void (*other_SetTimeLimitDoneFunc_t)
(
    void* _contextPtr
);

le_ipc_AsyncCallRef_t other_SetTimeLimitAsync
(
    uint32_t seconds,  ///< [IN]
    other_SetTimeLimitDoneFunc_t _done,
    void* _contextPtr
);

#ifdef __cplusplus
}
#endif

#endif  // OTHER_ASYNC_H_INCLUDE_GUARD
