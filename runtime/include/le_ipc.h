/**
 * @file le_ipc.h
 *
 * What code generated from `.api` files stands on. Not for use by hand: it may change with every release, together with
 * the generator. Messages are packed and unpacked by the inline functions of le_ipc_pack.h; sessions, handlers,
 * clean-up and dispatch are in liblegato.
 *
 * "Fatal" means LE_FATAL. Unless said otherwise a function may be called from any thread.
 */
#ifndef LE_IPC_INCLUDE_GUARD
#define LE_IPC_INCLUDE_GUARD

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "le_basics.h"
#include "le_ipc_async.h"
#include "le_ipc_pack.h"
#include "le_messaging.h"

#ifdef __cplusplus
extern "C" {
#endif

//--------------------------------------------------------------------------------------------------------------------
// Client side
//--------------------------------------------------------------------------------------------------------------------

/// Any function; converted to its real type before it is called.
typedef void (*le_ipc_Function_t)(void);

/// What tracing calls the function with a message number.
typedef struct
{
    uint32_t number;
    const char* function;
    const char* event;  ///< the EVENT whose reports have this number; NULL: they are of the function
} le_ipc_Name_t;

/// Names for tracing. Static in generated code.
typedef struct
{
    const char* api;  ///< of the .api file, without folder and ending
    size_t count;
    const le_ipc_Name_t* functions;
} le_ipc_Names_t;

/// When the call began and its number among those of the process; all 0 for a call that is not traced.
typedef struct
{
    uint64_t time;  ///< nanoseconds of CLOCK_MONOTONIC
    uint32_t call;
} le_ipc_Traced_t;

struct le_ipc_Indication;

/// One interface that a component uses, under one name. Static in generated code.
typedef struct
{
    const char* name;  ///< what its functions begin with; used in messages to people
    const char* protocolId;
    const char* meaning;  ///< hash over the functions and their types, which protocol ids with versions do not tell
    size_t messageSize;   ///< bytes of the largest message
    void (*onIndication)(struct le_ipc_Indication* indication);  ///< NULL when the server never reports anything
    const le_ipc_Names_t* names;                                 ///< NULL: none, tracing shows numbers
    uint32_t slot;                                               ///< of the library; 0 at first
    bool isLocal;                                                ///< connects to a local service of this process
    le_msg_LocalService_t* local;                                ///< to this one; NULL: to none yet
    const void* direct;  ///< of the library: functions of a server in this process, see le_ipc_direct.h; NULL: messages
} le_ipc_Client_t;

/// Opens a session of this interface for the calling thread and waits for the server as long as it takes; when the
/// thread has one, counts one more user of it. A session is closed when its thread ends. Where a server in the process
/// is called directly there is no session. `serviceName` NULL asks for that: fatal when there is no such server.
LE_SHARED void le_ipc_Connect(le_ipc_Client_t* client, const char* serviceName);

/// The same without waiting. LE_OK; LE_UNAVAILABLE: bound, not served; LE_NOT_PERMITTED: not bound; LE_COMM_ERROR: no
/// Service Directory. After a failure nothing is left behind.
LE_SHARED le_result_t le_ipc_TryConnect(le_ipc_Client_t* client, const char* serviceName);

/// Gives one use back; the last one closes the calling thread's session. Without a session: a critical log line.
LE_SHARED void le_ipc_Disconnect(le_ipc_Client_t* client);

/// What to call when the calling thread's session is lost, after it is gone. When the function returns, fatal; to go on
/// it leaves by longjmp(). NULL: fatal at once. Without a session: a critical log line.
LE_SHARED void le_ipc_SetDisconnectHandler(le_ipc_Client_t* client, void (*handler)(void*), void* contextPtr);

/// Limits how long a call of the calling thread waits for its answer; 0: as long as it takes. A call that reaches the
/// limit loses the connection, and the limit with it. LE_OK; LE_UNSUPPORTED: the server is called through `direct`, so
/// that nobody waits for it. Fatal when the thread is not connected.
LE_SHARED le_result_t le_ipc_SetTimeLimit(le_ipc_Client_t* client, uint32_t milliseconds);

/// The calling thread's session; NULL when the server is called through `direct`. Fatal when the thread is not
/// connected.
LE_SHARED le_msg_SessionRef_t le_ipc_GetSession(le_ipc_Client_t* client);

/// One call to the server. Of the thread that owns the session, like the functions that take it.
typedef struct
{
    le_msg_SessionRef_t session;
    le_msg_MessageRef_t message;
    uint32_t number;
    le_ipc_Traced_t traced;
    le_ipc_Writer_t out;
    le_ipc_Reader_t in;
} le_ipc_Call_t;

/// Starts the request with this number: pack the rest into `out`.
LE_SHARED void le_ipc_BeginCall(le_ipc_Call_t* call, le_msg_SessionRef_t session, uint32_t number);

/// Sends the request and waits for the answer; NULL when the session is lost.
LE_SHARED le_msg_MessageRef_t le_ipc_Ask(le_ipc_Call_t* call);

/// Looks at the head of what le_ipc_Ask() has returned. Does not return when the session is lost.
LE_SHARED void le_ipc_TakeAnswer(le_ipc_Call_t* call, le_msg_MessageRef_t answer);

/// Sends the request and waits for the answer: unpack it from `in`. Does not return when the session is lost. In two
/// steps, for after the wait each return from a function costs as much as dozens of instructions.
static inline void le_ipc_Exchange(le_ipc_Call_t* call)
{
    le_ipc_TakeAnswer(call, le_ipc_Ask(call));
}

/// Sends the request of a one-way function, which nobody answers. When the server reads more slowly than the client
/// sends, it waits until the server has taken what was sent, and no longer than le_ipc_SetTimeLimit() allows; a server
/// that is the calling thread itself is not waited for. Does not return when the session is lost.
LE_SHARED void le_ipc_SendOneWay(le_ipc_Call_t* call);

/// Checks that the answer was right and lets it go. An answer that was not right loses the session.
LE_SHARED void le_ipc_EndCall(le_ipc_Call_t* call);

/// The answer of an asynchronous call.
typedef struct
{
    le_msg_MessageRef_t message;
    le_ipc_Function_t done;  ///< what to call with it
    void* contextPtr;
    le_ipc_Reader_t in;
} le_ipc_Answer_t;

/// Unpacks an answer from `in` and calls `done` when le_ipc_Accept() says that it is right.
typedef void (*le_ipc_OnAnswer_t)(le_ipc_Answer_t* answer);

/// As le_ipc_BeginCall(), for the calling thread's session of this interface and a call that does not wait. Fatal when
/// `done` is NULL, when the thread is not connected, and when the server is called through `direct`.
LE_SHARED void le_ipc_BeginAsyncCall(le_ipc_Call_t* call, le_ipc_Client_t* client, uint32_t number,
                                     le_ipc_Function_t done);

/// Sends the request and returns what stands for the call. `onAnswer` runs once from the thread's event loop, when the
/// answer is there; never when the session ends before, or the call is cancelled. An answer that is not right loses the
/// session. Does not return when the server, of an older version, cannot take so long a request. `client`: the one of
/// le_ipc_BeginAsyncCall().
LE_SHARED le_ipc_AsyncCallRef_t le_ipc_Start(le_ipc_Call_t* call, le_ipc_Client_t* client, le_ipc_OnAnswer_t onAnswer,
                                             le_ipc_Function_t done, void* contextPtr);

/// Forgets a call of the calling thread by this client: its `onAnswer` is not called any more, and what the server
/// answers is dropped. LE_OK; LE_NOT_FOUND: there is no such call, or it is over. Never fatal.
LE_SHARED le_result_t le_ipc_CancelAsyncCall(const le_ipc_Client_t* client, le_ipc_AsyncCallRef_t call);

/// Makes a handler known, for the request with this number. Returns what stands for it in messages.
LE_SHARED uint32_t le_ipc_AddHandler(le_ipc_Call_t* call, le_ipc_Function_t function, void* contextPtr, bool isOneShot);

/// Forgets a handler that was just added, because the server did not take it.
LE_SHARED void le_ipc_DropHandler(uint32_t handler);

/// Notes what the server calls the handler, and returns what the client calls it; NULL when the server refused (0).
LE_SHARED void* le_ipc_HandlerAdded(uint32_t handler, uint32_t serverReference);

/// Removes a handler: what the server calls it is returned. Fatal when `reference` is none of this session's, or was
/// added by another function than the one with the number `addNumber`.
LE_SHARED uint32_t le_ipc_RemoveHandler(le_msg_SessionRef_t session, const void* reference, uint32_t addNumber);

/// A message in which the server calls a handler.
typedef struct le_ipc_Indication
{
    le_msg_MessageRef_t message;
    uint32_t number;
    le_ipc_Function_t function;  ///< the handler; NULL is fatal before this is made
    void* contextPtr;
    le_ipc_Reader_t in;
    void* direct;  ///< of the library: the report, when there is no message
} le_ipc_Indication_t;

/// Takes the descriptor that came with the report at a place; -1 when there is none.
LE_SHARED int le_ipc_TakeFile(le_ipc_Indication_t* indication, size_t place);

//--------------------------------------------------------------------------------------------------------------------
// Server side
//--------------------------------------------------------------------------------------------------------------------

struct le_ipc_Request;
struct le_ipc_Block;

/// One interface that a component serves, under one name. Static in generated code.
typedef struct
{
    const char* name;
    const char* protocolId;
    size_t messageSize;
    void (*onRequest)(struct le_ipc_Request* request);
    const le_ipc_Names_t* names;        ///< NULL: none, tracing shows numbers
    le_msg_ServiceRef_t serviceRef;     ///< NULL until advertised
    le_msg_SessionRef_t clientSession;  ///< of the request being handled
    void* thread;                       ///< the server's thread
    struct le_ipc_Block* blocks;        ///< large buffers kept for the next request
    const uint32_t* oneWay;             ///< message numbers of the one-way functions
    size_t oneWayCount;
    uint32_t ignored;       ///< of the library: calls of one-way functions that it does not know, not logged yet
    int64_t ignoredLogged;  ///< when they were logged last, milliseconds; 0: never
} le_ipc_Service_t;

/// Makes the calling thread the server's and advertises the service. Another thread may when that one has ended.
LE_SHARED void le_ipc_Advertise(le_ipc_Service_t* service, const char* serviceName);

/// The session of the client whose request is being handled, or that is being cleaned up after. NULL otherwise, and in
/// any thread but the server's.
LE_SHARED le_msg_SessionRef_t le_ipc_GetClientSession(const le_ipc_Service_t* service);

/// A request being handled. One that is neither answered nor kept when its function returns costs the client its
/// session: that is how a request that is not right is dealt with.
typedef struct le_ipc_Request
{
    le_ipc_Service_t* service;
    le_msg_SessionRef_t session;
    le_msg_MessageRef_t message;
    uint32_t number;
    bool isDone;      ///< answered or kept; of a one-way function: dealt with
    bool isAnswered;  ///< the answer is complete and goes when the function has returned
    bool isOneWay;    ///< nobody waits for an answer
    le_ipc_Traced_t traced;
    le_ipc_Reader_t in;
    le_ipc_Writer_t out;
} le_ipc_Request_t;

/// Answers a request for a function that this version of the interface does not have, and ends the client's session.
/// One that nobody waits for the answer of is logged, once in ten seconds, and ignored.
LE_SHARED void le_ipc_RefuseUnknown(le_ipc_Request_t* request);

/// Starts the answer over the request, whose content is gone from then on: pack it into `out`.
LE_SHARED void le_ipc_BeginReply(le_ipc_Request_t* request);

/// The answer is complete. It is sent when the function that deals with the request has returned.
LE_SHARED void le_ipc_EndReply(le_ipc_Request_t* request);

/// A request of a one-way function was right, and its function has returned.
LE_SHARED void le_ipc_EndOneWay(le_ipc_Request_t* request);

/// A buffer for a large parameter, and back. Of the server's thread.
LE_SHARED void* le_ipc_TakeBuffer(le_ipc_Service_t* service, size_t bytes);
LE_SHARED void le_ipc_GiveBuffer(le_ipc_Service_t* service, void* buffer);

/// Makes a handler of the client known. Returns the context that the server's function gets with the handler.
/// `remove` calls the server's Remove function with the server's own reference; NULL for a one-shot callback.
LE_SHARED void* le_ipc_AddClientHandler(le_ipc_Request_t* request, uint32_t handler, void (*remove)(void*));

/// The server's function has returned its own reference: what stands for it in messages, 0 when it is NULL.
LE_SHARED uint32_t le_ipc_ClientHandlerAdded(void* contextPtr, void* reference);

/// Forgets a one-shot callback whose function failed.
LE_SHARED void le_ipc_DropClientHandler(void* contextPtr);

/// Removes a handler of this client. Returns the server's own reference, NULL when the client has no such handler that
/// was added by the request with the number `addNumber`.
LE_SHARED void* le_ipc_RemoveClientHandler(le_ipc_Request_t* request, uint32_t reference, uint32_t addNumber);

/// A call of a client's handler under way. From any thread.
typedef struct
{
    le_ipc_Service_t* service;
    le_msg_MessageRef_t message;  ///< NULL: the handler is one of this process
    void* direct;                 ///< of the library: the report to such a handler
    le_ipc_Writer_t out;
} le_ipc_Report_t;

/// Starts a call of the handler with this context: pack its parameters into `out`. False when the handler is gone. A
/// one-shot callback is gone after this; calling it once more is fatal.
LE_SHARED bool le_ipc_BeginReport(le_ipc_Report_t* report, void* contextPtr);
/// Adds a descriptor at a place, which the report owns from then on; a negative one is none.
LE_SHARED void le_ipc_ReportFile(le_ipc_Report_t* report, size_t place, int fd);
LE_SHARED void le_ipc_SendReport(le_ipc_Report_t* report);

/// Most OUT parameters of one function.
#define LE_IPC_MAX_OUTPUTS 32

/// An asynchronous command: a request that is answered later, from any thread.
typedef struct le_ipc_Command
{
    le_ipc_Service_t* service;
    le_msg_MessageRef_t message;
    le_ipc_Traced_t traced;
    uint32_t reference;
    uint32_t number;
    uint32_t wanted;
    uint32_t room[LE_IPC_MAX_OUTPUTS];
    le_ipc_Writer_t out;
} le_ipc_Command_t;

/// Keeps a request for later. What is returned stands for the command in the server.
LE_SHARED void* le_ipc_KeepRequest(le_ipc_Request_t* request, uint32_t wanted, const uint32_t* room, size_t rooms);

/// Starts the answer of a command: pack it into `out`. Fatal when the reference is none, was answered already, or is of
/// a command with another number.
LE_SHARED le_ipc_Command_t* le_ipc_BeginRespond(const void* reference, uint32_t number);
LE_SHARED void le_ipc_SendRespond(le_ipc_Command_t* command);

//--------------------------------------------------------------------------------------------------------------------
// File descriptors. The place of one is its number among the files of a function in its direction, or of a handler.
//--------------------------------------------------------------------------------------------------------------------

/// Puts a descriptor into a message, which owns it from then on; a negative one is no descriptor.
static inline void le_ipc_PutFile(le_msg_MessageRef_t message, size_t place, int fd)
{
    if (fd >= 0)
    {
        le_msg_SetFdAt(message, place, fd);
    }
}

/// Closes a descriptor that is not sent after all; a negative one is none.
LE_SHARED void le_ipc_CloseFile(int fd);

#ifdef __cplusplus
}
#endif

#endif  // LE_IPC_INCLUDE_GUARD
