// Server side of the interface kiln: checks a request, calls the function
// that serves it and sends the answer.
// Made by ifgen from kiln.api: changes made here are lost.
#include "kiln_messages.h"
#include "kiln_server.h"
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
