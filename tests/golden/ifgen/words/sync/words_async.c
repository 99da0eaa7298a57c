// Asynchronous calls of the interface words: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from words.api: changes made here are lost.
#include "words_messages.h"
#include "words_async.h"

extern le_ipc_Client_t ifgen_client_words;  // in words_client.c

le_result_t words_CancelAsyncCall(le_ipc_AsyncCallRef_t _call)
{
    return le_ipc_CancelAsyncCall(&ifgen_client_words, _call);
}

// words.api:9
static void ifgen_answer_words_Compare(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    words_Sign_t _result = ifgen_unpack_words_Sign(_in);
    words_Wide_t wide = ifgen_unpack_words_Wide(_in);
    char letter = le_ipc_GetChar(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((words_CompareDoneFunc_t)_answer->done)(_result, wide, letter, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t words_CompareAsync
(
    int32_t _this,
    const char* LE_NONNULL _template,
    words_Bits_t bits,
    size_t number,
    words_CompareDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_words, IFGEN_WORDS_MSG_Compare, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x3U);
    le_ipc_PutI32(&_call.out, _this);
    le_ipc_PutString(&_call.out, _template, 8);
    le_ipc_PutU64(&_call.out, (uint64_t)bits);
    le_ipc_PutSize(&_call.out, number);
    return le_ipc_Start(&_call, &ifgen_client_words, ifgen_answer_words_Compare, (le_ipc_Function_t)_done, _contextPtr);
}

// words.api:10
static void ifgen_answer_words_Swap(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    words_Thing_t swappedPtr[4];
    size_t swappedSize = le_ipc_GetCount(_in, 4);
    for (size_t _i = 0; _i < swappedSize; ++_i)
    {
        ifgen_unpack_words_Thing(_in, &swappedPtr[_i]);
    }
    size_t copySize = 0;
    const uint8_t* copyPtr = le_ipc_GetArray(_in, &copySize, sizeof(uint8_t), 100000);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((words_SwapDoneFunc_t)_answer->done)(swappedPtr, swappedSize, copyPtr, copySize, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t words_SwapAsync
(
    const words_Thing_t* thingsPtr,
    size_t thingsSize,
    le_onoff_t on,
    const uint8_t* dataPtr,
    size_t dataSize,
    words_SwapDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_words, IFGEN_WORDS_MSG_Swap, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x3U);
    le_ipc_PutCount(&_call.out, thingsPtr, thingsSize, 4);
    for (size_t _i = 0; _i < thingsSize; ++_i)
    {
        ifgen_pack_words_Thing(&_call.out, &thingsPtr[_i]);
    }
    le_ipc_PutRoom(&_call.out, 4);
    le_ipc_PutOnOff(&_call.out, on);
    le_ipc_PutArray(&_call.out, dataPtr, dataSize, sizeof(uint8_t), 100000);
    le_ipc_PutRoom(&_call.out, 100000);
    return le_ipc_Start(&_call, &ifgen_client_words, ifgen_answer_words_Swap, (le_ipc_Function_t)_done, _contextPtr);
}

// words.api:12
static void ifgen_answer_words_SetTimeLimit(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((words_SetTimeLimitDoneFunc_t)_answer->done)(_answer->contextPtr);
}

le_ipc_AsyncCallRef_t words_SetTimeLimitAsync
(
    uint32_t seconds,
    words_SetTimeLimitDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_words, IFGEN_WORDS_MSG_SetTimeLimit, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, seconds);
    return le_ipc_Start(&_call, &ifgen_client_words, ifgen_answer_words_SetTimeLimit, (le_ipc_Function_t)_done, _contextPtr);
}
