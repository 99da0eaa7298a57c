// Client side of the interface kiln, shared by every name it is used under: packs a request, sends it, waits for the
// answer and unpacks it.
// Made by ifgen from kiln.api: changes made here are lost.
#include "kiln_messages.h"

// kiln.api:35
__attribute__((weak)) kiln_AlarmedHandlerRef_t ifgen_call_kiln_AddAlarmedHandler
(
    le_msg_SessionRef_t _session,
    kiln_Alarm_t mask,
    kiln_AlarmHandlerFunc_t handlerPtr,
    void* contextPtr,
    uint32_t period
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_AddAlarmedHandler);
    uint32_t _handler = le_ipc_AddHandler(&_call, (le_ipc_Function_t)handlerPtr, contextPtr, false);
    le_ipc_PutU32(&_call.out, (uint32_t)mask);
    le_ipc_PutU32(&_call.out, _handler);
    le_ipc_PutU32(&_call.out, period);

    le_ipc_Exchange(&_call);

    kiln_AlarmedHandlerRef_t _result = (kiln_AlarmedHandlerRef_t)le_ipc_HandlerAdded(_handler, le_ipc_GetU32(&_call.in));
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:35
__attribute__((weak)) void ifgen_call_kiln_RemoveAlarmedHandler
(
    le_msg_SessionRef_t _session,
    kiln_AlarmedHandlerRef_t handlerRef
)
{
    uint32_t _reference = le_ipc_RemoveHandler(_session, handlerRef, IFGEN_KILN_MSG_AddAlarmedHandler);
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_RemoveAlarmedHandler);
    le_ipc_PutU32(&_call.out, _reference);

    le_ipc_Exchange(&_call);

    le_ipc_EndCall(&_call);
}

// kiln.api:44
__attribute__((weak)) kiln_ChamberRef_t ifgen_call_kiln_Open
(
    le_msg_SessionRef_t _session,
    const char* LE_NONNULL name
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_Open);
    le_ipc_PutString(&_call.out, name, 15);

    le_ipc_Exchange(&_call);

    kiln_ChamberRef_t _result = (kiln_ChamberRef_t)le_ipc_GetReference(&_call.in);
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:45
__attribute__((weak)) le_result_t ifgen_call_kiln_Read
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    kiln_Reading_t* nowPtr,
    uint16_t* pastPtr,
    size_t* pastSizePtr,
    char* note,
    size_t noteSize
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_Read);
    uint32_t _wanted = 0;
    _wanted |= (nowPtr != NULL) ? 0x1U : 0;
    _wanted |= ((pastPtr != NULL) && (pastSizePtr != NULL)) ? 0x2U : 0;
    _wanted |= (note != NULL) ? 0x4U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    le_ipc_PutReference(&_call.out, chamber);
    if (_wanted & 0x2U)
    {
        le_ipc_PutRoom(&_call.out, *pastSizePtr);
    }
    if (_wanted & 0x4U)
    {
        le_ipc_PutRoom(&_call.out, (noteSize > 0) ? noteSize - 1 : 0);
    }

    le_ipc_Exchange(&_call);

    le_result_t _result = le_ipc_GetResult(&_call.in);
    if (_wanted & 0x1U)
    {
        ifgen_unpack_kiln_Reading(&_call.in, &nowPtr[0]);
    }
    if (_wanted & 0x2U)
    {
        le_ipc_CopyArray(&_call.in, pastPtr, pastSizePtr, sizeof(uint16_t), 8);
    }
    if (_wanted & 0x4U)
    {
        le_ipc_CopyString(&_call.in, note, noteSize, 64);
    }
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:47
__attribute__((weak)) le_result_t ifgen_call_kiln_SetProfile
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    const uint32_t* stepsPtr,
    size_t stepsSize,
    const kiln_Reading_t* LE_NONNULL limitPtr,
    int log
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_SetProfile);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutArray(&_call.out, stepsPtr, stepsSize, sizeof(uint32_t), 16);
    ifgen_pack_kiln_Reading(&_call.out, limitPtr);
    le_ipc_PutFile(_call.message, 0, log);

    le_ipc_Exchange(&_call);

    le_result_t _result = le_ipc_GetResult(&_call.in);
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:48
__attribute__((weak)) le_result_t ifgen_call_kiln_Fire
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    double target,
    kiln_DoneHandlerFunc_t donePtr,
    void* contextPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_Fire);
    uint32_t _handler = le_ipc_AddHandler(&_call, (le_ipc_Function_t)donePtr, contextPtr, true);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutDouble(&_call.out, target);
    le_ipc_PutU32(&_call.out, _handler);

    le_ipc_Exchange(&_call);

    le_result_t _result = le_ipc_GetResult(&_call.in);
    le_ipc_EndCall(&_call);
    if ((_result != LE_OK) && (_result != LE_IN_PROGRESS))
    {
        le_ipc_DropHandler(_handler);
    }
    return _result;
}

// kiln.api:49
__attribute__((weak)) void ifgen_call_kiln_GetChambers
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t* allPtr,
    size_t* allSizePtr,
    bool* isHotPtr,
    size_t* isHotSizePtr,
    int* logPtr
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_GetChambers);
    uint32_t _wanted = 0;
    _wanted |= ((allPtr != NULL) && (allSizePtr != NULL)) ? 0x1U : 0;
    _wanted |= ((isHotPtr != NULL) && (isHotSizePtr != NULL)) ? 0x2U : 0;
    _wanted |= (logPtr != NULL) ? 0x4U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, *allSizePtr);
    }
    if (_wanted & 0x2U)
    {
        le_ipc_PutRoom(&_call.out, *isHotSizePtr);
    }

    le_ipc_Exchange(&_call);

    if (_wanted & 0x1U)
    {
        *allSizePtr = le_ipc_GetCountFor(&_call.in, 8, *allSizePtr);
        for (size_t _i = 0; _i < *allSizePtr; ++_i)
        {
            allPtr[_i] = (kiln_ChamberRef_t)le_ipc_GetReference(&_call.in);
        }
    }
    if (_wanted & 0x2U)
    {
        *isHotSizePtr = le_ipc_GetCountFor(&_call.in, 8, *isHotSizePtr);
        for (size_t _i = 0; _i < *isHotSizePtr; ++_i)
        {
            isHotPtr[_i] = le_ipc_GetBool(&_call.in);
        }
    }
    if ((_wanted & 0x4U) && le_ipc_Accept(&_call.in))
    {
        *logPtr = le_msg_GetFdAt(_call.message, 0);
    }
    le_ipc_EndCall(&_call);
}

// kiln.api:50
__attribute__((weak)) void ifgen_call_kiln_Close
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_Close);
    le_ipc_PutReference(&_call.out, chamber);

    le_ipc_Exchange(&_call);

    le_ipc_EndCall(&_call);
}

// kiln.api:51
__attribute__((weak)) units_Scale_t ifgen_call_kiln_GetScale
(
    le_msg_SessionRef_t _session
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_GetScale);

    le_ipc_Exchange(&_call);

    units_Scale_t _result = ifgen_unpack_units_Scale(&_call.in);
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:52
__attribute__((weak)) kiln_Reading_t ifgen_call_kiln_GetLimit
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_GetLimit);
    le_ipc_PutReference(&_call.out, chamber);

    le_ipc_Exchange(&_call);

    kiln_Reading_t _result;
    ifgen_unpack_kiln_Reading(&_call.in, &_result);
    le_ipc_EndCall(&_call);
    return _result;
}

// kiln.api:54
__attribute__((weak)) void ifgen_call_kiln_GetTitle
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    char* _result,
    size_t _resultSize
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_GetTitle);
    uint32_t _wanted = 0;
    _wanted |= (_result != NULL) ? 0x1U : 0;
    le_ipc_PutU32(&_call.out, _wanted);
    le_ipc_PutReference(&_call.out, chamber);
    if (_wanted & 0x1U)
    {
        le_ipc_PutRoom(&_call.out, (_resultSize > 0) ? _resultSize - 1 : 0);
    }

    le_ipc_Exchange(&_call);

    if (_wanted & 0x1U)
    {
        le_ipc_CopyString(&_call.in, _result, _resultSize, 24);
    }
    le_ipc_EndCall(&_call);
}

// kiln.api:56
__attribute__((weak)) void ifgen_call_kiln_Remark
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    const char* LE_NONNULL text,
    int log
)
{
    le_ipc_Call_t _call;
    le_ipc_BeginCall(&_call, _session, IFGEN_KILN_MSG_Remark);
    le_ipc_PutReference(&_call.out, chamber);
    le_ipc_PutString(&_call.out, text, 40);
    le_ipc_PutFile(_call.message, 0, log);

    le_ipc_SendOneWay(&_call);
}

// kiln.api:30
static void ifgen_handle_kiln_kiln_AlarmHandler(le_ipc_Indication_t* _indication)
{
    le_ipc_Reader_t* _in = &_indication->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    kiln_Alarm_t alarms = le_ipc_GetU32(_in);
    const char* text = le_ipc_GetString(_in, 20);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((kiln_AlarmHandlerFunc_t)_indication->function)(chamber, alarms, text, _indication->contextPtr);
}

// kiln.api:31
static void ifgen_handle_kiln_kiln_DoneHandler(le_ipc_Indication_t* _indication)
{
    le_ipc_Reader_t* _in = &_indication->in;
    le_result_t outcome = le_ipc_GetResult(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((kiln_DoneHandlerFunc_t)_indication->function)(outcome, _indication->contextPtr);
}

__attribute__((weak)) void ifgen_handle_kiln(le_ipc_Indication_t* _indication)
{
    switch (_indication->number)
    {
        case IFGEN_KILN_MSG_AddAlarmedHandler:
            ifgen_handle_kiln_kiln_AlarmHandler(_indication);
            break;
        case IFGEN_KILN_MSG_Fire:
            ifgen_handle_kiln_kiln_DoneHandler(_indication);
            break;
        default:
            _indication->in.isBad = true;
            break;
    }
}
