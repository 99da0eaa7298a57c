// What a client of the interface units sees.
// Made by ifgen from units.api: changes made here are lost.
#ifndef UNITS_INTERFACE_H_INCLUDE_GUARD
#define UNITS_INTERFACE_H_INCLUDE_GUARD

#include "legato.h"
#include "units_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Called when the server is gone. Returning from it ends the process.
typedef void (*units_DisconnectHandler_t)(void*);

/// Connects the calling thread to the server, waiting for it as long as it takes.
void units_ConnectService(void);

/**
 * Connects the calling thread to the server if that can be done at once.
 *
 * @return LE_OK; LE_UNAVAILABLE: bound, but not served now; LE_NOT_PERMITTED: not bound to a server;
 *         LE_COMM_ERROR: the Service Directory cannot be reached.
 */
le_result_t units_TryConnectService(void);

/// Sets what is called when the calling thread's server is gone. Call it after connecting.
void units_SetServerDisconnectHandler(units_DisconnectHandler_t disconnectHandler, void* contextPtr);

/// Ends the calling thread's connection, or one use of it if it was connected several times.
void units_DisconnectService(void);

#ifdef __cplusplus
}
#endif

#endif  // UNITS_INTERFACE_H_INCLUDE_GUARD
