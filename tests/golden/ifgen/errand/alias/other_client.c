// Client of the interface errand, under the name other: each thread has its own session.
// Made by ifgen from errand.api: changes made here are lost.
#include "errand_messages.h"
#include "other_interface.h"
#include "other_service.h"

void other_InitOnceCommonData(void);

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_other[] = {
    { IFGEN_ERRAND_MSG_AddBackHandler, "AddBackHandler", "Back" },
    { IFGEN_ERRAND_MSG_RemoveBackHandler, "RemoveBackHandler", NULL },
    { IFGEN_ERRAND_MSG_Start, "Start", NULL },
    { IFGEN_ERRAND_MSG_Describe, "Describe", NULL },
    { IFGEN_ERRAND_MSG_Send, "Send", NULL },
    { IFGEN_ERRAND_MSG_Note, "Note", NULL },
    { IFGEN_ERRAND_MSG_LastNote, "LastNote", NULL },
};
static const le_ipc_Names_t ifgen_names_other = {
    .api = "errand",
    .count = sizeof(ifgen_functions_other) / sizeof(ifgen_functions_other[0]),
    .functions = ifgen_functions_other,
};

// other_async.c uses it too.
le_ipc_Client_t ifgen_client_other = {
    .name = "other",
    .protocolId = IFGEN_ERRAND_PROTOCOL_ID,
    .meaning = IFGEN_ERRAND_MEANING,
    .messageSize = IFGEN_ERRAND_MESSAGE_SIZE,
    .onIndication = ifgen_handle_errand,
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
static inline const ifgen_Functions_errand_t* ifgen_own_other(void)
{
    return (const ifgen_Functions_errand_t*)ifgen_client_other.direct;
}

// errand.api:18
errand_BackHandlerRef_t other_AddBackHandler
(
    const errand_RunnerRef_t* runnerPtr,
    errand_BackHandlerFunc_t handlerPtr,
    void* contextPtr
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_errand_AddBackHandler(_session, runnerPtr, handlerPtr, contextPtr)
        : ifgen_own_other()->call_AddBackHandler(&ifgen_client_other, runnerPtr, handlerPtr, contextPtr);
}

// errand.api:18
void other_RemoveBackHandler
(
    errand_BackHandlerRef_t handlerRef
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_errand_RemoveBackHandler(_session, handlerRef)
        : ifgen_own_other()->call_RemoveBackHandler(&ifgen_client_other, handlerRef);
}

// errand.api:21
le_result_t other_Start
(
    const char* name,
    const uint32_t* timeoutPtr,
    int log,
    const errand_Point_t* atPtr,
    const uint8_t* dataPtr,
    size_t dataSize,
    char* seen,
    size_t seenSize
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_errand_Start(_session, name, timeoutPtr, log, atPtr, dataPtr, dataSize, seen, seenSize)
        : ifgen_own_other()->call_Start(name, timeoutPtr, log, atPtr, dataPtr, dataSize, seen, seenSize);
}

// errand.api:30
void other_Describe
(
    const errand_Mode_t* modePtr,
    const errand_Days_t* daysPtr,
    const errand_RunnerRef_t* runnerPtr,
    const bool* isLatePtr,
    const double* speedPtr,
    const char* letterPtr,
    const size_t* weightPtr,
    const le_onoff_t* lightPtr,
    const le_result_t* lastPtr,
    const uint64_t* classPtr,
    const errand_Point_t* placesPtr,
    size_t placesSize,
    const size_t* sizesPtr,
    size_t sizesSize,
    const uint64_t* timesPtr,
    size_t timesSize,
    char* _result,
    size_t _resultSize
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_errand_Describe(_session, modePtr, daysPtr, runnerPtr, isLatePtr, speedPtr, letterPtr, weightPtr, lightPtr, lastPtr, classPtr, placesPtr, placesSize, sizesPtr, sizesSize, timesPtr, timesSize, _result, _resultSize)
        : ifgen_own_other()->call_Describe(modePtr, daysPtr, runnerPtr, isLatePtr, speedPtr, letterPtr, weightPtr, lightPtr, lastPtr, classPtr, placesPtr, placesSize, sizesPtr, sizesSize, timesPtr, timesSize, _result, _resultSize);
}

// errand.api:47
le_result_t other_Send
(
    const errand_Point_t* LE_NONNULL targetPtr,
    errand_BackHandlerFunc_t donePtr,
    void* contextPtr,
    const uint32_t* delayPtr
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_errand_Send(_session, targetPtr, donePtr, contextPtr, delayPtr)
        : ifgen_own_other()->call_Send(&ifgen_client_other, targetPtr, donePtr, contextPtr, delayPtr);
}

// errand.api:49
void other_Note
(
    const char* text,
    const uint8_t* levelPtr,
    int log
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_errand_Note(_session, text, levelPtr, log)
        : ifgen_own_other()->call_Note(text, levelPtr, log);
}

// errand.api:50
void other_LastNote
(
    char* _result,
    size_t _resultSize
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_errand_LastNote(_session, _result, _resultSize)
        : ifgen_own_other()->call_LastNote(_result, _resultSize);
}
