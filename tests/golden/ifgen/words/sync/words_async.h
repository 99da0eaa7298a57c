// Asynchronous calls of the interface words.
// Made by ifgen from words.api: changes made here are lost.
//
// A call sends its request and returns. The answer is given to `_done`, once, by the event loop of the thread that
// called; a thread that has none never sees it. Calls of one thread are answered in the order in which the server
// answers them. Parameters of `_done` are valid until it returns; a file descriptor belongs to it.
//
// When the connection is lost before the answer is there, or ended by words_DisconnectService(), `_done` is not called:
// what tells of a loss is the function given to words_SetServerDisconnectHandler(). A server that does not answer delays
// nothing but its answer.
// NULL for `_done` ends the process, and so does a server in the same process that is called directly.
//
// Functions that take a handler, and those of events, are not here: what they give back is needed to remove the handler,
// which may be called as soon as the server knows it.
#ifndef WORDS_ASYNC_H_INCLUDE_GUARD
#define WORDS_ASYNC_H_INCLUDE_GUARD

#include "words_interface.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Gets the answer of words_CompareAsync().
typedef void (*words_CompareDoneFunc_t)
(
    words_Sign_t _result,  ///< [OUT]
    words_Wide_t wide,  ///< [OUT]
    char letter,  ///< [OUT]
    void* _contextPtr
);

void words_CompareAsync
(
    int32_t _this,  ///< [IN]
    const char* LE_NONNULL _template,  ///< [IN]
    words_Bits_t bits,  ///< [IN]
    size_t number,  ///< [IN]
    words_CompareDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of words_SwapAsync().
typedef void (*words_SwapDoneFunc_t)
(
    const words_Thing_t* swappedPtr,  ///< [OUT]
    size_t swappedSize,  ///< [OUT]
    const uint8_t* copyPtr,  ///< [OUT]
    size_t copySize,  ///< [OUT]
    void* _contextPtr
);

void words_SwapAsync
(
    const words_Thing_t* thingsPtr,  ///< [IN]
    size_t thingsSize,  ///< [IN]
    le_onoff_t on,  ///< [IN]
    const uint8_t* dataPtr,  ///< [IN]
    size_t dataSize,  ///< [IN]
    words_SwapDoneFunc_t _done,
    void* _contextPtr
);

/// Gets the answer of words_SetTimeLimitAsync().
typedef void (*words_SetTimeLimitDoneFunc_t)
(
    void* _contextPtr
);

void words_SetTimeLimitAsync
(
    uint32_t seconds,  ///< [IN]
    words_SetTimeLimitDoneFunc_t _done,
    void* _contextPtr
);

#ifdef __cplusplus
}
#endif

#endif  // WORDS_ASYNC_H_INCLUDE_GUARD
