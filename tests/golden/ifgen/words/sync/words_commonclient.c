// Client side of the interface words, shared by every name it is used under: packs a request, sends it, waits for the
// answer and unpacks it.
// Made by ifgen from words.api: changes made here are lost.
#include "words_messages.h"

// words.api:9
__attribute__((weak)) words_Sign_t ifgen_call_words_Compare
(
    le_msg_SessionRef_t _session,
    int32_t _this,
    const char* LE_NONNULL _template,
    words_Wide_t* widePtr,
    words_Bits_t bits,
    size_t number,
    char* letterPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_WORDS_MSG_Compare);
    uint32_t _wanted = 0;
    _wanted |= (widePtr != NULL) ? 0x1U : 0;
    _wanted |= (letterPtr != NULL) ? 0x2U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    le_ipc_PutI32(&_call.out, _this);
    le_ipc_PutString(&_call.out, _template, 8);
    le_ipc_PutU64(&_call.out, (uint64_t)bits);
    le_ipc_PutSize(&_call.out, number);

    le_ipc_Exchange(&_call);

    words_Sign_t _result = ifgen_unpack_words_Sign(&_call.in);
    if (_wanted & 0x1U)
    {
        *widePtr = ifgen_unpack_words_Wide(&_call.in);
    }
    if (_wanted & 0x2U)
    {
        *letterPtr = le_ipc_GetChar(&_call.in);
    }
    le_ipc_EndCall(&_call);
    return _result;
}

// words.api:10
__attribute__((weak)) void ifgen_call_words_Swap
(
    le_msg_SessionRef_t _session,
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
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_WORDS_MSG_Swap);
    uint32_t _wanted = 0;
    _wanted |= ((swappedPtr != NULL) && (swappedSizePtr != NULL)) ? 0x1U : 0;
    _wanted |= ((copyPtr != NULL) && (copySizePtr != NULL)) ? 0x2U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    le_ipc_PutCount(&_call.out, thingsPtr, thingsSize, 4);
    for (size_t _i = 0; _i < thingsSize; ++_i)
    {
        ifgen_pack_words_Thing(&_call.out, &thingsPtr[_i]);
    }
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, *swappedSizePtr);
    }
    le_ipc_PutOnOff(&_call.out, on);
    le_ipc_PutArray(&_call.out, dataPtr, dataSize, sizeof(uint8_t), 100000);
    if (_wanted & 0x2U)
    {
        le_ipc_PutRoom(&_call.out, *copySizePtr);
    }

    le_ipc_Exchange(&_call);

    if (_wanted & 0x1U)
    {
        *swappedSizePtr = le_ipc_GetCountFor(&_call.in, 4, *swappedSizePtr);
        for (size_t _i = 0; _i < *swappedSizePtr; ++_i)
        {
            ifgen_unpack_words_Thing(&_call.in, &swappedPtr[_i]);
        }
    }
    if (_wanted & 0x2U)
    {
        le_ipc_CopyArray(&_call.in, copyPtr, copySizePtr, sizeof(uint8_t), 100000);
    }
    le_ipc_EndCall(&_call);
}

// words.api:12
__attribute__((weak)) void ifgen_call_words_SetTimeLimit
(
    le_msg_SessionRef_t _session,
    uint32_t seconds
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_WORDS_MSG_SetTimeLimit);
    le_ipc_PutU32(&_call.out, seconds);

    le_ipc_Exchange(&_call);

    le_ipc_EndCall(&_call);
}
