/**
 * @file le_ipc_pack.h
 *
 * How code generated from `.api` files writes and reads messages; included by le_ipc.h. Not for use by hand. The form
 * of messages is described in ifgen/wire.h.
 *
 * "Fatal" means LE_FATAL. All may be called from any thread.
 */
#ifndef LE_IPC_PACK_INCLUDE_GUARD
#define LE_IPC_PACK_INCLUDE_GUARD

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "le_basics.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Where a message is being written. The room was sized from the `.api` file; running out of it is fatal.
typedef struct
{
    uint8_t* base;
    size_t at;
    size_t size;
} le_ipc_Writer_t;

/// Where a message is being read. A message comes from another process: the first thing in it that cannot be right sets
/// `isBad`, and from then on every value read is zero or empty.
typedef struct
{
    const uint8_t* base;
    size_t at;
    size_t size;
    bool isBad;
    bool isStrict;  ///< on the server: values of an ENUM must be declared ones
} le_ipc_Reader_t;

/// The caller gave a function something that its `.api` file does not allow. Each is fatal.
LE_SHARED void le_ipc_FatalNoRoom(void) __attribute__((noreturn));
LE_SHARED void le_ipc_FatalNull(void) __attribute__((noreturn));
LE_SHARED void le_ipc_FatalString(size_t limit) __attribute__((noreturn));
LE_SHARED void le_ipc_FatalArray(size_t count, size_t limit) __attribute__((noreturn));
LE_SHARED void le_ipc_FatalReference(const void* reference) __attribute__((noreturn));
LE_SHARED void le_ipc_FatalSize(size_t value) __attribute__((noreturn));

/// Copies bytes. A compiler that knows that there can only be some copies them by an instruction of the processor that
/// takes longer to begin than memcpy() takes for all of them: so it is not told.
static inline void le_ipc_Copy(void* to, const void* from, size_t bytes)
{
    __asm__("" : "+r"(bytes));
    memcpy(to, from, bytes);
}

/// Sets bytes to zero; as le_ipc_Copy().
static inline void le_ipc_Clear(void* place, size_t bytes)
{
    __asm__("" : "+r"(bytes));
    memset(place, 0, bytes);
}

static inline void* le_ipc_Room(le_ipc_Writer_t* out, size_t bytes)
{
    if (bytes > out->size - out->at)
    {
        le_ipc_FatalNoRoom();
    }
    void* place = out->base + out->at;
    out->at += bytes;
    return place;
}

static inline void le_ipc_PutBlock(le_ipc_Writer_t* out, const void* data, size_t bytes)
{
    void* place = le_ipc_Room(out, bytes);
    if (bytes != 0)
    {
        le_ipc_Copy(place, data, bytes);
    }
}

/// The next `bytes` bytes, or NULL and `isBad` when the message ends before.
static inline const void* le_ipc_GetBlock(le_ipc_Reader_t* in, size_t bytes)
{
    if (in->isBad || bytes > in->size - in->at)
    {
        in->isBad = true;
        return NULL;
    }
    const void* place = in->base + in->at;
    in->at += bytes;
    return place;
}

#define LE_IPC_SCALAR(NAME, TYPE)                                         \
    static inline void le_ipc_Put##NAME(le_ipc_Writer_t* out, TYPE value) \
    {                                                                     \
        memcpy(le_ipc_Room(out, sizeof(value)), &value, sizeof(value));   \
    }                                                                     \
    static inline TYPE le_ipc_Get##NAME(le_ipc_Reader_t* in)              \
    {                                                                     \
        TYPE value = (TYPE)0;                                             \
        const void* place = le_ipc_GetBlock(in, sizeof(value));           \
        if (place != NULL)                                                \
        {                                                                 \
            memcpy(&value, place, sizeof(value));                         \
        }                                                                 \
        return value;                                                     \
    }

LE_IPC_SCALAR(U8, uint8_t)
LE_IPC_SCALAR(U16, uint16_t)
LE_IPC_SCALAR(U32, uint32_t)
LE_IPC_SCALAR(U64, uint64_t)
LE_IPC_SCALAR(I8, int8_t)
LE_IPC_SCALAR(I16, int16_t)
LE_IPC_SCALAR(I32, int32_t)
LE_IPC_SCALAR(I64, int64_t)
LE_IPC_SCALAR(Double, double)
LE_IPC_SCALAR(Char, char)

#undef LE_IPC_SCALAR

static inline void le_ipc_PutBool(le_ipc_Writer_t* out, bool value)
{
    le_ipc_PutU8(out, value ? 1 : 0);
}

/// Any byte but 0 is true. A bool that was never set may hold any, and a compiler takes it for 0 or 1 when it is sent.
static inline bool le_ipc_GetBool(le_ipc_Reader_t* in)
{
    return le_ipc_GetU8(in) != 0;
}

/// Whether an optional parameter is given. Generated code says so by 0 or 1, and nothing else is believed.
static inline bool le_ipc_GetGiven(le_ipc_Reader_t* in)
{
    uint8_t value = le_ipc_GetU8(in);
    in->isBad = in->isBad || value > 1;
    return value == 1;
}

static inline void le_ipc_PutResult(le_ipc_Writer_t* out, le_result_t value)
{
    le_ipc_PutI32(out, (int32_t)value);
}

static inline le_result_t le_ipc_GetResult(le_ipc_Reader_t* in)
{
    return (le_result_t)le_ipc_GetI32(in);
}

static inline void le_ipc_PutOnOff(le_ipc_Writer_t* out, le_onoff_t value)
{
    le_ipc_PutU32(out, (uint32_t)value);
}

static inline le_onoff_t le_ipc_GetOnOff(le_ipc_Reader_t* in)
{
    uint32_t value = le_ipc_GetU32(in);
    in->isBad = in->isBad || (in->isStrict && value > 1);
    return (le_onoff_t)value;
}

static inline void le_ipc_PutSize(le_ipc_Writer_t* out, size_t value)
{
    if (value > UINT32_MAX)
    {
        le_ipc_FatalSize(value);
    }
    le_ipc_PutU32(out, (uint32_t)value);
}

static inline size_t le_ipc_GetSize(le_ipc_Reader_t* in)
{
    return le_ipc_GetU32(in);
}

/// References are 0, or odd numbers of 32 bits (safe references); others are fatal.
static inline void le_ipc_PutReference(le_ipc_Writer_t* out, const void* reference)
{
    uintptr_t value = (uintptr_t)reference;
    if (value > UINT32_MAX || (value != 0 && (value & 1) == 0))
    {
        le_ipc_FatalReference(reference);
    }
    le_ipc_PutU32(out, (uint32_t)value);
}

static inline void* le_ipc_GetReference(le_ipc_Reader_t* in)
{
    uint32_t value = le_ipc_GetU32(in);
    if (value != 0 && (value & 1) == 0)
    {
        in->isBad = true;
        value = 0;
    }
    return (void*)(uintptr_t)value;
}

/// Packs a string of at most `limit` bytes; NULL or a longer one is fatal.
static inline void le_ipc_PutString(le_ipc_Writer_t* out, const char* string, size_t limit)
{
    if (string == NULL)
    {
        le_ipc_FatalNull();
    }
    size_t length = strnlen(string, limit + 1);
    if (length > limit)
    {
        le_ipc_FatalString(limit);
    }
    le_ipc_PutU32(out, (uint32_t)length);
    le_ipc_PutBlock(out, string, length);
    le_ipc_PutU8(out, 0);
}

/// Packs the first `room` bytes of a longer string, or fewer so that no UTF-8 character is cut.
LE_SHARED void le_ipc_PutHead(le_ipc_Writer_t* out, const char* string, size_t room);

/// Packs what fits into `room` bytes, cut between UTF-8 characters. For outputs: the client said what it can take. A
/// string longer than `limit` is fatal, and NULL is packed as "".
static inline void le_ipc_PutCutString(le_ipc_Writer_t* out, const char* string, size_t limit, size_t room)
{
    size_t length = string != NULL ? strnlen(string, limit + 1) : 0;
    if (length > limit)
    {
        le_ipc_FatalString(limit);
    }
    if (length > room)
    {
        le_ipc_PutHead(out, string, room);
        return;
    }
    le_ipc_PutU32(out, (uint32_t)length);
    le_ipc_PutBlock(out, string, length);
    le_ipc_PutU8(out, 0);
}

/// Packs what a server has put into a buffer of `size` bytes, of which the last is for the end of the text: one that
/// takes its place is cut.
static inline void le_ipc_PutFilled(le_ipc_Writer_t* out, const char* buffer, size_t size)
{
    size_t length = strnlen(buffer, size);
    if (length == size)
    {
        le_ipc_PutHead(out, buffer, size - 1);
        return;
    }
    le_ipc_PutU32(out, (uint32_t)length);
    le_ipc_PutBlock(out, buffer, length);
    le_ipc_PutU8(out, 0);
}

/// The string where it stands in the message: valid as long as that, never NULL, ends with a zero byte, which is the
/// first one. `*length` is that of the string.
static inline const char* le_ipc_GetText(le_ipc_Reader_t* in, size_t* length, size_t limit)
{
    *length = le_ipc_GetU32(in);
    if (*length > limit)
    {
        in->isBad = true;
    }
    const char* string = (const char*)le_ipc_GetBlock(in, *length + 1);
    if (string == NULL || memchr(string, 0, *length + 1) != string + *length)
    {
        in->isBad = true;
        *length = 0;
        return "";
    }
    return string;
}

/// The same where the length does not matter.
static inline const char* le_ipc_GetString(le_ipc_Reader_t* in, size_t limit)
{
    size_t length = 0;
    return le_ipc_GetText(in, &length, limit);
}

/// Copies the next string to a buffer of `size` bytes and cuts what does not fit. Nothing is written when size is 0.
static inline void le_ipc_CopyString(le_ipc_Reader_t* in, char* buffer, size_t size, size_t limit)
{
    size_t length = 0;
    const char* string = le_ipc_GetText(in, &length, limit);
    if (size != 0)
    {
        length = length < size ? length : size - 1;
        le_ipc_Copy(buffer, string, length);
        buffer[length] = '\0';
    }
}

/// The head of an array: more than `limit` elements, or some but no place they are at, is fatal.
static inline void le_ipc_PutCount(le_ipc_Writer_t* out, const void* array, size_t count, size_t limit)
{
    if (count > limit)
    {
        le_ipc_FatalArray(count, limit);
    }
    if (array == NULL && count != 0)
    {
        le_ipc_FatalNull();
    }
    le_ipc_PutU32(out, (uint32_t)count);
}

static inline size_t le_ipc_GetCount(le_ipc_Reader_t* in, size_t limit)
{
    uint32_t count = le_ipc_GetU32(in);
    in->isBad = in->isBad || count > limit;
    return in->isBad ? 0 : count;
}

/// Packs an array of plain elements, which look in the message as they do in memory.
static inline void le_ipc_PutArray(le_ipc_Writer_t* out, const void* array, size_t count, size_t elementSize,
                                   size_t limit)
{
    le_ipc_PutCount(out, array, count, limit);
    while (out->at % elementSize != 0)
    {
        le_ipc_PutU8(out, 0);
    }
    le_ipc_PutBlock(out, array, count * elementSize);
}

/// The array where it stands in the message, aligned; valid as long as that and never NULL.
static inline const void* le_ipc_GetArray(le_ipc_Reader_t* in, size_t* count, size_t elementSize, size_t limit)
{
    *count = le_ipc_GetCount(in, limit);
    while (!in->isBad && in->at % elementSize != 0)
    {
        le_ipc_GetU8(in);
    }
    const void* array = le_ipc_GetBlock(in, *count * elementSize);
    if (array == NULL)
    {
        *count = 0;
        return in->base;
    }
    return array;
}

/// Copies an array to `array`, which has room for `*size` elements; `*size` becomes the number copied. A sender that
/// sends more than there is room for is in the wrong.
static inline void le_ipc_CopyArray(le_ipc_Reader_t* in, void* array, size_t* size, size_t elementSize, size_t limit)
{
    size_t count = 0;
    const void* found = le_ipc_GetArray(in, &count, elementSize, limit);
    if (count > *size)
    {
        in->isBad = true;
        count = 0;
    }
    if (count != 0)
    {
        le_ipc_Copy(array, found, count * elementSize);
    }
    *size = count;
}

/// As le_ipc_GetCount(), for a caller that has room for `room` elements.
static inline size_t le_ipc_GetCountFor(le_ipc_Reader_t* in, size_t limit, size_t room)
{
    size_t count = le_ipc_GetCount(in, limit);
    in->isBad = in->isBad || count > room;
    return in->isBad ? 0 : count;
}

/// Tells how much of an output there is room for.
static inline void le_ipc_PutRoom(le_ipc_Writer_t* out, size_t room)
{
    le_ipc_PutU32(out, room < UINT32_MAX ? (uint32_t)room : UINT32_MAX);
}

/// How much of an output the client has room for, `limit` at most; 0 when it does not want it.
static inline size_t le_ipc_GetRoom(le_ipc_Reader_t* in, uint32_t isWanted, size_t limit)
{
    size_t room = isWanted ? le_ipc_GetU32(in) : 0;
    return room < limit ? room : limit;
}

/// The part of `count` elements that a client has room for. More than `limit` is fatal.
static inline size_t le_ipc_Cut(size_t count, size_t room, size_t limit)
{
    if (count > limit)
    {
        le_ipc_FatalArray(count, limit);
    }
    return count < room ? count : room;
}

/// True when everything was read, nothing is left over and nothing was wrong; else the message is bad.
static inline bool le_ipc_Accept(le_ipc_Reader_t* in)
{
    in->isBad = in->isBad || in->at != in->size;
    return !in->isBad;
}

#ifdef __cplusplus
}
#endif

#endif  // LE_IPC_PACK_INCLUDE_GUARD
