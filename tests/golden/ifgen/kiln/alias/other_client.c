// Client of the interface kiln, under the name other: each thread has its own session.
// Made by ifgen from kiln.api: changes made here are lost.
#include "kiln_messages.h"
#include "other_interface.h"
#include "other_service.h"

void other_InitOnceCommonData(void);

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_other[] = {
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
    { IFGEN_KILN_MSG_GetTitle, "GetTitle", NULL },
    { IFGEN_KILN_MSG_Remark, "Remark", NULL },
};
static const le_ipc_Names_t ifgen_names_other = {
    .api = "kiln",
    .count = sizeof(ifgen_functions_other) / sizeof(ifgen_functions_other[0]),
    .functions = ifgen_functions_other,
};

// other_async.c uses it too.
le_ipc_Client_t ifgen_client_other = {
    .name = "other",
    .protocolId = IFGEN_KILN_PROTOCOL_ID,
    .meaning = IFGEN_KILN_MEANING,
    .messageSize = IFGEN_KILN_MESSAGE_SIZE,
    .onIndication = ifgen_handle_kiln,
    .names = &ifgen_names_other,
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

le_result_t other_SetTimeLimit(uint32_t milliseconds)
{
    return le_ipc_SetTimeLimit(&ifgen_client_other, milliseconds);
}

void other_DisconnectService(void)
{
    le_ipc_Disconnect(&ifgen_client_other);
}

// The server in this process, for calls without a session.
static inline const ifgen_Functions_kiln_t* ifgen_own_other(void)
{
    return (const ifgen_Functions_kiln_t*)ifgen_client_other.direct;
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
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_AddAlarmedHandler(_session, mask, handlerPtr, contextPtr, period)
        : ifgen_own_other()->call_AddAlarmedHandler(&ifgen_client_other, mask, handlerPtr, contextPtr, period);
}

// kiln.api:35
void other_RemoveAlarmedHandler
(
    kiln_AlarmedHandlerRef_t handlerRef
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_kiln_RemoveAlarmedHandler(_session, handlerRef)
        : ifgen_own_other()->call_RemoveAlarmedHandler(&ifgen_client_other, handlerRef);
}

// kiln.api:44
kiln_ChamberRef_t other_Open
(
    const char* LE_NONNULL name
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_Open(_session, name)
        : ifgen_own_other()->call_Open(name);
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
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_Read(_session, chamber, nowPtr, pastPtr, pastSizePtr, note, noteSize)
        : ifgen_own_other()->call_Read(chamber, nowPtr, pastPtr, pastSizePtr, note, noteSize);
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
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_SetProfile(_session, chamber, stepsPtr, stepsSize, limitPtr, log)
        : ifgen_own_other()->call_SetProfile(chamber, stepsPtr, stepsSize, limitPtr, log);
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
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_Fire(_session, chamber, target, donePtr, contextPtr)
        : ifgen_own_other()->call_Fire(&ifgen_client_other, chamber, target, donePtr, contextPtr);
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
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_kiln_GetChambers(_session, allPtr, allSizePtr, isHotPtr, isHotSizePtr, logPtr)
        : ifgen_own_other()->call_GetChambers(allPtr, allSizePtr, isHotPtr, isHotSizePtr, logPtr);
}

// kiln.api:50
void other_Close
(
    kiln_ChamberRef_t chamber
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_kiln_Close(_session, chamber)
        : ifgen_own_other()->call_Close(chamber);
}

// kiln.api:51
units_Scale_t other_GetScale
(
    void
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_GetScale(_session)
        : ifgen_own_other()->call_GetScale();
}

// kiln.api:52
kiln_Reading_t other_GetLimit
(
    kiln_ChamberRef_t chamber
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_kiln_GetLimit(_session, chamber)
        : ifgen_own_other()->call_GetLimit(chamber);
}

// kiln.api:54
void other_GetTitle
(
    kiln_ChamberRef_t chamber,
    char* _result,
    size_t _resultSize
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_kiln_GetTitle(_session, chamber, _result, _resultSize)
        : ifgen_own_other()->call_GetTitle(chamber, _result, _resultSize);
}

// kiln.api:56
void other_Remark
(
    kiln_ChamberRef_t chamber,
    const char* LE_NONNULL text,
    int log
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_kiln_Remark(_session, chamber, text, log)
        : ifgen_own_other()->call_Remark(chamber, text, log);
}
