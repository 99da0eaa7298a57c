// Client of the interface words, under the name other: each thread has its own session.
// Made by ifgen from words.api: changes made here are lost.
#include "words_messages.h"
#include "other_interface.h"
#include "other_service.h"

void other_InitOnceCommonData(void);

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_other[] = {
    { IFGEN_WORDS_MSG_Compare, "Compare", NULL },
    { IFGEN_WORDS_MSG_Swap, "Swap", NULL },
    { IFGEN_WORDS_MSG_SetTimeLimit, "SetTimeLimit", NULL },
};
static const le_ipc_Names_t ifgen_names_other = {
    .api = "words",
    .count = sizeof(ifgen_functions_other) / sizeof(ifgen_functions_other[0]),
    .functions = ifgen_functions_other,
};

// other_async.c uses it too.
le_ipc_Client_t ifgen_client_other = {
    .name = "other",
    .protocolId = IFGEN_WORDS_PROTOCOL_ID,
    .meaning = IFGEN_WORDS_MEANING,
    .messageSize = IFGEN_WORDS_MESSAGE_SIZE,
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

void other_DisconnectService(void)
{
    le_ipc_Disconnect(&ifgen_client_other);
}

// The server in this process, for calls without a session.
static inline const ifgen_Functions_words_t* ifgen_own_other(void)
{
    return (const ifgen_Functions_words_t*)ifgen_client_other.direct;
}

// words.api:9
words_Sign_t other_Compare
(
    int32_t _this,
    const char* LE_NONNULL _template,
    words_Wide_t* widePtr,
    words_Bits_t bits,
    size_t number,
    char* letterPtr
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    return (_session != NULL)
        ? ifgen_call_words_Compare(_session, _this, _template, widePtr, bits, number, letterPtr)
        : ifgen_own_other()->call_Compare(_this, _template, widePtr, bits, number, letterPtr);
}

// words.api:10
void other_Swap
(
    const words_Thing_t* thingsPtr,
    size_t thingsSize,
    words_Thing_t* swappedPtr,
    size_t* swappedSizePtr,
    le_onoff_t on,
    const uint8_t* dataPtr,
    size_t dataSize,
    uint8_t* copyPtr,
    size_t* copySizePtr
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_words_Swap(_session, thingsPtr, thingsSize, swappedPtr, swappedSizePtr, on, dataPtr, dataSize, copyPtr, copySizePtr)
        : ifgen_own_other()->call_Swap(thingsPtr, thingsSize, swappedPtr, swappedSizePtr, on, dataPtr, dataSize, copyPtr, copySizePtr);
}

// words.api:12
void other_SetTimeLimit
(
    uint32_t seconds
)
{
    le_msg_SessionRef_t _session = le_ipc_GetSession(&ifgen_client_other);
    (_session != NULL)
        ? ifgen_call_words_SetTimeLimit(_session, seconds)
        : ifgen_own_other()->call_SetTimeLimit(seconds);
}
