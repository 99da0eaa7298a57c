// Client side of the interface errand, shared by every name it is used under: packs a request, sends it, waits for the
// answer and unpacks it.
// Made by ifgen from errand.api: changes made here are lost.
#include "errand_messages.h"

// errand.api:18
__attribute__((weak)) errand_BackHandlerRef_t ifgen_call_errand_AddBackHandler
(
    le_msg_SessionRef_t _session,
    const errand_RunnerRef_t* runnerPtr,
    errand_BackHandlerFunc_t handlerPtr,
    void* contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_AddBackHandler);
    uint32_t _handler = le_ipc_AddHandler(&_call, (le_ipc_Function_t)handlerPtr, contextPtr, false);
    le_ipc_PutBool(&_call.out, runnerPtr != NULL);
    if (runnerPtr != NULL)
    {
        le_ipc_PutReference(&_call.out, *runnerPtr);
    }
    le_ipc_PutU32(&_call.out, _handler);

    le_ipc_Exchange(&_call);

    errand_BackHandlerRef_t _result = (errand_BackHandlerRef_t)le_ipc_HandlerAdded(_handler, le_ipc_GetU32(&_call.in));
    le_ipc_EndCall(&_call);
    return _result;
}

// errand.api:18
__attribute__((weak)) void ifgen_call_errand_RemoveBackHandler
(
    le_msg_SessionRef_t _session,
    errand_BackHandlerRef_t handlerRef
)
{
    uint32_t _reference = le_ipc_RemoveHandler(_session, handlerRef, IFGEN_ERRAND_MSG_AddBackHandler);
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_RemoveBackHandler);
    le_ipc_PutU32(&_call.out, _reference);

    le_ipc_Exchange(&_call);

    le_ipc_EndCall(&_call);
}

// errand.api:21
__attribute__((weak)) le_result_t ifgen_call_errand_Start
(
    le_msg_SessionRef_t _session,
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
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_Start);
    uint32_t _wanted = 0;
    _wanted |= (seen != NULL) ? 0x1U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
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
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, (seenSize > 0) ? seenSize - 1 : 0);
    }

    le_ipc_Exchange(&_call);

    le_result_t _result = le_ipc_GetResult(&_call.in);
    if (_wanted & 0x1U)
    {
        le_ipc_CopyString(&_call.in, seen, seenSize, 200);
    }
    le_ipc_EndCall(&_call);
    return _result;
}

// errand.api:30
__attribute__((weak)) void ifgen_call_errand_Describe
(
    le_msg_SessionRef_t _session,
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
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_Describe);
    uint32_t _wanted = 0;
    _wanted |= (_result != NULL) ? 0x1U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
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
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, (_resultSize > 0) ? _resultSize - 1 : 0);
    }

    le_ipc_Exchange(&_call);

    if (_wanted & 0x1U)
    {
        le_ipc_CopyString(&_call.in, _result, _resultSize, 400);
    }
    le_ipc_EndCall(&_call);
}

// errand.api:47
__attribute__((weak)) le_result_t ifgen_call_errand_Send
(
    le_msg_SessionRef_t _session,
    const errand_Point_t* LE_NONNULL targetPtr,
    errand_BackHandlerFunc_t donePtr,
    void* contextPtr,
    const uint32_t* delayPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_Send);
    uint32_t _handler = le_ipc_AddHandler(&_call, (le_ipc_Function_t)donePtr, contextPtr, true);
    ifgen_pack_errand_Point(&_call.out, targetPtr);
    le_ipc_PutU32(&_call.out, _handler);
    le_ipc_PutBool(&_call.out, delayPtr != NULL);
    if (delayPtr != NULL)
    {
        le_ipc_PutU32(&_call.out, *delayPtr);
    }

    le_ipc_Exchange(&_call);

    le_result_t _result = le_ipc_GetResult(&_call.in);
    le_ipc_EndCall(&_call);
    if ((_result != LE_OK) && (_result != LE_IN_PROGRESS))
    {
        le_ipc_DropHandler(_handler);
    }
    return _result;
}

// errand.api:49
__attribute__((weak)) void ifgen_call_errand_Note
(
    le_msg_SessionRef_t _session,
    const char* text,
    const uint8_t* levelPtr,
    int log
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_Note);
    le_ipc_PutBool(&_call.out, text != NULL);
    if (text != NULL)
    {
        le_ipc_PutString(&_call.out, text, 40);
    }
    le_ipc_PutBool(&_call.out, levelPtr != NULL);
    if (levelPtr != NULL)
    {
        le_ipc_PutU8(&_call.out, *levelPtr);
    }
    le_ipc_PutBool(&_call.out, log >= 0);
    le_ipc_PutFile(_call.message, 0, log);

    le_ipc_SendOneWay(&_call);
}

// errand.api:50
__attribute__((weak)) void ifgen_call_errand_LastNote
(
    le_msg_SessionRef_t _session,
    char* _result,
    size_t _resultSize
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_ERRAND_MSG_LastNote);
    uint32_t _wanted = 0;
    _wanted |= (_result != NULL) ? 0x1U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, (_resultSize > 0) ? _resultSize - 1 : 0);
    }

    le_ipc_Exchange(&_call);

    if (_wanted & 0x1U)
    {
        le_ipc_CopyString(&_call.in, _result, _resultSize, 200);
    }
    le_ipc_EndCall(&_call);
}

// errand.api:9
static void ifgen_handle_errand_errand_BackHandler(le_ipc_Indication_t* _indication)
{
    le_ipc_Reader_t* _in = &_indication->in;
    const bool _minutesGiven = le_ipc_GetGiven(_in);
    uint32_t minutes = _minutesGiven ? le_ipc_GetU32(_in) : (uint32_t)0;
    const bool _noteGiven = le_ipc_GetGiven(_in);
    const char* note = _noteGiven ? le_ipc_GetString(_in, 20) : NULL;
    const bool _atGiven = le_ipc_GetGiven(_in);
    errand_Point_t at;
    if (_atGiven)
    {
        ifgen_unpack_errand_Point(_in, &at);
    }
    const bool _stepsGiven = le_ipc_GetGiven(_in);
    size_t stepsSize = 0;
    const uint16_t* stepsPtr = _stepsGiven ? le_ipc_GetArray(_in, &stepsSize, sizeof(uint16_t), 4) : NULL;
    const bool _modesGiven = le_ipc_GetGiven(_in);
    errand_Mode_t modes[3];
    size_t modesSize = 0;
    if (_modesGiven)
    {
        modesSize = le_ipc_GetCount(_in, 3);
        for (size_t _i = 0; _i < modesSize; ++_i)
        {
            modes[_i] = ifgen_unpack_errand_Mode(_in);
        }
    }
    const bool _logGiven = le_ipc_GetGiven(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = _logGiven ? le_ipc_TakeFile(_indication, 0) : -1;
    ((errand_BackHandlerFunc_t)_indication->function)(
        _minutesGiven ? &minutes : NULL,
        note,
        _atGiven ? &at : NULL,
        stepsPtr,
        stepsSize,
        _modesGiven ? modes : NULL,
        modesSize,
        log,
        _indication->contextPtr);
}

__attribute__((weak)) void ifgen_handle_errand(le_ipc_Indication_t* _indication)
{
    switch (_indication->number)
    {
        case IFGEN_ERRAND_MSG_AddBackHandler:
            ifgen_handle_errand_errand_BackHandler(_indication);
            break;
        case IFGEN_ERRAND_MSG_Send:
            ifgen_handle_errand_errand_BackHandler(_indication);
            break;
        default:
            _indication->in.isBad = true;
            break;
    }
}
