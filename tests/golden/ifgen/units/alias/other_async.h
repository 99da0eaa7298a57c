// Asynchronous calls of the interface units, under the name other.
// Made by ifgen from units.api: changes made here are lost.
//
// A call sends its request and returns. The answer is given to `_done`, once, by the event loop of the thread that
// called; a thread that has none never sees it. Calls of one thread are answered in the order in which the server
// answers them. Parameters of `_done` are valid until it returns; a file descriptor belongs to it.
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

#ifdef __cplusplus
}
#endif

#endif  // OTHER_ASYNC_H_INCLUDE_GUARD
