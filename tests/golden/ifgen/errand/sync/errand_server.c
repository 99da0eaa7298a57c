// Server side of the interface errand: checks a request, calls the function
// that serves it and sends the answer.
// Made by ifgen from errand.api: changes made here are lost.
#include "errand_messages.h"
#include "errand_server.h"
#include "errand_service.h"

// Calls a handler that a client gave to AddBackHandler. errand.api:18
static void ifgen_report_errand_AddBackHandler
(
    const uint32_t* minutesPtr,
    const char* note,
    const errand_Point_t* atPtr,
    const uint16_t* stepsPtr,
    size_t stepsSize,
    const errand_Mode_t* modesPtr,
    size_t modesSize,
    int log,
    void* contextPtr
)
{
    le_ipc_Report_t _report;
    if (!le_ipc_BeginReport(&_report, contextPtr))
    {
        le_ipc_CloseFile(log);
        return;
    }
    le_ipc_PutBool(&_report.out, minutesPtr != NULL);
    if (minutesPtr != NULL)
    {
        le_ipc_PutU32(&_report.out, *minutesPtr);
    }
    le_ipc_PutBool(&_report.out, note != NULL);
    if (note != NULL)
    {
        le_ipc_PutString(&_report.out, note, 20);
    }
    le_ipc_PutBool(&_report.out, atPtr != NULL);
    if (atPtr != NULL)
    {
        ifgen_pack_errand_Point(&_report.out, atPtr);
    }
    le_ipc_PutBool(&_report.out, (stepsPtr != NULL) || (stepsSize != 0));
    if ((stepsPtr != NULL) || (stepsSize != 0))
    {
        le_ipc_PutArray(&_report.out, stepsPtr, stepsSize, sizeof(uint16_t), 4);
    }
    le_ipc_PutBool(&_report.out, (modesPtr != NULL) || (modesSize != 0));
    if ((modesPtr != NULL) || (modesSize != 0))
    {
        le_ipc_PutCount(&_report.out, modesPtr, modesSize, 3);
        for (size_t _i = 0; _i < modesSize; ++_i)
        {
            le_ipc_PutU32(&_report.out, (uint32_t)modesPtr[_i]);
        }
    }
    le_ipc_PutBool(&_report.out, log >= 0);
    le_ipc_ReportFile(&_report, 0, log);
    le_ipc_SendReport(&_report);
}

static void ifgen_remove_errand_Back(void* _reference)
{
    errand_RemoveBackHandler((errand_BackHandlerRef_t)_reference);
}

// errand.api:18
static void ifgen_serve_errand_AddBackHandler(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const bool _runnerGiven = le_ipc_GetGiven(_in);
    errand_RunnerRef_t runner = _runnerGiven ? (errand_RunnerRef_t)le_ipc_GetReference(_in) : (errand_RunnerRef_t)0;
    uint32_t _handler = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _context = le_ipc_AddClientHandler(_request, _handler, ifgen_remove_errand_Back);
    errand_BackHandlerRef_t _result = errand_AddBackHandler(
        _runnerGiven ? &runner : NULL,
        ifgen_report_errand_AddBackHandler,
        _context);
    uint32_t _reference = le_ipc_ClientHandlerAdded(_context, (void*)_result);

    le_ipc_BeginReply(_request);
    le_ipc_PutU32(&_request->out, _reference);
    le_ipc_EndReply(_request);
}

// errand.api:18
static void ifgen_serve_errand_RemoveBackHandler(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    uint32_t _reference = le_ipc_GetU32(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _own = le_ipc_RemoveClientHandler(_request, _reference, IFGEN_ERRAND_MSG_AddBackHandler);
    if (_own == NULL)
    {
        return;
    }
    ifgen_remove_errand_Back(_own);

    le_ipc_BeginReply(_request);
    le_ipc_EndReply(_request);
}

// errand.api:21
static void ifgen_serve_errand_Start(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    const bool _nameGiven = le_ipc_GetGiven(_in);
    const char* name = _nameGiven ? le_ipc_GetString(_in, 32) : NULL;
    const bool _timeoutGiven = le_ipc_GetGiven(_in);
    uint32_t timeout = _timeoutGiven ? le_ipc_GetU32(_in) : (uint32_t)0;
    const bool _logGiven = le_ipc_GetGiven(_in);
    const bool _atGiven = le_ipc_GetGiven(_in);
    errand_Point_t at;
    if (_atGiven)
    {
        ifgen_unpack_errand_Point(_in, &at);
    }
    const bool _dataGiven = le_ipc_GetGiven(_in);
    size_t dataSize = 0;
    const uint8_t* dataPtr = _dataGiven ? le_ipc_GetArray(_in, &dataSize, sizeof(uint8_t), 64) : NULL;
    size_t seenSize = le_ipc_GetRoom(_in, _wanted & 0x1U, 200) + 1;
    char seen[201];
    le_ipc_Clear(seen, seenSize);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = _logGiven ? le_msg_GetFdAt(_request->message, 0) : -1;
    le_result_t _result = errand_Start(
        name,
        _timeoutGiven ? &timeout : NULL,
        log,
        _atGiven ? &at : NULL,
        dataPtr,
        dataSize,
        (_wanted & 0x1U) ? seen : NULL,
        seenSize);

    le_ipc_BeginReply(_request);
    le_ipc_PutResult(&_request->out, _result);
    if (_wanted & 0x1U)
    {
        le_ipc_PutFilled(&_request->out, seen, seenSize);
    }
    le_ipc_EndReply(_request);
}

// errand.api:30
static void ifgen_serve_errand_Describe(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    const bool _modeGiven = le_ipc_GetGiven(_in);
    errand_Mode_t mode = _modeGiven ? ifgen_unpack_errand_Mode(_in) : (errand_Mode_t)0;
    const bool _daysGiven = le_ipc_GetGiven(_in);
    errand_Days_t days = _daysGiven ? le_ipc_GetU32(_in) : (errand_Days_t)0;
    const bool _runnerGiven = le_ipc_GetGiven(_in);
    errand_RunnerRef_t runner = _runnerGiven ? (errand_RunnerRef_t)le_ipc_GetReference(_in) : (errand_RunnerRef_t)0;
    const bool _isLateGiven = le_ipc_GetGiven(_in);
    bool isLate = _isLateGiven ? le_ipc_GetBool(_in) : (bool)0;
    const bool _speedGiven = le_ipc_GetGiven(_in);
    double speed = _speedGiven ? le_ipc_GetDouble(_in) : (double)0;
    const bool _letterGiven = le_ipc_GetGiven(_in);
    char letter = _letterGiven ? le_ipc_GetChar(_in) : (char)0;
    const bool _weightGiven = le_ipc_GetGiven(_in);
    size_t weight = _weightGiven ? le_ipc_GetSize(_in) : (size_t)0;
    const bool _lightGiven = le_ipc_GetGiven(_in);
    le_onoff_t light = _lightGiven ? le_ipc_GetOnOff(_in) : (le_onoff_t)0;
    const bool _lastGiven = le_ipc_GetGiven(_in);
    le_result_t last = _lastGiven ? le_ipc_GetResult(_in) : (le_result_t)0;
    const bool _classGiven = le_ipc_GetGiven(_in);
    uint64_t _class = _classGiven ? le_ipc_GetU64(_in) : (uint64_t)0;
    const bool _placesGiven = le_ipc_GetGiven(_in);
    errand_Point_t places[3];
    size_t placesSize = 0;
    if (_placesGiven)
    {
        placesSize = le_ipc_GetCount(_in, 3);
        for (size_t _i = 0; _i < placesSize; ++_i)
        {
            ifgen_unpack_errand_Point(_in, &places[_i]);
        }
    }
    const bool _sizesGiven = le_ipc_GetGiven(_in);
    size_t* sizes = NULL;
    size_t sizesSize = 0;
    if (_sizesGiven)
    {
        sizes = le_ipc_TakeBuffer(_request->service, 1100 * sizeof(size_t));
        sizesSize = le_ipc_GetCount(_in, 1100);
        for (size_t _i = 0; _i < sizesSize; ++_i)
        {
            sizes[_i] = le_ipc_GetSize(_in);
        }
    }
    const bool _timesGiven = le_ipc_GetGiven(_in);
    size_t timesSize = 0;
    const uint64_t* timesPtr = _timesGiven ? le_ipc_GetArray(_in, &timesSize, sizeof(uint64_t), 3) : NULL;
    size_t _resultSize = le_ipc_GetRoom(_in, _wanted & 0x1U, 400) + 1;
    char _result[401];
    le_ipc_Clear(_result, _resultSize);
    if (!le_ipc_Accept(_in))
    {
        if (sizes != NULL)
        {
            le_ipc_GiveBuffer(_request->service, sizes);
        }
        return;
    }
    errand_Describe(
        _modeGiven ? &mode : NULL,
        _daysGiven ? &days : NULL,
        _runnerGiven ? &runner : NULL,
        _isLateGiven ? &isLate : NULL,
        _speedGiven ? &speed : NULL,
        _letterGiven ? &letter : NULL,
        _weightGiven ? &weight : NULL,
        _lightGiven ? &light : NULL,
        _lastGiven ? &last : NULL,
        _classGiven ? &_class : NULL,
        _placesGiven ? places : NULL,
        placesSize,
        _sizesGiven ? sizes : NULL,
        sizesSize,
        timesPtr,
        timesSize,
        (_wanted & 0x1U) ? _result : NULL,
        _resultSize);

    le_ipc_BeginReply(_request);
    if (_wanted & 0x1U)
    {
        le_ipc_PutFilled(&_request->out, _result, _resultSize);
    }
    le_ipc_EndReply(_request);
    if (sizes != NULL)
    {
        le_ipc_GiveBuffer(_request->service, sizes);
    }
}

// Calls a handler that a client gave to Send. errand.api:47
static void ifgen_report_errand_Send
(
    const uint32_t* minutesPtr,
    const char* note,
    const errand_Point_t* atPtr,
    const uint16_t* stepsPtr,
    size_t stepsSize,
    const errand_Mode_t* modesPtr,
    size_t modesSize,
    int log,
    void* contextPtr
)
{
    le_ipc_Report_t _report;
    if (!le_ipc_BeginReport(&_report, contextPtr))
    {
        le_ipc_CloseFile(log);
        return;
    }
    le_ipc_PutBool(&_report.out, minutesPtr != NULL);
    if (minutesPtr != NULL)
    {
        le_ipc_PutU32(&_report.out, *minutesPtr);
    }
    le_ipc_PutBool(&_report.out, note != NULL);
    if (note != NULL)
    {
        le_ipc_PutString(&_report.out, note, 20);
    }
    le_ipc_PutBool(&_report.out, atPtr != NULL);
    if (atPtr != NULL)
    {
        ifgen_pack_errand_Point(&_report.out, atPtr);
    }
    le_ipc_PutBool(&_report.out, (stepsPtr != NULL) || (stepsSize != 0));
    if ((stepsPtr != NULL) || (stepsSize != 0))
    {
        le_ipc_PutArray(&_report.out, stepsPtr, stepsSize, sizeof(uint16_t), 4);
    }
    le_ipc_PutBool(&_report.out, (modesPtr != NULL) || (modesSize != 0));
    if ((modesPtr != NULL) || (modesSize != 0))
    {
        le_ipc_PutCount(&_report.out, modesPtr, modesSize, 3);
        for (size_t _i = 0; _i < modesSize; ++_i)
        {
            le_ipc_PutU32(&_report.out, (uint32_t)modesPtr[_i]);
        }
    }
    le_ipc_PutBool(&_report.out, log >= 0);
    le_ipc_ReportFile(&_report, 0, log);
    le_ipc_SendReport(&_report);
}

// errand.api:47
static void ifgen_serve_errand_Send(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    errand_Point_t target;
    ifgen_unpack_errand_Point(_in, &target);
    uint32_t _handler = le_ipc_GetU32(_in);
    const bool _delayGiven = le_ipc_GetGiven(_in);
    uint32_t delay = _delayGiven ? le_ipc_GetU32(_in) : (uint32_t)0;
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    void* _context = le_ipc_AddClientHandler(_request, _handler, NULL);
    le_result_t _result = errand_Send(
        &target,
        ifgen_report_errand_Send,
        _context,
        _delayGiven ? &delay : NULL);
    if ((_result != LE_OK) && (_result != LE_IN_PROGRESS))
    {
        le_ipc_DropClientHandler(_context);
    }

    le_ipc_BeginReply(_request);
    le_ipc_PutResult(&_request->out, _result);
    le_ipc_EndReply(_request);
}

// errand.api:49
static void ifgen_serve_errand_Note(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const bool _textGiven = le_ipc_GetGiven(_in);
    const char* text = _textGiven ? le_ipc_GetString(_in, 40) : NULL;
    const bool _levelGiven = le_ipc_GetGiven(_in);
    uint8_t level = _levelGiven ? le_ipc_GetU8(_in) : (uint8_t)0;
    const bool _logGiven = le_ipc_GetGiven(_in);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    int log = _logGiven ? le_msg_GetFdAt(_request->message, 0) : -1;
    errand_Note(text, _levelGiven ? &level : NULL, log);

    le_ipc_EndOneWay(_request);
}

// errand.api:50
static void ifgen_serve_errand_LastNote(le_ipc_Request_t* _request)
{
    le_ipc_Reader_t* _in = &_request->in;
    const uint32_t _wanted = le_ipc_GetU32(_in);
    size_t _resultSize = le_ipc_GetRoom(_in, _wanted & 0x1U, 200) + 1;
    char _result[201];
    le_ipc_Clear(_result, _resultSize);
    if (!le_ipc_Accept(_in))
    {
        return;
    }
    errand_LastNote((_wanted & 0x1U) ? _result : NULL, _resultSize);

    le_ipc_BeginReply(_request);
    if (_wanted & 0x1U)
    {
        le_ipc_PutFilled(&_request->out, _result, _resultSize);
    }
    le_ipc_EndReply(_request);
}

static void ifgen_dispatch_errand(le_ipc_Request_t* _request)
{
    switch (_request->number)
    {
        case IFGEN_ERRAND_MSG_AddBackHandler:
            ifgen_serve_errand_AddBackHandler(_request);
            break;
        case IFGEN_ERRAND_MSG_RemoveBackHandler:
            ifgen_serve_errand_RemoveBackHandler(_request);
            break;
        case IFGEN_ERRAND_MSG_Start:
            ifgen_serve_errand_Start(_request);
            break;
        case IFGEN_ERRAND_MSG_Describe:
            ifgen_serve_errand_Describe(_request);
            break;
        case IFGEN_ERRAND_MSG_Send:
            ifgen_serve_errand_Send(_request);
            break;
        case IFGEN_ERRAND_MSG_Note:
            ifgen_serve_errand_Note(_request);
            break;
        case IFGEN_ERRAND_MSG_LastNote:
            ifgen_serve_errand_LastNote(_request);
            break;
        default:
            break;
    }
}

// What ipctrace calls the messages.
static const le_ipc_Name_t ifgen_functions_errand[] = {
    { IFGEN_ERRAND_MSG_AddBackHandler, "AddBackHandler", "Back" },
    { IFGEN_ERRAND_MSG_RemoveBackHandler, "RemoveBackHandler", NULL },
    { IFGEN_ERRAND_MSG_Start, "Start", NULL },
    { IFGEN_ERRAND_MSG_Describe, "Describe", NULL },
    { IFGEN_ERRAND_MSG_Send, "Send", NULL },
    { IFGEN_ERRAND_MSG_Note, "Note", NULL },
    { IFGEN_ERRAND_MSG_LastNote, "LastNote", NULL },
};
static const le_ipc_Names_t ifgen_names_errand = {
    .api = "errand",
    .count = sizeof(ifgen_functions_errand) / sizeof(ifgen_functions_errand[0]),
    .functions = ifgen_functions_errand,
};

// ONEWAY functions: what wants no answer calls one of these, and nothing else does.
static const uint32_t ifgen_oneWay_errand[] = {
    IFGEN_ERRAND_MSG_Note,
};

static le_ipc_Service_t ifgen_service_errand = {
    .name = "errand",
    .protocolId = IFGEN_ERRAND_PROTOCOL_ID,
    .messageSize = IFGEN_ERRAND_MESSAGE_SIZE,
    .onRequest = ifgen_dispatch_errand,
    .names = &ifgen_names_errand,
    .oneWay = ifgen_oneWay_errand,
    .oneWayCount = sizeof(ifgen_oneWay_errand) / sizeof(ifgen_oneWay_errand[0]),
};

le_msg_ServiceRef_t errand_GetServiceRef(void)
{
    return ifgen_service_errand.serviceRef;
}

le_msg_SessionRef_t errand_GetClientSessionRef(void)
{
    return le_ipc_GetClientSession(&ifgen_service_errand);
}

void errand_AdvertiseService(void)
{
    le_ipc_Advertise(&ifgen_service_errand, ERRAND_SERVICE_INSTANCE_NAME);
}
