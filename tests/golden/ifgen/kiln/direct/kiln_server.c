// Server side of the interface kiln: checks a request, calls the function
// that serves it and sends the answer.
// Made by ifgen from kiln.api: changes made here are lost.
#include "kiln_messages.h"
#include "kiln_server.h"
#include "le_ipc_direct.h"
#include "kiln_service.h"

// Calls a handler that a client gave to AddAlarmedHandler. kiln.api:35
static void ifgen_report_kiln_AddAlarmedHandler
(
    kiln_ChamberRef_t chamber,
    kiln_Alarm_t alarms,
    const char* LE_NONNULL text,
    void* contextPtr
)
{
    le_ipc_Report_t _report;
    if (!le_ipc_BeginReport(&_report, contextPtr))
    {
        return;
    }
    le_ipc_PutReference(&_report.out, chamber);
    le_ipc_PutU32(&_report.out, (uint32_t)alarms);
    le_ipc_PutString(&_report.out, text, 20);
    le_ipc_SendReport(&_report);
}

static void ifgen_remove_kiln_Alarmed(void* _reference)
{
    kiln_RemoveAlarmedHandler((kiln_AlarmedHandlerRef_t)_reference);
}

// kiln.api:35
static void ifgen_serve_kiln_AddAlarmedHandler(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_Alarm_t mask = le_ipc_GetU32(_in);
    uint32_t _handler = le_ipc_GetU32(_in);
    uint32_t period = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _context = le_ipc_AddClientHandler(_request, _handler, ifgen_remove_kiln_Alarmed);
    kiln_AlarmedHandlerRef_t _result = kiln_AddAlarmedHandler(mask, ifgen_report_kiln_AddAlarmedHandler, _context, period);
    uint32_t _reference = le_ipc_ClientHandlerAdded(_context, (void*)_result);

    le_ipc_BeginReply(_request);
    le_ipc_PutU32(&_request->out, _reference);
    le_ipc_EndReply(_request);
}

// kiln.api:35
static void ifgen_serve_kiln_RemoveAlarmedHandler(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    uint32_t _reference = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _own = le_ipc_RemoveClientHandler(_request, _reference, IFGEN_KILN_MSG_AddAlarmedHandler);
    if (_own == NULL)
    {
        return;
    }
    ifgen_remove_kiln_Alarmed(_own);

    le_ipc_BeginReply(_request);
    le_ipc_EndReply(_request);
}

// kiln.api:44
static void ifgen_serve_kiln_Open(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const char* name = le_ipc_GetString(_in, 15);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    kiln_ChamberRef_t _result = kiln_Open(name);

    le_ipc_BeginReply(_request);
    le_ipc_PutReference(&_request->out, _result);
    le_ipc_EndReply(_request);
}

// kiln.api:45
static void ifgen_serve_kiln_Read(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    kiln_Reading_t now;
    memset(&now, 0, sizeof(now));
    const size_t _pastRoom = le_ipc_GetRoom(_in, _wanted & 0x2U, 8);
    size_t pastSize = _pastRoom;
    uint16_t past[8];
    le_ipc_Clear(past, _pastRoom * sizeof(past[0]));
    size_t noteSize = le_ipc_GetRoom(_in, _wanted & 0x4U, 64) + 1;
    char note[65];
    le_ipc_Clear(note, noteSize);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    le_result_t _result = kiln_Read(
        chamber,
        (_wanted & 0x1U) ? &now : NULL,
        (_wanted & 0x2U) ? past : NULL,
        (_wanted & 0x2U) ? &pastSize : NULL,
        (_wanted & 0x4U) ? note : NULL,
        noteSize);

    le_ipc_BeginReply(_request);
    le_ipc_PutResult(&_request->out, _result);
    if (_wanted & 0x1U)
    {
        ifgen_pack_kiln_Reading(&_request->out, &now);
    }
    if (_wanted & 0x2U)
    {
        pastSize = le_ipc_Cut(pastSize, _pastRoom, 8);
        le_ipc_PutArray(&_request->out, past, pastSize, sizeof(uint16_t), 8);
    }
    if (_wanted & 0x4U)
    {
        le_ipc_PutFilled(&_request->out, note, noteSize);
    }
    le_ipc_EndReply(_request);
}

// kiln.api:47
static void ifgen_serve_kiln_SetProfile(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    size_t stepsSize = 0;
    const uint32_t* stepsPtr = le_ipc_GetArray(_in, &stepsSize, sizeof(uint32_t), 16);
    kiln_Reading_t limit;
    ifgen_unpack_kiln_Reading(_in, &limit);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = le_msg_GetFdAt(_request->message, 0);
    le_result_t _result = kiln_SetProfile(chamber, stepsPtr, stepsSize, &limit, log);

    le_ipc_BeginReply(_request);
    le_ipc_PutResult(&_request->out, _result);
    le_ipc_EndReply(_request);
}

// Calls a handler that a client gave to Fire. kiln.api:48
static void ifgen_report_kiln_Fire
(
    le_result_t outcome,
    void* contextPtr
)
{
    le_ipc_Report_t _report;
    if (!le_ipc_BeginReport(&_report, contextPtr))
    {
        return;
    }
    le_ipc_PutResult(&_report.out, outcome);
    le_ipc_SendReport(&_report);
}

// kiln.api:48
static void ifgen_serve_kiln_Fire(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    double target = le_ipc_GetDouble(_in);
    uint32_t _handler = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _context = le_ipc_AddClientHandler(_request, _handler, NULL);
    le_result_t _result = kiln_Fire(chamber, target, ifgen_report_kiln_Fire, _context);
    if ((_result != LE_OK) && (_result != LE_IN_PROGRESS))
    {
        le_ipc_DropClientHandler(_context);
    }

    le_ipc_BeginReply(_request);
    le_ipc_PutResult(&_request->out, _result);
    le_ipc_EndReply(_request);
}

// kiln.api:49
static void ifgen_serve_kiln_GetChambers(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    const size_t _allRoom = le_ipc_GetRoom(_in, _wanted & 0x1U, 8);
    size_t allSize = _allRoom;
    kiln_ChamberRef_t all[8];
    le_ipc_Clear(all, _allRoom * sizeof(all[0]));
    const size_t _isHotRoom = le_ipc_GetRoom(_in, _wanted & 0x2U, 8);
    size_t isHotSize = _isHotRoom;
    bool isHot[8];
    le_ipc_Clear(isHot, _isHotRoom * sizeof(isHot[0]));
    int log = -1;
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    kiln_GetChambers(
        (_wanted & 0x1U) ? all : NULL,
        (_wanted & 0x1U) ? &allSize : NULL,
        (_wanted & 0x2U) ? isHot : NULL,
        (_wanted & 0x2U) ? &isHotSize : NULL,
        (_wanted & 0x4U) ? &log : NULL);

    le_ipc_BeginReply(_request);
    if (_wanted & 0x1U)
    {
        allSize = le_ipc_Cut(allSize, _allRoom, 8);
        le_ipc_PutCount(&_request->out, all, allSize, 8);
        for (size_t _i = 0; _i < allSize; ++_i)
        {
            le_ipc_PutReference(&_request->out, all[_i]);
        }
    }
    if (_wanted & 0x2U)
    {
        isHotSize = le_ipc_Cut(isHotSize, _isHotRoom, 8);
        le_ipc_PutCount(&_request->out, isHot, isHotSize, 8);
        for (size_t _i = 0; _i < isHotSize; ++_i)
        {
            le_ipc_PutBool(&_request->out, isHot[_i]);
        }
    }
    if (_wanted & 0x4U)
    {
        le_ipc_PutFile(_request->message, 0, log);
    }
    le_ipc_EndReply(_request);
}

// kiln.api:50
static void ifgen_serve_kiln_Close(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    kiln_Close(chamber);

    le_ipc_BeginReply(_request);
    le_ipc_EndReply(_request);
}

// kiln.api:51
static void ifgen_serve_kiln_GetScale(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    units_Scale_t _result = kiln_GetScale();

    le_ipc_BeginReply(_request);
    le_ipc_PutU32(&_request->out, (uint32_t)_result);
    le_ipc_EndReply(_request);
}

// kiln.api:52
static void ifgen_serve_kiln_GetLimit(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    kiln_Reading_t _result = kiln_GetLimit(chamber);

    le_ipc_BeginReply(_request);
    ifgen_pack_kiln_Reading(&_request->out, &_result);
    le_ipc_EndReply(_request);
}

// kiln.api:54
static void ifgen_serve_kiln_GetTitle(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    size_t _resultSize = le_ipc_GetRoom(_in, _wanted & 0x1U, 24) + 1;
    char _result[25];
    le_ipc_Clear(_result, _resultSize);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    kiln_GetTitle(chamber, (_wanted & 0x1U) ? _result : NULL, _resultSize);

    le_ipc_BeginReply(_request);
    if (_wanted & 0x1U)
    {
        le_ipc_PutFilled(&_request->out, _result, _resultSize);
    }
    le_ipc_EndReply(_request);
}

// kiln.api:56
static void ifgen_serve_kiln_Remark(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    kiln_ChamberRef_t chamber = (kiln_ChamberRef_t)le_ipc_GetReference(_in);
    const char* text = le_ipc_GetString(_in, 40);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = le_msg_GetFdAt(_request->message, 0);
    kiln_Remark(chamber, text, log);

    le_ipc_EndOneWay(_request);
}

static void ifgen_dispatch_kiln(le_ipc_Request_t* _request)
{
    switch (_request->number)
    {
        case IFGEN_KILN_MSG_AddAlarmedHandler:
            ifgen_serve_kiln_AddAlarmedHandler(_request);
            break;
        case IFGEN_KILN_MSG_RemoveAlarmedHandler:
            ifgen_serve_kiln_RemoveAlarmedHandler(_request);
            break;
        case IFGEN_KILN_MSG_Open:
            ifgen_serve_kiln_Open(_request);
            break;
        case IFGEN_KILN_MSG_Read:
            ifgen_serve_kiln_Read(_request);
            break;
        case IFGEN_KILN_MSG_SetProfile:
            ifgen_serve_kiln_SetProfile(_request);
            break;
        case IFGEN_KILN_MSG_Fire:
            ifgen_serve_kiln_Fire(_request);
            break;
        case IFGEN_KILN_MSG_GetChambers:
            ifgen_serve_kiln_GetChambers(_request);
            break;
        case IFGEN_KILN_MSG_Close:
            ifgen_serve_kiln_Close(_request);
            break;
        case IFGEN_KILN_MSG_GetScale:
            ifgen_serve_kiln_GetScale(_request);
            break;
        case IFGEN_KILN_MSG_GetLimit:
            ifgen_serve_kiln_GetLimit(_request);
            break;
        case IFGEN_KILN_MSG_GetTitle:
            ifgen_serve_kiln_GetTitle(_request);
            break;
        case IFGEN_KILN_MSG_Remark:
            ifgen_serve_kiln_Remark(_request);
            break;
        default:
            break;
    }
}

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_kiln[] = {
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
static const le_ipc_Names_t ifgen_names_kiln = {
    .api = "kiln",
    .count = sizeof(ifgen_functions_kiln) / sizeof(ifgen_functions_kiln[0]),
    .functions = ifgen_functions_kiln,
};

// ONEWAY functions: what wants no answer calls one of these, and nothing else does.
static const uint32_t ifgen_oneWay_kiln[] = {
    IFGEN_KILN_MSG_Remark,
};

static le_ipc_Service_t ifgen_service_kiln = {
    .name = "kiln",
    .protocolId = IFGEN_KILN_PROTOCOL_ID,
    .messageSize = IFGEN_KILN_MESSAGE_SIZE,
    .onRequest = ifgen_dispatch_kiln,
    .names = &ifgen_names_kiln,
    .oneWay = ifgen_oneWay_kiln,
    .oneWayCount = sizeof(ifgen_oneWay_kiln) / sizeof(ifgen_oneWay_kiln[0]),
};

le_msg_ServiceRef_t kiln_GetServiceRef(void)
{
    return ifgen_service_kiln.serviceRef;
}

le_msg_SessionRef_t kiln_GetClientSessionRef(void)
{
    return le_ipc_GetClientSession(&ifgen_service_kiln);
}

void kiln_AdvertiseService(void)
{
    le_ipc_Advertise(&ifgen_service_kiln, KILN_SERVICE_INSTANCE_NAME);
}

// Clients in the same process call what follows, without messages; what they give is checked the same way.

#ifndef IFGEN_UNITS_CHECKS
#define IFGEN_UNITS_CHECKS

__attribute__((unused)) static inline void ifgen_check_units_Scale(units_Scale_t _given)
{
    uint32_t _value = (uint32_t)_given;
    bool _isDeclared =
        _value == 0U ||
        (_value >= 10U && _value <= 11U)
        ;
    if (!_isDeclared)
    {
        le_ipc_FatalEnum((int64_t)_given);
    }
}

#endif

#ifndef IFGEN_KILN_CHECKS
#define IFGEN_KILN_CHECKS

__attribute__((unused)) static inline void ifgen_check_kiln_Reading(const kiln_Reading_t* _value)
{
    if (_value == NULL)
    {
        le_ipc_FatalNull();
    }
    ifgen_check_units_Scale(_value->scale);
    le_ipc_CheckString(_value->label, 15);
    (void)le_ipc_CheckArray(_value->history, _value->historyCount, 3);
}

#endif

// kiln.api:30
static void ifgen_deliver_kiln_kiln_AlarmHandler(le_ipc_Indication_t* _indication)
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
static void ifgen_deliver_kiln_kiln_DoneHandler(le_ipc_Indication_t* _indication)
{
    le_ipc_Reader_t* _in = &_indication->in;
    le_result_t outcome = le_ipc_GetResult(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    ((kiln_DoneHandlerFunc_t)_indication->function)(outcome, _indication->contextPtr);
}

static void ifgen_deliver_kiln(le_ipc_Indication_t* _indication)
{
    switch (_indication->number)
    {
        case IFGEN_KILN_MSG_AddAlarmedHandler:
            ifgen_deliver_kiln_kiln_AlarmHandler(_indication);
            break;
        case IFGEN_KILN_MSG_Fire:
            ifgen_deliver_kiln_kiln_DoneHandler(_indication);
            break;
        default:
            _indication->in.isBad = true;
            break;
    }
}

static le_ipc_Direct_t ifgen_direct_kiln;

// kiln.api:35
static kiln_AlarmedHandlerRef_t ifgen_direct_kiln_AddAlarmedHandler
(
    le_ipc_Client_t* _client,
    kiln_Alarm_t mask,
    kiln_AlarmHandlerFunc_t handlerPtr,
    void* contextPtr,
    uint32_t period
)
{
    void* _context = le_ipc_AddDirectHandler(_client, &ifgen_direct_kiln, IFGEN_KILN_MSG_AddAlarmedHandler, (le_ipc_Function_t)handlerPtr, contextPtr, ifgen_remove_kiln_Alarmed);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_AlarmedHandlerRef_t _result = kiln_AddAlarmedHandler(mask, ifgen_report_kiln_AddAlarmedHandler, _context, period);
    _result = (kiln_AlarmedHandlerRef_t)(uintptr_t)le_ipc_ClientHandlerAdded(_context, (void*)_result);
    le_ipc_LeaveDirect(&_call);
    return _result;
}

// kiln.api:35
static void ifgen_direct_kiln_RemoveAlarmedHandler
(
    le_ipc_Client_t* _client,
    kiln_AlarmedHandlerRef_t handlerRef
)
{
    void* _own = le_ipc_RemoveDirectHandler(_client, handlerRef, IFGEN_KILN_MSG_AddAlarmedHandler);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    ifgen_remove_kiln_Alarmed(_own);
    le_ipc_LeaveDirect(&_call);
}

// kiln.api:44
static kiln_ChamberRef_t ifgen_direct_kiln_Open
(
    const char* LE_NONNULL name
)
{
    le_ipc_CheckString(name, 15);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_ChamberRef_t _result = kiln_Open(name);
    le_ipc_LeaveDirect(&_call);
    return _result;
}

// kiln.api:45
static le_result_t ifgen_direct_kiln_Read
(
    kiln_ChamberRef_t chamber,
    kiln_Reading_t* nowPtr,
    uint16_t* pastPtr,
    size_t* pastSizePtr,
    char* note,
    size_t noteSize
)
{
    kiln_Reading_t now;
    memset(&now, 0, sizeof(now));
    const size_t _pastRoom = le_ipc_ClearArray(pastPtr, pastSizePtr, sizeof(uint16_t), 8);
    size_t pastSize = _pastRoom;
    char _noteSpare[1];
    char* _noteText = le_ipc_ClearString(note, &noteSize, 64, _noteSpare);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    le_result_t _result = kiln_Read(
        chamber,
        (nowPtr != NULL) ? &now : NULL,
        ((pastPtr != NULL) && (pastSizePtr != NULL)) ? pastPtr : NULL,
        ((pastPtr != NULL) && (pastSizePtr != NULL)) ? &pastSize : NULL,
        _noteText,
        noteSize);
    le_ipc_LeaveDirect(&_call);
    if (nowPtr != NULL)
    {
        *nowPtr = now;
    }
    if ((pastPtr != NULL) && (pastSizePtr != NULL))
    {
        *pastSizePtr = le_ipc_Cut(pastSize, _pastRoom, 8);
    }
    le_ipc_CutString(_noteText, noteSize);
    return _result;
}

// kiln.api:47
static le_result_t ifgen_direct_kiln_SetProfile
(
    kiln_ChamberRef_t chamber,
    const uint32_t* stepsPtr,
    size_t stepsSize,
    const kiln_Reading_t* LE_NONNULL limitPtr,
    int log
)
{
    stepsPtr = le_ipc_CheckArray(stepsPtr, stepsSize, 16);
    ifgen_check_kiln_Reading(limitPtr);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    le_result_t _result = kiln_SetProfile(chamber, stepsPtr, stepsSize, limitPtr, log);
    le_ipc_LeaveDirect(&_call);
    return _result;
}

// kiln.api:48
static le_result_t ifgen_direct_kiln_Fire
(
    le_ipc_Client_t* _client,
    kiln_ChamberRef_t chamber,
    double target,
    kiln_DoneHandlerFunc_t donePtr,
    void* contextPtr
)
{
    void* _context = le_ipc_AddDirectHandler(_client, &ifgen_direct_kiln, IFGEN_KILN_MSG_Fire, (le_ipc_Function_t)donePtr, contextPtr, NULL);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    le_result_t _result = kiln_Fire(chamber, target, ifgen_report_kiln_Fire, _context);
    le_ipc_LeaveDirect(&_call);
    if ((_result != LE_OK) && (_result != LE_IN_PROGRESS))
    {
        le_ipc_DropClientHandler(_context);
    }
    return _result;
}

// kiln.api:49
static void ifgen_direct_kiln_GetChambers
(
    kiln_ChamberRef_t* allPtr,
    size_t* allSizePtr,
    bool* isHotPtr,
    size_t* isHotSizePtr,
    int* logPtr
)
{
    const size_t _allRoom = le_ipc_ClearArray(allPtr, allSizePtr, sizeof(kiln_ChamberRef_t), 8);
    size_t allSize = _allRoom;
    const size_t _isHotRoom = le_ipc_ClearArray(isHotPtr, isHotSizePtr, sizeof(bool), 8);
    size_t isHotSize = _isHotRoom;
    int log = -1;
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_GetChambers(
        ((allPtr != NULL) && (allSizePtr != NULL)) ? allPtr : NULL,
        ((allPtr != NULL) && (allSizePtr != NULL)) ? &allSize : NULL,
        ((isHotPtr != NULL) && (isHotSizePtr != NULL)) ? isHotPtr : NULL,
        ((isHotPtr != NULL) && (isHotSizePtr != NULL)) ? &isHotSize : NULL,
        (logPtr != NULL) ? &log : NULL);
    le_ipc_LeaveDirect(&_call);
    if ((allPtr != NULL) && (allSizePtr != NULL))
    {
        *allSizePtr = le_ipc_Cut(allSize, _allRoom, 8);
    }
    if ((isHotPtr != NULL) && (isHotSizePtr != NULL))
    {
        *isHotSizePtr = le_ipc_Cut(isHotSize, _isHotRoom, 8);
    }
    if (logPtr != NULL)
    {
        *logPtr = log;
    }
}

// kiln.api:50
static void ifgen_direct_kiln_Close
(
    kiln_ChamberRef_t chamber
)
{
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_Close(chamber);
    le_ipc_LeaveDirect(&_call);
}

// kiln.api:51
static units_Scale_t ifgen_direct_kiln_GetScale
(
    void
)
{
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    units_Scale_t _result = kiln_GetScale();
    le_ipc_LeaveDirect(&_call);
    return _result;
}

// kiln.api:52
static kiln_Reading_t ifgen_direct_kiln_GetLimit
(
    kiln_ChamberRef_t chamber
)
{
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_Reading_t _result = kiln_GetLimit(chamber);
    le_ipc_LeaveDirect(&_call);
    return _result;
}

// kiln.api:54
static void ifgen_direct_kiln_GetTitle
(
    kiln_ChamberRef_t chamber,
    char* _result,
    size_t _resultSize
)
{
    char __resultSpare[1];
    char* __resultText = le_ipc_ClearString(_result, &_resultSize, 24, __resultSpare);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_GetTitle(chamber, __resultText, _resultSize);
    le_ipc_LeaveDirect(&_call);
    le_ipc_CutString(__resultText, _resultSize);
}

// kiln.api:56
static void ifgen_direct_kiln_Remark
(
    kiln_ChamberRef_t chamber,
    const char* LE_NONNULL text,
    int log
)
{
    le_ipc_CheckString(text, 40);
    le_ipc_DirectCall_t _call;
    le_ipc_EnterDirect(&_call, &ifgen_service_kiln);
    kiln_Remark(chamber, text, log);
    le_ipc_LeaveDirect(&_call);
}

static const ifgen_Functions_kiln_t ifgen_calls_kiln = {
    .call_AddAlarmedHandler = ifgen_direct_kiln_AddAlarmedHandler,
    .call_RemoveAlarmedHandler = ifgen_direct_kiln_RemoveAlarmedHandler,
    .call_Open = ifgen_direct_kiln_Open,
    .call_Read = ifgen_direct_kiln_Read,
    .call_SetProfile = ifgen_direct_kiln_SetProfile,
    .call_Fire = ifgen_direct_kiln_Fire,
    .call_GetChambers = ifgen_direct_kiln_GetChambers,
    .call_Close = ifgen_direct_kiln_Close,
    .call_GetScale = ifgen_direct_kiln_GetScale,
    .call_GetLimit = ifgen_direct_kiln_GetLimit,
    .call_GetTitle = ifgen_direct_kiln_GetTitle,
    .call_Remark = ifgen_direct_kiln_Remark,
};

static le_ipc_Direct_t ifgen_direct_kiln = {
    .name = "kiln",
    .protocolId = IFGEN_KILN_PROTOCOL_ID,
    .meaning = IFGEN_KILN_MEANING,
    .messageSize = IFGEN_KILN_MESSAGE_SIZE,
    .functions = &ifgen_calls_kiln,
    .service = &ifgen_service_kiln,
    .onIndication = ifgen_deliver_kiln,
#ifndef MK_TOOLS_BUILD
    .servesAll = true,
#endif
};

__attribute__((constructor)) static void ifgen_offer_kiln(void)
{
    le_ipc_OfferDirect(&ifgen_direct_kiln);
}
