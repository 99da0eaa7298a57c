// Client of the interface kiln, under the name other: each thread has its own session.
// Made by ifgen from kiln.api: changes made here are lost.
#include "other_interface.h"
#include "kiln_messages.h"
#include "other_service.h"

void other_InitOnceCommonData(void);

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_other_functions[] = {
    { IFGEN_KILN_MSG_AddAlarmedHandler, "AddAlarmedHandler", "Alarmed" },
    { IFGEN_KILN_MSG_RemoveAlarmedHandler, "RemoveAlarmedHandler", NULL },
    { IFGEN_KILN_MSG_Open, "Open", NULL },
    { IFGEN_KILN_MSG_Read, "Read", NULL },
    { IFGEN_KILN_MSG_SetProfile, "SetProfile", NULL },
    { IFGEN_KILN_MSG_Fire, "Fire", NULL },
    { IFGEN_KILN_MSG_GetChambers, "GetChambers", NULL },
    { IFGEN_KILN_MSG_Close, "Close", NULL },
    { IFGEN_KILN_MSG_GetScale, "GetScale", NULL },
    { IFGEN_KILN_MSG_GetLimit, "GetLimit", NULL },
};
static const le_ipc_Names_t ifgen_other_names = {
    .api = "kiln",
    .count = sizeof(ifgen_other_functions) / sizeof(ifgen_other_functions[0]),
    .functions = ifgen_other_functions,
};

static le_ipc_Client_t ifgen_other_client = {
    .name = "other",
    .protocolId = IFGEN_KILN_PROTOCOL_ID,
    .messageSize = IFGEN_KILN_MESSAGE_SIZE,
    .onIndication = ifgen_kiln_HandleIndication,
    .names = &ifgen_other_names,
};

// Component mains call this; there is nothing left to prepare.
void other_InitOnceCommonData(void)
{
}

void other_ConnectService(void)
{
    le_ipc_Connect(&ifgen_other_client, OTHER_SERVICE_INSTANCE_NAME);
}

le_result_t other_TryConnectService(void)
{
    return le_ipc_TryConnect(&ifgen_other_client, OTHER_SERVICE_INSTANCE_NAME);
}

void other_SetServerDisconnectHandler(other_DisconnectHandler_t disconnectHandler, void* contextPtr)
{
    le_ipc_SetDisconnectHandler(&ifgen_other_client, disconnectHandler, contextPtr);
}

void other_DisconnectService(void)
{
    le_ipc_Disconnect(&ifgen_other_client);
}

// kiln.api:35
kiln_AlarmedHandlerRef_t other_AddAlarmedHandler
(
    kiln_Alarm_t mask,
    kiln_AlarmHandlerFunc_t handlerPtr,
    void* contextPtr,
    uint32_t period
)
{
    return ifgen_kiln_AddAlarmedHandler(le_ipc_GetSession(&ifgen_other_client), mask, handlerPtr, contextPtr, period);
}

// kiln.api:35
void other_RemoveAlarmedHandler
(
    kiln_AlarmedHandlerRef_t handlerRef
)
{
    ifgen_kiln_RemoveAlarmedHandler(le_ipc_GetSession(&ifgen_other_client), handlerRef);
}

// kiln.api:44
kiln_ChamberRef_t other_Open
(
    const char* LE_NONNULL name
)
{
    return ifgen_kiln_Open(le_ipc_GetSession(&ifgen_other_client), name);
}

// kiln.api:45
le_result_t other_Read
(
    kiln_ChamberRef_t chamber,
    kiln_Reading_t* nowPtr,
    uint16_t* pastPtr,
    size_t* pastSizePtr,
    char* note,
    size_t noteSize
)
{
    return ifgen_kiln_Read(le_ipc_GetSession(&ifgen_other_client), chamber, nowPtr, pastPtr, pastSizePtr, note, noteSize);
}

// kiln.api:47
le_result_t other_SetProfile
(
    kiln_ChamberRef_t chamber,
    const uint32_t* stepsPtr,
    size_t stepsSize,
    const kiln_Reading_t* LE_NONNULL limitPtr,
    int log
)
{
    return ifgen_kiln_SetProfile(le_ipc_GetSession(&ifgen_other_client), chamber, stepsPtr, stepsSize, limitPtr, log);
}

// kiln.api:48
le_result_t other_Fire
(
    kiln_ChamberRef_t chamber,
    double target,
    kiln_DoneHandlerFunc_t donePtr,
    void* contextPtr
)
{
    return ifgen_kiln_Fire(le_ipc_GetSession(&ifgen_other_client), chamber, target, donePtr, contextPtr);
}

// kiln.api:49
void other_GetChambers
(
    kiln_ChamberRef_t* allPtr,
    size_t* allSizePtr,
    bool* isHotPtr,
    size_t* isHotSizePtr,
    int* logPtr
)
{
    ifgen_kiln_GetChambers(le_ipc_GetSession(&ifgen_other_client), allPtr, allSizePtr, isHotPtr, isHotSizePtr, logPtr);
}

// kiln.api:50
void other_Close
(
    kiln_ChamberRef_t chamber
)
{
    ifgen_kiln_Close(le_ipc_GetSession(&ifgen_other_client), chamber);
}

// kiln.api:51
units_Scale_t other_GetScale
(
    void
)
{
    return ifgen_kiln_GetScale(le_ipc_GetSession(&ifgen_other_client));
}

// kiln.api:52
kiln_Reading_t other_GetLimit
(
    kiln_ChamberRef_t chamber
)
{
    return ifgen_kiln_GetLimit(le_ipc_GetSession(&ifgen_other_client), chamber);
}
