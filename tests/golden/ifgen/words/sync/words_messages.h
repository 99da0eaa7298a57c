// Messages of the interface words, for the generated code of both sides.
// Made by ifgen from words.api: changes made here are lost.
#ifndef WORDS_MESSAGES_H_INCLUDE_GUARD
#define WORDS_MESSAGES_H_INCLUDE_GUARD

#include "le_ipc.h"
#include "words_common.h"

#define IFGEN_WORDS_PROTOCOL_ID "71cf5931fc2b96c419b5b56ddc05ca23"
#define IFGEN_WORDS_MEANING "71cf5931fc2b96c419b5b56ddc05ca23"
#define IFGEN_WORDS_MESSAGE_SIZE 100078

#define IFGEN_WORDS_MSG_Compare 0
#define IFGEN_WORDS_MSG_Swap 1
#define IFGEN_WORDS_MSG_SetTimeLimit 2

#ifndef IFGEN_WORDS_PACKING
#define IFGEN_WORDS_PACKING

static inline words_Sign_t ifgen_unpack_words_Sign(le_ipc_Reader_t* _in)
{
    uint32_t _value = le_ipc_GetU32(_in);
    bool _isDeclared =
        _value <= 1U ||
        _value == 4294967295U
        ;
    _in->isBad = _in->isBad || (_in->isStrict && !_isDeclared);
    return (words_Sign_t)_value;
}

static inline words_Wide_t ifgen_unpack_words_Wide(le_ipc_Reader_t* _in)
{
    uint64_t _value = le_ipc_GetU64(_in);
    bool _isDeclared =
        _value == 0ULL ||
        _value == 4294967296ULL
        ;
    _in->isBad = _in->isBad || (_in->isStrict && !_isDeclared);
    return (words_Wide_t)_value;
}

static inline void ifgen_pack_words_Thing(le_ipc_Writer_t* _out, const words_Thing_t* _value)
{
    if (_value == NULL)
    {
        le_ipc_FatalNull();
    }
    le_ipc_PutU8(_out, _value->_class);
    le_ipc_PutU64(_out, (uint64_t)_value->_new);
}

static inline void ifgen_unpack_words_Thing(le_ipc_Reader_t* _in, words_Thing_t* _value)
{
    _value->_class = le_ipc_GetU8(_in);
    _value->_new = ifgen_unpack_words_Wide(_in);
}

#endif

words_Sign_t ifgen_call_words_Compare
(
    le_msg_SessionRef_t _session,
    int32_t _this,
    const char* LE_NONNULL _template,
    words_Wide_t* widePtr,
    words_Bits_t bits,
    size_t number,
    char* letterPtr
);

void ifgen_call_words_Swap
(
    le_msg_SessionRef_t _session,
    const words_Thing_t* thingsPtr,
    size_t thingsSize,
    words_Thing_t* swappedPtr,
    size_t* swappedSizePtr,
    le_onoff_t on,
    const uint8_t* dataPtr,
    size_t dataSize,
    uint8_t* copyPtr,
    size_t* copySizePtr
);

void ifgen_call_words_SetTimeLimit
(
    le_msg_SessionRef_t _session,
    uint32_t seconds
);

// What a client calls when its server is in the same process and takes direct calls.
typedef struct
{
    words_Sign_t (*call_Compare)
    (
        int32_t _this,
        const char* LE_NONNULL _template,
        words_Wide_t* widePtr,
        words_Bits_t bits,
        size_t number,
        char* letterPtr
    );
    void (*call_Swap)
    (
        const words_Thing_t* thingsPtr,
        size_t thingsSize,
        words_Thing_t* swappedPtr,
        size_t* swappedSizePtr,
        le_onoff_t on,
        const uint8_t* dataPtr,
        size_t dataSize,
        uint8_t* copyPtr,
        size_t* copySizePtr
    );
    void (*call_SetTimeLimit)
    (
        uint32_t seconds
    );
}
ifgen_Functions_words_t;

#endif  // WORDS_MESSAGES_H_INCLUDE_GUARD
