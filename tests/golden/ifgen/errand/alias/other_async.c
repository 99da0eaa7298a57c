// Asynchronous calls of the interface errand, under the name other: packs a
// request and sends it, unpacks the answer when it comes.
// Made by ifgen from errand.api: changes made here are lost.
#include "errand_messages.h"
#include "other_async.h"

extern le_ipc_Client_t ifgen_client_other;  // in other_client.c

le_result_t other_CancelAsyncCall(le_ipc_AsyncCallRef_t _call)
{
    return le_ipc_CancelAsyncCall(&ifgen_client_other, _call);
}

// errand.api:21
static void ifgen_answer_other_Start(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    le_result_t _result = le_ipc_GetResult(_in);
    const char* seen = le_ipc_GetString(_in, 200);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_StartDoneFunc_t)_answer->done)(_result, seen, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_StartAsync
(
    const char* name,
    const uint32_t* timeoutPtr,
    int log,
    const errand_Point_t* atPtr,
    const uint8_t* dataPtr,
    size_t dataSize,
    other_StartDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_ERRAND_MSG_Start, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x1U);
    le_ipc_PutBool(&_call.out, name != NULL);
    if (name != NULL)
    {
        le_ipc_PutString(&_call.out, name, 32);
    }
    le_ipc_PutBool(&_call.out, timeoutPtr != NULL);
    if (timeoutPtr != NULL)
    {
        le_ipc_PutU32(&_call.out, *timeoutPtr);
    }
    le_ipc_PutBool(&_call.out, log >= 0);
    le_ipc_PutFile(_call.message, 0, log);
    le_ipc_PutBool(&_call.out, atPtr != NULL);
    if (atPtr != NULL)
    {
        ifgen_pack_errand_Point(&_call.out, atPtr);
    }
    le_ipc_PutBool(&_call.out, (dataPtr != NULL) || (dataSize != 0));
    if ((dataPtr != NULL) || (dataSize != 0))
    {
        le_ipc_PutArray(&_call.out, dataPtr, dataSize, sizeof(uint8_t), 64);
    }
    le_ipc_PutRoom(&_call.out, 200);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_Start, (le_ipc_Function_t)_done, _contextPtr);
}

// errand.api:30
static void ifgen_answer_other_Describe(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    const char* _result = le_ipc_GetString(_in, 400);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_DescribeDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_DescribeAsync
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
    other_DescribeDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_ERRAND_MSG_Describe, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x1U);
    le_ipc_PutBool(&_call.out, modePtr != NULL);
    if (modePtr != NULL)
    {
        le_ipc_PutU32(&_call.out, (uint32_t)*modePtr);
    }
    le_ipc_PutBool(&_call.out, daysPtr != NULL);
    if (daysPtr != NULL)
    {
        le_ipc_PutU32(&_call.out, (uint32_t)*daysPtr);
    }
    le_ipc_PutBool(&_call.out, runnerPtr != NULL);
    if (runnerPtr != NULL)
    {
        le_ipc_PutReference(&_call.out, *runnerPtr);
    }
    le_ipc_PutBool(&_call.out, isLatePtr != NULL);
    if (isLatePtr != NULL)
    {
        le_ipc_PutBool(&_call.out, *isLatePtr);
    }
    le_ipc_PutBool(&_call.out, speedPtr != NULL);
    if (speedPtr != NULL)
    {
        le_ipc_PutDouble(&_call.out, *speedPtr);
    }
    le_ipc_PutBool(&_call.out, letterPtr != NULL);
    if (letterPtr != NULL)
    {
        le_ipc_PutChar(&_call.out, *letterPtr);
    }
    le_ipc_PutBool(&_call.out, weightPtr != NULL);
    if (weightPtr != NULL)
    {
        le_ipc_PutSize(&_call.out, *weightPtr);
    }
    le_ipc_PutBool(&_call.out, lightPtr != NULL);
    if (lightPtr != NULL)
    {
        le_ipc_PutOnOff(&_call.out, *lightPtr);
    }
    le_ipc_PutBool(&_call.out, lastPtr != NULL);
    if (lastPtr != NULL)
    {
        le_ipc_PutResult(&_call.out, *lastPtr);
    }
    le_ipc_PutBool(&_call.out, classPtr != NULL);
    if (classPtr != NULL)
    {
        le_ipc_PutU64(&_call.out, *classPtr);
    }
    le_ipc_PutBool(&_call.out, (placesPtr != NULL) || (placesSize != 0));
    if ((placesPtr != NULL) || (placesSize != 0))
    {
        le_ipc_PutCount(&_call.out, placesPtr, placesSize, 3);
        for (size_t _i = 0; _i < placesSize; ++_i)
        {
            ifgen_pack_errand_Point(&_call.out, &placesPtr[_i]);
        }
    }
    le_ipc_PutBool(&_call.out, (sizesPtr != NULL) || (sizesSize != 0));
    if ((sizesPtr != NULL) || (sizesSize != 0))
    {
        le_ipc_PutCount(&_call.out, sizesPtr, sizesSize, 1100);
        for (size_t _i = 0; _i < sizesSize; ++_i)
        {
            le_ipc_PutSize(&_call.out, sizesPtr[_i]);
        }
    }
    le_ipc_PutBool(&_call.out, (timesPtr != NULL) || (timesSize != 0));
    if ((timesPtr != NULL) || (timesSize != 0))
    {
        le_ipc_PutArray(&_call.out, timesPtr, timesSize, sizeof(uint64_t), 3);
    }
    le_ipc_PutRoom(&_call.out, 400);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_Describe, (le_ipc_Function_t)_done, _contextPtr);
}

// errand.api:50
static void ifgen_answer_other_LastNote(le_ipc_Answer_t* _answer)
{
    le_ipc_Reader_t* _in = &_answer->in;
    const char* _result = le_ipc_GetString(_in, 200);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((other_LastNoteDoneFunc_t)_answer->done)(_result, _answer->contextPtr);
}

le_ipc_AsyncCallRef_t other_LastNoteAsync
(
    other_LastNoteDoneFunc_t _done,
    void* _contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginAsyncCall(&_call, &ifgen_client_other, IFGEN_ERRAND_MSG_LastNote, (le_ipc_Function_t)_done);
    le_ipc_PutU32(&_call.out, 0x1U);
    le_ipc_PutRoom(&_call.out, 200);
    return le_ipc_Start(&_call, &ifgen_client_other, ifgen_answer_other_LastNote, (le_ipc_Function_t)_done, _contextPtr);
}
