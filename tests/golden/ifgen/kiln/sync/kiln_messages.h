// Messages of the interface kiln, for the generated code of both sides.
// Made by ifgen from kiln.api: changes made here are lost.
#ifndef KILN_MESSAGES_H_INCLUDE_GUARD
#define KILN_MESSAGES_H_INCLUDE_GUARD

#include "le_ipc.h"
#include "kiln_common.h"

#define IFGEN_KILN_PROTOCOL_ID "f7ed5a0af75af3ca833597e1a15595f8"
#define IFGEN_KILN_MEANING "f7ed5a0af75af3ca833597e1a15595f8"
#define IFGEN_KILN_MESSAGE_SIZE 153

#define IFGEN_KILN_MSG_AddAlarmedHandler 0
#define IFGEN_KILN_MSG_RemoveAlarmedHandler 1
#define IFGEN_KILN_MSG_Open 2
#define IFGEN_KILN_MSG_Read 3
#define IFGEN_KILN_MSG_SetProfile 4
#define IFGEN_KILN_MSG_Fire 5
#define IFGEN_KILN_MSG_GetChambers 6
#define IFGEN_KILN_MSG_Close 7
#define IFGEN_KILN_MSG_GetScale 8
#define IFGEN_KILN_MSG_GetLimit 9
#define IFGEN_KILN_MSG_GetTitle 10
#define IFGEN_KILN_MSG_Remark 11

#ifndef IFGEN_UNITS_PACKING
#define IFGEN_UNITS_PACKING

static inline units_Scale_t ifgen_unpack_units_Scale(le_ipc_Reader_t* _in)
{
    uint32_t _value = le_ipc_GetU32(_in);
    bool _isDeclared =
        _value == 0U ||
        (_value >= 10U && _value <= 11U)
        ;
    _in->isBad = _in->isBad || (_in->isStrict && !_isDeclared);
    return (units_Scale_t)_value;
}

#endif

#ifndef IFGEN_KILN_PACKING
#define IFGEN_KILN_PACKING

static inline void ifgen_pack_kiln_Reading(le_ipc_Writer_t* _out, const kiln_Reading_t* _value)
{
    if (_value == NULL)
    {
        le_ipc_FatalNull();
    }
    le_ipc_PutDouble(_out, _value->value);
    le_ipc_PutU32(_out, (uint32_t)_value->scale);
    le_ipc_PutString(_out, _value->label, 15);
    le_ipc_PutArray(_out, _value->history, _value->historyCount, sizeof(uint16_t), 3);
}

static inline void ifgen_unpack_kiln_Reading(le_ipc_Reader_t* _in, kiln_Reading_t* _value)
{
    _value->value = le_ipc_GetDouble(_in);
    _value->scale = ifgen_unpack_units_Scale(_in);
    le_ipc_CopyString(_in, _value->label, sizeof(_value->label), 15);
    _value->historyCount = 3;
    le_ipc_CopyArray(_in, _value->history, &_value->historyCount, sizeof(uint16_t), 3);
}

#endif

kiln_AlarmedHandlerRef_t ifgen_call_kiln_AddAlarmedHandler
(
    le_msg_SessionRef_t _session,
    kiln_Alarm_t mask,
    kiln_AlarmHandlerFunc_t handlerPtr,
    void* contextPtr,
    uint32_t period
);

void ifgen_call_kiln_RemoveAlarmedHandler
(
    le_msg_SessionRef_t _session,
    kiln_AlarmedHandlerRef_t handlerRef
);

kiln_ChamberRef_t ifgen_call_kiln_Open
(
    le_msg_SessionRef_t _session,
    const char* LE_NONNULL name
);

le_result_t ifgen_call_kiln_Read
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    kiln_Reading_t* nowPtr,
    uint16_t* pastPtr,
    size_t* pastSizePtr,
    char* note,
    size_t noteSize
);

le_result_t ifgen_call_kiln_SetProfile
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    const uint32_t* stepsPtr,
    size_t stepsSize,
    const kiln_Reading_t* LE_NONNULL limitPtr,
    int log
);

le_result_t ifgen_call_kiln_Fire
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    double target,
    kiln_DoneHandlerFunc_t donePtr,
    void* contextPtr
);

void ifgen_call_kiln_GetChambers
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t* allPtr,
    size_t* allSizePtr,
    bool* isHotPtr,
    size_t* isHotSizePtr,
    int* logPtr
);

void ifgen_call_kiln_Close
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber
);

units_Scale_t ifgen_call_kiln_GetScale
(
    le_msg_SessionRef_t _session
);

kiln_Reading_t ifgen_call_kiln_GetLimit
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber
);

void ifgen_call_kiln_GetTitle
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    char* _result,
    size_t _resultSize
);

void ifgen_call_kiln_Remark
(
    le_msg_SessionRef_t _session,
    kiln_ChamberRef_t chamber,
    const char* LE_NONNULL text,
    int log
);

// What a client calls when its server is in the same process and takes direct calls.
typedef struct
{
    kiln_AlarmedHandlerRef_t (*call_AddAlarmedHandler)
    (
        le_ipc_Client_t* _client,
        kiln_Alarm_t mask,
        kiln_AlarmHandlerFunc_t handlerPtr,
        void* contextPtr,
        uint32_t period
    );
    void (*call_RemoveAlarmedHandler)
    (
        le_ipc_Client_t* _client,
        kiln_AlarmedHandlerRef_t handlerRef
    );
    kiln_ChamberRef_t (*call_Open)
    (
        const char* LE_NONNULL name
    );
    le_result_t (*call_Read)
    (
        kiln_ChamberRef_t chamber,
        kiln_Reading_t* nowPtr,
        uint16_t* pastPtr,
        size_t* pastSizePtr,
        char* note,
        size_t noteSize
    );
    le_result_t (*call_SetProfile)
    (
        kiln_ChamberRef_t chamber,
        const uint32_t* stepsPtr,
        size_t stepsSize,
        const kiln_Reading_t* LE_NONNULL limitPtr,
        int log
    );
    le_result_t (*call_Fire)
    (
        le_ipc_Client_t* _client,
        kiln_ChamberRef_t chamber,
        double target,
        kiln_DoneHandlerFunc_t donePtr,
        void* contextPtr
    );
    void (*call_GetChambers)
    (
        kiln_ChamberRef_t* allPtr,
        size_t* allSizePtr,
        bool* isHotPtr,
        size_t* isHotSizePtr,
        int* logPtr
    );
    void (*call_Close)
    (
        kiln_ChamberRef_t chamber
    );
    units_Scale_t (*call_GetScale)
    (
        void
    );
    kiln_Reading_t (*call_GetLimit)
    (
        kiln_ChamberRef_t chamber
    );
    void (*call_GetTitle)
    (
        kiln_ChamberRef_t chamber,
        char* _result,
        size_t _resultSize
    );
    void (*call_Remark)
    (
        kiln_ChamberRef_t chamber,
        const char* LE_NONNULL text,
        int log
    );
}
ifgen_Functions_kiln_t;

void ifgen_handle_kiln(le_ipc_Indication_t* _indication);

#endif  // KILN_MESSAGES_H_INCLUDE_GUARD
