// Client of the interface units: each thread has its own session.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
#include "units_interface.h"
#include "units_service.h"

void units_InitOnceCommonData(void);

// units_async.c uses it too.
le_ipc_Client_t ifgen_client_units = {
    .name = "units",
    .protocolId = IFGEN_UNITS_PROTOCOL_ID,
    .meaning = IFGEN_UNITS_MEANING,
    .messageSize = IFGEN_UNITS_MESSAGE_SIZE,
};

// Component mains call this; there is nothing left to prepare.
void units_InitOnceCommonData(void)
{
}

void units_ConnectService(void)
{
    le_ipc_Connect(&ifgen_client_units, UNITS_SERVICE_INSTANCE_NAME);
}

le_result_t units_TryConnectService(void)
{
    return le_ipc_TryConnect(&ifgen_client_units, UNITS_SERVICE_INSTANCE_NAME);
}

void units_SetServerDisconnectHandler(units_DisconnectHandler_t disconnectHandler, void* contextPtr)
{
    le_ipc_SetDisconnectHandler(&ifgen_client_units, disconnectHandler, contextPtr);
}

void units_DisconnectService(void)
{
    le_ipc_Disconnect(&ifgen_client_units);
}
