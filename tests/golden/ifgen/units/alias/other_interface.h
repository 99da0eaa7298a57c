// What a client of the interface units sees, under the name other.
// Made by ifgen from units.api: changes made here are lost.
#ifndef OTHER_INTERFACE_H_INCLUDE_GUARD
#define OTHER_INTERFACE_H_INCLUDE_GUARD

#include "legato.h"
#include "units_common.h"

#ifdef __cplusplus
extern "C"
{
#endif

/// Called when the server is gone. Returning from it ends the process.
typedef void (*other_DisconnectHandler_t)(void*);

/// Connects the calling thread to the server, waiting for it as long as it takes.
void other_ConnectService(void);

/**
 * Connects the calling thread to the server if that can be done at once.
 *
 * @return LE_OK; LE_UNAVAILABLE: bound, but not served now; LE_NOT_PERMITTED: not bound to a server;
 *         LE_COMM_ERROR: the Service Directory cannot be reached.
 */
le_result_t other_TryConnectService(void);

/// Sets what is called when the calling thread's server is gone. Call it after connecting.
void other_SetServerDisconnectHandler(other_DisconnectHandler_t disconnectHandler, void* contextPtr);

/// Ends the calling thread's connection, or one use of it if it was connected several times.
void other_DisconnectService(void);

#ifndef OTHER_ALIASES_DECLARED
#define OTHER_ALIASES_DECLARED
#define OTHER_LABEL_LENGTH UNITS_LABEL_LENGTH
typedef units_Scale_t other_Scale_t;
#define OTHER_CELSIUS UNITS_CELSIUS
#define OTHER_FAHRENHEIT UNITS_FAHRENHEIT
#define OTHER_KELVIN UNITS_KELVIN
#endif

#ifdef __cplusplus
}
#endif

#endif  // OTHER_INTERFACE_H_INCLUDE_GUARD
