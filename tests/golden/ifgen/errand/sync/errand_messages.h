// Messages of the interface errand, for the generated code of both sides.
// Made by ifgen from errand.api: changes made here are lost.
#ifndef ERRAND_MESSAGES_H_INCLUDE_GUARD
#define ERRAND_MESSAGES_H_INCLUDE_GUARD

#include "le_ipc.h"
#include "errand_common.h"

#define IFGEN_ERRAND_PROTOCOL_ID "4d1ee3fc86deebd026ccede907bf5710"
#define IFGEN_ERRAND_MEANING "4d1ee3fc86deebd026ccede907bf5710"
#define IFGEN_ERRAND_MESSAGE_SIZE 4548

#define IFGEN_ERRAND_MSG_AddBackHandler 0
#define IFGEN_ERRAND_MSG_RemoveBackHandler 1
#define IFGEN_ERRAND_MSG_Start 2
#define IFGEN_ERRAND_MSG_Describe 3
#define IFGEN_ERRAND_MSG_Send 4
#define IFGEN_ERRAND_MSG_Note 5
#define IFGEN_ERRAND_MSG_LastNote 6

#ifndef IFGEN_ERRAND_PACKING
#define IFGEN_ERRAND_PACKING

static inline errand_Mode_t ifgen_unpack_errand_Mode(le_ipc_Reader_t* _in)
{
    uint32_t _value = le_ipc_GetU32(_in);
    bool _isDeclared =
        _value == 0U ||
        _value == 5U
        ;
    _in->isBad = _in->isBad || (_in->isStrict && !_isDeclared);
    return (errand_Mode_t)_value;
}

static inline void ifgen_pack_errand_Point(le_ipc_Writer_t* _out, const errand_Point_t* _value)
{
    if (_value == NULL)
    {
        le_ipc_FatalNull();
    }
    le_ipc_PutI32(_out, _value->x);
    le_ipc_PutI32(_out, _value->y);
}

static inline void ifgen_unpack_errand_Point(le_ipc_Reader_t* _in, errand_Point_t* _value)
{
    _value->x = le_ipc_GetI32(_in);
    _value->y = le_ipc_GetI32(_in);
}

#endif

errand_BackHandlerRef_t ifgen_call_errand_AddBackHandler
(
    le_msg_SessionRef_t _session,
    const errand_RunnerRef_t* runnerPtr,
    errand_BackHandlerFunc_t handlerPtr,
    void* contextPtr
);

void ifgen_call_errand_RemoveBackHandler
(
    le_msg_SessionRef_t _session,
    errand_BackHandlerRef_t handlerRef
);

le_result_t ifgen_call_errand_Start
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
);

void ifgen_call_errand_Describe
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
);

le_result_t ifgen_call_errand_Send
(
    le_msg_SessionRef_t _session,
    const errand_Point_t* LE_NONNULL targetPtr,
    errand_BackHandlerFunc_t donePtr,
    void* contextPtr,
    const uint32_t* delayPtr
);

void ifgen_call_errand_Note
(
    le_msg_SessionRef_t _session,
    const char* text,
    const uint8_t* levelPtr,
    int log
);

void ifgen_call_errand_LastNote
(
    le_msg_SessionRef_t _session,
    char* _result,
    size_t _resultSize
);

// What a client calls when its server is in the same process and takes direct calls.
typedef struct
{
    errand_BackHandlerRef_t (*call_AddBackHandler)
    (
        le_ipc_Client_t* _client,
        const errand_RunnerRef_t* runnerPtr,
        errand_BackHandlerFunc_t handlerPtr,
        void* contextPtr
    );
    void (*call_RemoveBackHandler)
    (
        le_ipc_Client_t* _client,
        errand_BackHandlerRef_t handlerRef
    );
    le_result_t (*call_Start)
    (
        const char* name,
        const uint32_t* timeoutPtr,
        int log,
        const errand_Point_t* atPtr,
        const uint8_t* dataPtr,
        size_t dataSize,
        char* seen,
        size_t seenSize
    );
    void (*call_Describe)
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
        char* _result,
        size_t _resultSize
    );
    le_result_t (*call_Send)
    (
        le_ipc_Client_t* _client,
        const errand_Point_t* LE_NONNULL targetPtr,
        errand_BackHandlerFunc_t donePtr,
        void* contextPtr,
        const uint32_t* delayPtr
    );
    void (*call_Note)
    (
        const char* text,
        const uint8_t* levelPtr,
        int log
    );
    void (*call_LastNote)
    (
        char* _result,
        size_t _resultSize
    );
}
ifgen_Functions_errand_t;

void ifgen_handle_errand(le_ipc_Indication_t* _indication);

#endif  // ERRAND_MESSAGES_H_INCLUDE_GUARD
