// Asynchronous calls of the interface kiln, under the name other: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from kiln.api: changes made here are lost.
#include "kiln_messages.h"
#include "other_async.h"

extern le_ipc_Client_t ifgen_client_other;  // in other_client.c

le_result_t other_CancelAsyncCall(le_ipc_AsyncCallRef_t _call)
{
    return le_ipc_CancelAsyncCall(&ifgen_client_other, _call);
}

// kiln.api:44
static void ifgen_answer_other_Open(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    kiln_ChamberRef_t _result = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_OpenDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_OpenAsync
(
    const char* LE_NONNULL name,
    other_OpenDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_Open, (le_ipc_Function_t)_done);
    le_ipc_PutString(&_call.out, name, 15);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_Open, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:45
static void ifgen_answer_other_Read(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    le_result_t _result = le_ipc_GetResult(_in);
    kiln_Reading_t now;
    ifgen_unpack_kiln_Reading(_in, &now);
    size_t pastSize = 0;
    const uint16_t* pastPtr = le_ipc_GetArray(_in, &pastSize, sizeof(uint16_t), 8);
    const char* note = le_ipc_GetString(_in, 64);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_ReadDoneFunc_t)_answer->done)(_result, &now, pastPtr, pastSize, note, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_ReadAsync
(
    kiln_ChamberRef_t chamber,
    other_ReadDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_Read, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x7U);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutRoom(&_call.out, 8);
    le_ipc_PutRoom(&_call.out, 64);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_Read, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:47
static void ifgen_answer_other_SetProfile(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    le_result_t _result = le_ipc_GetResult(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_SetProfileDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_SetProfileAsync
(
    kiln_ChamberRef_t chamber,
    const uint32_t* stepsPtr,
    size_t stepsSize,
    const kiln_Reading_t* LE_NONNULL limitPtr,
    int log,
    other_SetProfileDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_SetProfile, (le_ipc_Function_t)_done);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutArray(&_call.out, stepsPtr, stepsSize, sizeof(uint32_t), 16);
    ifgen_pack_kiln_Reading(&_call.out, limitPtr);
    le_ipc_PutFile(_call.message, 0, log);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_SetProfile, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:49
static void ifgen_answer_other_GetChambers(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    kiln_ChamberRef_t allPtr[8];
    size_t allSize = le_ipc_GetCount(_in, 8);
    for (size_t _i = 0; _i < allSize; ++_i)
    {
        allPtr[_i] = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    }
    bool isHotPtr[8];
    size_t isHotSize = le_ipc_GetCount(_in, 8);
    for (size_t _i = 0; _i < isHotSize; ++_i)
    {
        isHotPtr[_i] = le_ipc_GetBool(_in);
    }
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = le_msg_GetFdAt(_answer->message, 0);
    ((other_GetChambersDoneFunc_t)_answer->done)(allPtr, allSize, isHotPtr, isHotSize, log, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_GetChambersAsync
(
    other_GetChambersDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_GetChambers, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x7U);
    le_ipc_PutRoom(&_call.out, 8);
    le_ipc_PutRoom(&_call.out, 8);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_GetChambers, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:50
static void ifgen_answer_other_Close(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_CloseDoneFunc_t)_answer->done)(_answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_CloseAsync
(
    kiln_ChamberRef_t chamber,
    other_CloseDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_Close, (le_ipc_Function_t)_done);
    le_ipc_PutReference(&_call.out, chamber);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_Close, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:51
static void ifgen_answer_other_GetScale(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    units_Scale_t _result = ifgen_unpack_units_Scale(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_GetScaleDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_GetScaleAsync
(
    other_GetScaleDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_GetScale, (le_ipc_Function_t)_done);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_GetScale, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:52
static void ifgen_answer_other_GetLimit(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    kiln_Reading_t _result;
    ifgen_unpack_kiln_Reading(_in, &_result);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_GetLimitDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_GetLimitAsync
(
    kiln_ChamberRef_t chamber,
    other_GetLimitDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_GetLimit, (le_ipc_Function_t)_done);
    le_ipc_PutReference(&_call.out, chamber);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_GetLimit, (le_ipc_Function_t)_done, _contextPtr);
}

// kiln.api:54
static void ifgen_answer_other_GetTitle(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    const char* _result = le_ipc_GetString(_in, 24);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_GetTitleDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_GetTitleAsync
(
    kiln_ChamberRef_t chamber,
    other_GetTitleDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_KILN_MSG_GetTitle, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x1U);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutRoom(&_call.out, 24);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_GetTitle, (le_ipc_Function_t)_done, _contextPtr);
}
