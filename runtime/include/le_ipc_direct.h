/**
 * @file le_ipc_direct.h
 *
 * What servers stand on that clients of the same process call without messages (`ifgen --allow-direct`); included by
 * code that ifgen generates. Not for use by hand. The same is checked as when a call is a message, but for
 * references, which are passed on as they are, and sizes that 32 bits do not hold.
 *
 * "Fatal" means LE_FATAL. Unless said otherwise a function may be called from any thread.
 */
#ifndef LE_IPC_DIRECT_INCLUDE_GUARD
#define LE_IPC_DIRECT_INCLUDE_GUARD

#include "le_ipc.h"

#ifdef __cplusplus
extern "C" {
#endif

/// A server that is called directly. Static in generated code.
typedef struct le_ipc_Direct
{
    const char* name;  ///< what its functions begin with; used in messages to people
    const char* protocolId;
    const char* meaning;    ///< as a client's: only with the same one `functions` are what the client takes them for
    size_t messageSize;     ///< bytes of the largest report
    const void* functions;  ///< an ifgen_<interface>_Functions_t
    le_ipc_Service_t* service;                              ///< the same server for messages
    void (*onIndication)(le_ipc_Indication_t* indication);  ///< unpacks a report; NULL when there are none
    bool servesAll;              ///< every client in the process, not only those that are told to by a NULL name
    struct le_ipc_Direct* next;  ///< of the library
} le_ipc_Direct_t;

/// Makes the server known to clients of the process. It stays. Fatal when there is one of this protocol and meaning
/// already.
LE_SHARED void le_ipc_OfferDirect(le_ipc_Direct_t* direct);

/// What hides the message that the calling thread may be working on while a function is called directly.
typedef struct
{
    le_ipc_Service_t* service;
    void* message;
    void* frame;
    le_msg_SessionRef_t session;
} le_ipc_DirectCall_t;

/// Between the two the calling thread has no client to be killed and GetClientSessionRef() is NULL.
LE_SHARED void le_ipc_EnterDirect(le_ipc_DirectCall_t* call, le_ipc_Service_t* service);
LE_SHARED void le_ipc_LeaveDirect(const le_ipc_DirectCall_t* call);

/// Makes a handler of the calling thread known, for the function with this number. Returns the context that the server
/// gets with its report function. `remove` calls the server's Remove function; NULL for a one-shot callback. What
/// became of it is told by le_ipc_ClientHandlerAdded() or le_ipc_DropClientHandler(). Fatal when the thread is not
/// connected.
LE_SHARED void* le_ipc_AddDirectHandler(le_ipc_Client_t* client, le_ipc_Direct_t* direct, uint32_t number,
                                        le_ipc_Function_t function, void* contextPtr, void (*remove)(void*));

/// Removes a handler that the calling thread added by the function with the number `addNumber`, and returns the
/// server's own reference. Fatal when there is none.
LE_SHARED void* le_ipc_RemoveDirectHandler(le_ipc_Client_t* client, const void* reference, uint32_t addNumber);

/// A value of an ENUM or le_onoff_t that is none of the declared ones: fatal.
LE_SHARED void le_ipc_FatalEnum(int64_t value) __attribute__((noreturn));

/// A descriptor that is there twice is fatal: it would have two owners. Negative ones are none.
LE_SHARED void le_ipc_CheckFiles(const int* files, size_t count);

/// NULL, or a string of more than `limit` bytes, is fatal.
static inline void le_ipc_CheckString(const char* string, size_t limit)
{
    if (string == NULL)
    {
        le_ipc_FatalNull();
    }
    if (strnlen(string, limit + 1) > limit)
    {
        le_ipc_FatalString(limit);
    }
}

/// More than `limit` elements, or some but no place they are at, is fatal. Returns a place in any case: a server never
/// sees NULL.
static inline const void* le_ipc_CheckArray(const void* array, size_t count, size_t limit)
{
    static const uint64_t none = 0;
    if (count > limit)
    {
        le_ipc_FatalArray(count, limit);
    }
    if (array == NULL && count != 0)
    {
        le_ipc_FatalNull();
    }
    return array != NULL ? array : &none;
}

static inline void le_ipc_CheckOnOff(le_onoff_t value)
{
    if ((uint32_t)value > 1)
    {
        le_ipc_FatalEnum((int64_t)value);
    }
}

/// What the server gets for the client's buffer of `*size` bytes: empty text and the size it may use; `spare` when the
/// client has no room for the terminator; NULL when the client does not want the text.
static inline char* le_ipc_ClearString(char* buffer, size_t* size, size_t limit, char* spare)
{
    size_t room = (buffer != NULL && *size > 0) ? *size - 1 : 0;
    char* place = (buffer != NULL && *size == 0) ? spare : buffer;
    *size = (room < limit ? room : limit) + 1;
    if (place != NULL)
    {
        memset(place, 0, *size);
    }
    return place;
}

/// Cuts what the server wrote to what the client has room for.
static inline void le_ipc_CutString(char* buffer, size_t size)
{
    if (buffer != NULL)
    {
        buffer[size - 1] = '\0';
    }
}

/// The elements that the server may fill, all zero; 0 when the client does not want them.
static inline size_t le_ipc_ClearArray(void* array, const size_t* size, size_t elementSize, size_t limit)
{
    if (array == NULL || size == NULL)
    {
        return 0;
    }
    size_t room = *size < limit ? *size : limit;
    memset(array, 0, room * elementSize);
    return room;
}

#ifdef __cplusplus
}
#endif

#endif  // LE_IPC_DIRECT_INCLUDE_GUARD
