/**
 * @file le_ipc_async.h
 *
 * What asynchronous calls of clients return; included by the headers that `ifgen --gen-async-client` makes.
 */
#ifndef LE_IPC_ASYNC_INCLUDE_GUARD
#define LE_IPC_ASYNC_INCLUDE_GUARD

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Stands for one asynchronous call, for `<prefix>_CancelAsyncCall()`. It never stands for another one, and may be kept
/// for as long as one likes. All zero it stands for no call. What its members are may change.
typedef struct
{
    uint64_t number;  ///< of all calls of the process, each has its own
    uint32_t place;
} le_ipc_AsyncCallRef_t;

#ifdef __cplusplus
}
#endif

#endif  // LE_IPC_ASYNC_INCLUDE_GUARD
