/**
 * @file le_ipc_local.h
 *
 * What clients and servers stand on that are threads of one process (`ifgen --local-service`); included by code that
 * ifgen generates. Not for use by hand.
 *
 * "Fatal" means LE_FATAL. Unless said otherwise a function may be called from any thread.
 */
#ifndef LE_IPC_LOCAL_INCLUDE_GUARD
#define LE_IPC_LOCAL_INCLUDE_GUARD

#include "le_ipc.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Makes a local service for messages of this server's interface. Fatal when `local` is NULL or initialised already.
LE_SHARED void le_ipc_InitLocal(const le_ipc_Service_t* service, le_msg_LocalService_t* local);

/// Says which local service the server offers, before it is advertised. Fatal when it was not initialised for this
/// interface.
LE_SHARED void le_ipc_SetLocal(le_ipc_Service_t* service, le_msg_LocalService_t* local);

/// Makes the calling thread the server's and offers the local service. Fatal when none was set.
LE_SHARED void le_ipc_AdvertiseLocal(le_ipc_Service_t* service);

/// Says which local service the client's threads connect to from now on; NULL: none. Fatal when it was initialised for
/// another interface, or for versions of this one of which the client speaks none.
LE_SHARED void le_ipc_BindLocal(le_ipc_Client_t* client, le_msg_LocalService_t* local);

#ifdef __cplusplus
}
#endif

#endif  // LE_IPC_LOCAL_INCLUDE_GUARD
