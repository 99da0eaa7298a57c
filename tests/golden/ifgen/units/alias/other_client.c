// Client of the interface units, under the name other: each thread has its own session.
// Made by ifgen from units.api: changes made here are lost.
#include "units_messages.h"
#include "other_interface.h"
#include "other_service.h"

void other_InitOnceCommonData(void);

// other_async.c uses it too.
le_ipc_Client_t ifgen_client_other = {
    .name = "other",
    .protocolId = IFGEN_UNITS_PROTOCOL_ID,
    .meaning = IFGEN_UNITS_MEANING,
    .messageSize = IFGEN_UNITS_MESSAGE_SIZE,
};

// Component mains call this; there is nothing left to prepare.
void other_InitOnceCommonData(void)
{
}

void other_ConnectService(void)
{
    le_ipc_Connect(&ifgen_client_other, OTHER_SERVICE_INSTANCE_NAME);
}

le_result_t other_TryConnectService(void)
{
    return le_ipc_TryConnect(&ifgen_client_other, OTHER_SERVICE_INSTANCE_NAME);
}

void other_SetServerDisconnectHandler(other_DisconnectHandler_t disconnectHandler, void* contextPtr)
{
    le_ipc_SetDisconnectHandler(&ifgen_client_other, disconnectHandler, contextPtr);
}

void other_DisconnectService(void)
{
    le_ipc_Disconnect(&ifgen_client_other);
}
