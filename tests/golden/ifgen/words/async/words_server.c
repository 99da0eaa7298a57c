// Server side of the interface words: checks a request, calls the function
// that serves it and sends the answer.
// Made by ifgen from words.api: changes made here are lost.
#include "words_messages.h"
#include "words_server.h"
#include "words_service.h"

// words.api:9
static void ifgen_serve_words_Compare(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    int32_t _this = le_ipc_GetI32(_in);
    const char* _template = le_ipc_GetString(_in, 8);
    words_Bits_t bits = le_ipc_GetU64(_in);
    size_t number = le_ipc_GetSize(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    uint32_t _room[LE_IPC_MAX_OUTPUTS] = { 0 };
    words_Compare((words_ServerCmdRef_t)le_ipc_KeepRequest(_request, _wanted, _room, 2), _this, _template, bits, number);
}

void words_CompareRespond
(
    words_ServerCmdRef_t _cmdRef,
    words_Sign_t _result,
    words_Wide_t wide,
    char letter
)
{
    le_ipc_Command_t* _command = le_ipc_BeginRespond(_cmdRef, IFGEN_WORDS_MSG_Compare);
    le_ipc_PutU32(&_command->out, (uint32_t)_result);
    if (_command->wanted & 0x1U)
    {
        le_ipc_PutU64(&_command->out, (uint64_t)wide);
    }
    if (_command->wanted & 0x2U)
    {
        le_ipc_PutChar(&_command->out, letter);
    }
    le_ipc_SendRespond(_command);
}

// words.api:10
static void ifgen_serve_words_Swap(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    words_Thing_t thingsPtr[4];
    size_t thingsSize = le_ipc_GetCount(_in, 4);
    for (size_t _i = 0; _i < thingsSize; ++_i)
    {
        ifgen_unpack_words_Thing(_in, &thingsPtr[_i]);
    }
    size_t swappedSize = le_ipc_GetRoom(_in, _wanted & 0x1U, 4);
    le_onoff_t on = le_ipc_GetOnOff(_in);
    size_t dataSize = 0;
    const uint8_t* dataPtr = le_ipc_GetArray(_in, &dataSize, sizeof(uint8_t), 100000);
    size_t copySize = le_ipc_GetRoom(_in, _wanted & 0x2U, 100000);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    uint32_t _room[LE_IPC_MAX_OUTPUTS] = { 0 };
    _room[0] = (uint32_t)swappedSize;
    _room[1] = (uint32_t)copySize;
    words_Swap((words_ServerCmdRef_t)le_ipc_KeepRequest(_request, _wanted, _room, 2), thingsPtr, thingsSize, swappedSize, on, dataPtr, dataSize, copySize);
}

void words_SwapRespond
(
    words_ServerCmdRef_t _cmdRef,
    const words_Thing_t* swappedPtr,
    size_t swappedSize,
    const uint8_t* copyPtr,
    size_t copySize
)
{
    le_ipc_Command_t* _command = le_ipc_BeginRespond(_cmdRef, IFGEN_WORDS_MSG_Swap);
    if (_command->wanted & 0x1U)
    {
        swappedSize = le_ipc_Cut(swappedSize, _command->room[0], 4);
        le_ipc_PutCount(&_command->out, swappedPtr, swappedSize, 4);
        for (size_t _i = 0; _i < swappedSize; ++_i)
        {
            ifgen_pack_words_Thing(&_command->out, &swappedPtr[_i]);
        }
    }
    if (_command->wanted & 0x2U)
    {
        copySize = le_ipc_Cut(copySize, _command->room[1], 100000);
        le_ipc_PutArray(&_command->out, copyPtr, copySize, sizeof(uint8_t), 100000);
    }
    le_ipc_SendRespond(_command);
}

// words.api:12
static void ifgen_serve_words_SetTimeLimit(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    uint32_t seconds = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    uint32_t _room[LE_IPC_MAX_OUTPUTS] = { 0 };
    words_SetTimeLimit((words_ServerCmdRef_t)le_ipc_KeepRequest(_request, 0, _room, 0), seconds);
}

void words_SetTimeLimitRespond
(
    words_ServerCmdRef_t _cmdRef
)
{
    le_ipc_Command_t* _command = le_ipc_BeginRespond(_cmdRef, IFGEN_WORDS_MSG_SetTimeLimit);
    le_ipc_SendRespond(_command);
}

static void ifgen_dispatch_words(le_ipc_Request_t* _request)
{
    switch (_request->number)
    {
        case IFGEN_WORDS_MSG_Compare:
            ifgen_serve_words_Compare(_request);
            break;
        case IFGEN_WORDS_MSG_Swap:
            ifgen_serve_words_Swap(_request);
            break;
        case IFGEN_WORDS_MSG_SetTimeLimit:
            ifgen_serve_words_SetTimeLimit(_request);
            break;
        default:
            break;
    }
}

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_words[] = {
    { IFGEN_WORDS_MSG_Compare, "Compare", NULL },
    { IFGEN_WORDS_MSG_Swap, "Swap", NULL },
    { IFGEN_WORDS_MSG_SetTimeLimit, "SetTimeLimit", NULL },
};
static const le_ipc_Names_t ifgen_names_words = {
    .api = "words",
    .count = sizeof(ifgen_functions_words) / sizeof(ifgen_functions_words[0]),
    .functions = ifgen_functions_words,
};

static le_ipc_Service_t ifgen_service_words = {
    .name = "words",
    .protocolId = IFGEN_WORDS_PROTOCOL_ID,
    .messageSize = IFGEN_WORDS_MESSAGE_SIZE,
    .onRequest = ifgen_dispatch_words,
    .names = &ifgen_names_words,
};

le_msg_ServiceRef_t words_GetServiceRef(void)
{
    return ifgen_service_words.serviceRef;
}

le_msg_SessionRef_t words_GetClientSessionRef(void)
{
    return le_ipc_GetClientSession(&ifgen_service_words);
}

void words_AdvertiseService(void)
{
    le_ipc_Advertise(&ifgen_service_words, WORDS_SERVICE_INSTANCE_NAME);
}
