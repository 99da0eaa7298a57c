/**
 * Low-level messaging: sessions between a client and a service, over which messages of one protocol travel.
 *
 * A client creates a session on an interface name and opens it; the Service Directory joins it to the service that the
 * installed system binds the name to. After that the two processes talk directly. Contract: spec/le_msg.md.
 *
 * Sequence of a client: GetProtocolRef, CreateSession, [SetSessionRecvHandler], [SetSessionCloseHandler], one of the
 * Open functions, then CreateMsg, fill GetPayloadPtr, Send / RequestResponse / RequestSyncResponse, ReleaseMsg of what
 * was received, DeleteSession.
 *
 * Sequence of a server: GetProtocolRef, CreateService, SetServiceRecvHandler, [AddServiceOpenHandler,
 * AddServiceCloseHandler], AdvertiseService; in the handler GetPayloadPtr, NeedsResponse, then Respond or ReleaseMsg.
 *
 * Threads: the functions may be called from several threads, but not from signal handlers. A session belongs to the
 * thread that created it; a service and its sessions to the thread that created the service. Handlers run in that
 * thread's event loop, so without one they never run. Opening, closing, sending, requesting and responding are for the
 * owning thread alone. Creating, filling and releasing messages is possible from any thread. What changes or asks a
 * session or a service otherwise (its handlers, its context, who its client is) is for the owning thread too; it is
 * checked where the function says that it is fatal.
 *
 * How sessions, messages and descriptors behave as a whole, in which order and when messages leave, and what happens to
 * peers that do not keep up or break the rules: docs/messaging.md, with an example of both sides.
 *
 * "Fatal" means that the calling process logs the reason at EMERG and ends. A NULL or corrupt reference is fatal in
 * every function that does not say otherwise, and so is NULL for a name or an id.
 *
 * The Service Directory takes interface names of visible ASCII characters without spaces, and protocol ids of visible
 * ASCII characters and spaces; neither may be empty. Others are fatal when a session is opened or a service advertised.
 */
#ifndef LE_MESSAGING_INCLUDE_GUARD
#define LE_MESSAGING_INCLUDE_GUARD

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "le_basics.h"
#include "le_log.h"
#include "le_mem.h"
#include "le_semaphore.h"
#include "le_thread.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Longest protocol id and interface name, in bytes without the terminator.
#define LE_MSG_MAX_NAME_BYTES 127

/// A protocol: its id and the size of its largest message.
typedef struct le_msg_Protocol* le_msg_ProtocolRef_t;

/// An interface: its name and protocol; either side's.
typedef struct le_msg_Interface* le_msg_InterfaceRef_t;

/// The client's side of an interface.
typedef struct le_msg_ClientInterface* le_msg_ClientInterfaceRef_t;

/// The part of a service that is open to view.
struct le_msg_Service
{
    enum
    {
        LE_MSG_SERVICE_NULL = 0,
        LE_MSG_SERVICE_UNIX_SOCKET,
        LE_MSG_SERVICE_LOCAL
    } type;
};

/// A service, as its server sees it.
typedef struct le_msg_Service* le_msg_ServiceRef_t;

/// One conversation between one client and one service.
typedef struct le_msg_Session* le_msg_SessionRef_t;

/// The part of a message that is open to view.
struct le_msg_Message
{
    le_msg_SessionRef_t sessionRef;
};

/// A message. Counted: every reference obtained must be given back once, see each function.
typedef struct le_msg_Message* le_msg_MessageRef_t;

/// An open or close handler that was added to a service.
typedef struct le_msg_SessionEventHandler* le_msg_SessionEventHandlerRef_t;

/// Called when a session has opened or closed. `contextPtr` is what was given with the handler.
typedef void (*le_msg_SessionEventHandler_t)(le_msg_SessionRef_t sessionRef, void* contextPtr);

/// Called with a received message, which the handler owns from then on.
typedef void (*le_msg_ReceiveHandler_t)(le_msg_MessageRef_t msgRef, void* contextPtr);

/// Called with the answer to a request, which the handler owns from then on; NULL if the session ended first.
typedef void (*le_msg_ResponseCallback_t)(le_msg_MessageRef_t msgRef, void* contextPtr);

/// The thread of a local service, and what it does with messages. Filled in by the library.
typedef struct
{
    le_thread_Ref_t thread;
    le_msg_ReceiveHandler_t handler;
    void* contextPtr;
} le_msg_LocalReceiver_t;

/// A service for threads of its own process: one static object per service. Filled in by the library.
typedef struct
{
    struct le_msg_Service service;
    bool serviceReady;
    le_msg_LocalReceiver_t receiver;
    le_mem_PoolRef_t messagePool;
} le_msg_LocalService_t;

/// The most file descriptors of one message.
#define LE_MSG_MAX_FDS 8

/// Of the library.
struct le_msg_Descriptors;

/// A message of a local service. It is shown for its size alone: use the functions below.
typedef struct le_msg_LocalMessage
{
    struct le_msg_Message message;
    size_t payloadSize;          ///< stays as it is, and tells the message from others: any thread may look at it
    int fd;                      ///< to be sent, -1: none; where there are others than the first: those of fdsPtr
    le_sem_Ref_t responseReady;  ///< NULL unless a thread is blocked until the answer is there
    bool needsResponse;
    bool isFailed;   ///< there will be no answer
    int receivedFd;  ///< as fd
    le_msg_ResponseCallback_t completionCallback;
    void* contextPtr;
    struct le_msg_LocalMessage* nextPtr;
    struct le_msg_LocalMessage* nextPendingPtr;
    struct le_msg_LocalMessage* previousPendingPtr;
    struct le_msg_Descriptors* fdsPtr;
    struct le_msg_Descriptors* receivedFdsPtr;
    __extension__ uint8_t data[] __attribute__((aligned));
} le_msg_LocalMessage_t;

/// Bytes to be added to the largest payload when sizing the objects of a pool for le_msg_InitLocalService().
#define LE_MSG_LOCAL_HEADER_SIZE (sizeof(le_msg_LocalMessage_t))

//--------------------------------------------------------------------------------------------------------------------
// Protocols (spec/le_msg.md 3)
//--------------------------------------------------------------------------------------------------------------------

/**
 * Finds or creates a protocol. Protocols live as long as the process.
 *
 * Sessions are refused between different protocols, unless both ids name versions of one interface (see
 * docs/ifgen.md) that have one in common.
 *
 * @param protocolId      What both sides must agree on; at most LE_MSG_MAX_NAME_BYTES bytes, the rest is cut off
 * with a log line at CRIT.
 * @param largestMsgSize  Bytes of the largest payload; 0: messages are empty. The same id with another size, and more
 * than 64 MiB, are fatal. One message is at most some 4 MiB on Linux, whatever the protocol allows: the session of a
 * larger one ends with a log line. See le_msg_SetPayloadSize().
 * @return Never NULL. Any thread.
 */
LE_SHARED le_msg_ProtocolRef_t le_msg_GetProtocolRef(const char* protocolId, size_t largestMsgSize);

/// The id of a protocol. Valid for ever. Any thread.
LE_SHARED const char* le_msg_GetProtocolIdStr(le_msg_ProtocolRef_t protocolRef);

/// Bytes of the protocol's largest payload. Any thread.
LE_SHARED size_t le_msg_GetProtocolMaxMsgSize(le_msg_ProtocolRef_t protocolRef);

//--------------------------------------------------------------------------------------------------------------------
// Sessions, client side (spec/le_msg.md 4)
//--------------------------------------------------------------------------------------------------------------------

/**
 * Creates a closed session that belongs to the calling thread, which must be a Legato thread (fatal otherwise).
 *
 * @param interfaceName  The client's interface name; longer than LE_MSG_MAX_NAME_BYTES is fatal. Several sessions
 * on one name are allowed.
 * @return Never NULL; to be deleted with le_msg_DeleteSession().
 */
LE_SHARED le_msg_SessionRef_t le_msg_CreateSession(le_msg_ProtocolRef_t protocolRef, const char* interfaceName);

/**
 * Creates a closed session of the calling thread with a service of this process. The other functions take it like
 * any session, with these differences: opening blocks until the service is advertised, and le_msg_OpenSession() calls
 * back before it returns; closing also deletes the session; a close handler is ignored; there is no protocol and
 * no interface; the client is this process.
 *
 * @return NULL if the pointer is NULL or the service was never initialised.
 */
LE_SHARED le_msg_SessionRef_t le_msg_CreateLocalSession(le_msg_LocalService_t* servicePtr);

/**
 * Sets the handler of messages that are not answers. There is one; setting replaces it, NULL removes it. Without
 * one such messages are dropped with a warning. Client side only (fatal otherwise); set it before the session is
 * opened.
 */
LE_SHARED void le_msg_SetSessionRecvHandler(le_msg_SessionRef_t sessionRef, le_msg_ReceiveHandler_t handlerFunc,
                                            void* contextPtr);

/**
 * Sets the handler that runs when the server ends the session or dies, after the session has been closed here.
 * Without one that event is fatal. It does not run for le_msg_CloseSession(). Client side only (fatal otherwise).
 */
LE_SHARED void le_msg_SetSessionCloseHandler(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t handlerFunc,
                                             void* contextPtr);

/// Reads back what le_msg_SetSessionCloseHandler() set; NULLs if nothing, and of a local session. Both pointers must be
/// given.
LE_SHARED void le_msg_GetSessionCloseHandler(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t* handlerFunc,
                                             void** contextPtr);

/**
 * Limits how long le_msg_RequestSyncResponse() waits. When the answer, with its descriptor, is not there in that time,
 * counted from the call, the call returns NULL and the session is given up as if the server were gone: with a log line
 * at ERR, and with the close handler, or fatal without one, when the event loop runs. For an answer that comes after
 * all could not be told from that to the next request, and what the server has done is not known. The session can be
 * opened again; the limit stays. A session of a local service ends in the same way, but has no close handler.
 *
 * Nothing else has a limit: neither opening nor asynchronous requests, whose callers wait for nothing.
 *
 * @param milliseconds  0: no limit, as at first. From the next request on.
 *
 * Fatal: not the owning thread, server-side session. An addition to the API.
 */
LE_SHARED void le_msg_SetSessionTimeLimit(le_msg_SessionRef_t sessionRef, uint32_t milliseconds);

/**
 * Opens a session without blocking; waits as long as it takes for a binding and for the server. After a second of that
 * a log line at WARNING says which of them it waits for.
 *
 * @param callbackFunc  Called once from the event loop when the session is open; may be NULL. Not called when the
 * session is closed before.
 *
 * Fatal: Service Directory not reachable, protocol differs from the server's, session not closed, not the owning
 * thread, server-side session.
 */
LE_SHARED void le_msg_OpenSession(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t callbackFunc,
                                  void* contextPtr);

/// Opens a session and blocks until it is open, for ever if necessary. No handler runs meanwhile. Logs and fatal as in
/// le_msg_OpenSession(). A thread that is cancelled while it waits leaves nothing behind.
LE_SHARED void le_msg_OpenSessionSync(le_msg_SessionRef_t sessionRef);

/**
 * Opens a session if that can be done now.
 *
 * @return
 * - LE_OK: open.
 * - LE_UNAVAILABLE: bound, but the server does not offer the service at the moment.
 * - LE_NOT_PERMITTED: no binding (or a NULL session, as le_msg_CreateLocalSession() gives), or the Service Directory
 *   does not accept this process.
 * - LE_COMM_ERROR: the Service Directory cannot be reached, ends before it has answered, or takes no more connections
 * of this app.
 *
 * After a failure the session is closed as before and may be tried again. Fatal: protocol differs from the
 * server's, session not closed, not the owning thread, server-side session.
 */
LE_SHARED le_result_t le_msg_TryOpenSessionSync(le_msg_SessionRef_t sessionRef);

/**
 * Ends a session. Closed already, or being closed by this function: nothing happens.
 *
 * Client side, open or being opened: the object stays and can be opened again. Messages that wait to be sent are
 * dropped; the callbacks of all outstanding requests are called with NULL before this returns. The session's close
 * handler is not called.
 *
 * Local sessions are deleted too where the client closes them; the server ends one as if it had died, and the client
 * still has to close it.
 *
 * Server side: the service's close handlers run before this returns, then the session is closed and deleted
 * (messages that are still held keep the memory alive).
 *
 * Fatal: not the owning thread.
 */
LE_SHARED void le_msg_CloseSession(le_msg_SessionRef_t sessionRef);

/**
 * Closes the session if it is open, and deletes it; messages still held keep its memory alive. Client side only,
 * owning thread only (fatal otherwise).
 */
LE_SHARED void le_msg_DeleteSession(le_msg_SessionRef_t sessionRef);

/// Keeps one pointer with the session, for the caller's use. Each side of a session has its own, but a local session
/// has one for both.
LE_SHARED void le_msg_SetSessionContextPtr(le_msg_SessionRef_t sessionRef, void* contextPtr);

/// The pointer kept with the session, NULL if none was set.
LE_SHARED void* le_msg_GetSessionContextPtr(le_msg_SessionRef_t sessionRef);

/// The protocol of a session; NULL of a local one. Any thread.
LE_SHARED le_msg_ProtocolRef_t le_msg_GetSessionProtocol(le_msg_SessionRef_t sessionRef);

/// The interface of a session: its own name on the client's side, the service's on the server's; NULL of a local one.
/// Valid as long as the session. Any thread.
LE_SHARED le_msg_InterfaceRef_t le_msg_GetSessionInterface(le_msg_SessionRef_t sessionRef);

/// What the other side of a session speaks.
typedef struct
{
    size_t largestMessage;   ///< bytes of the largest payload it takes; 0: not known
    uint16_t oldestVersion;  ///< SERVING_VERSION of its `.api` file; 0: the interface has no versions
    uint16_t newestVersion;  ///< API_VERSION
} le_msg_PeerProtocol_t;

/**
 * What the other side of a session speaks, as the Service Directory told when the session was opened. Between two
 * versions of an interface: what the other side knows. All 0 before the session is open and of a local session. Either
 * side. Any thread. An addition to the API.
 */
LE_SHARED le_msg_PeerProtocol_t le_msg_GetPeerProtocol(le_msg_SessionRef_t sessionRef);

//--------------------------------------------------------------------------------------------------------------------
// Identity of the peer, server side (spec/le_msg.md 5)
//--------------------------------------------------------------------------------------------------------------------

/**
 * User id of the client at the moment it connected; of a local session, the process's own. Works inside close handlers.
 *
 * @return LE_OK, or LE_CLOSED if the session has ended. Fatal on a client-side session.
 */
LE_SHARED le_result_t le_msg_GetClientUserId(le_msg_SessionRef_t sessionRef, uid_t* userIdPtr);

/// Process id of the client as the Service Directory saw it when the client connected; another process may have it when
/// the client has ended. As le_msg_GetClientUserId().
LE_SHARED le_result_t le_msg_GetClientProcessId(le_msg_SessionRef_t sessionRef, pid_t* processIdPtr);

/// Both at once; either pointer may be NULL. As le_msg_GetClientUserId().
LE_SHARED le_result_t le_msg_GetClientUserCreds(le_msg_SessionRef_t sessionRef, uid_t* userIdPtr, pid_t* processIdPtr);

/**
 * Who the client is by its place in the system: the app's name, or `<user>` for a program outside any app; `<local>` of
 * a local session.
 *
 * @param bufferSize  Bytes of `buffer`, terminator included; 72 are always enough, 0 is fatal.
 * @return LE_OK, LE_OVERFLOW (cut off) or LE_CLOSED. Fatal on a client-side session. An addition to the API.
 */
LE_SHARED le_result_t le_msg_GetClientAgent(le_msg_SessionRef_t sessionRef, char* buffer, size_t bufferSize);

//--------------------------------------------------------------------------------------------------------------------
// Messages (spec/le_msg.md 6)
//--------------------------------------------------------------------------------------------------------------------

/**
 * Creates a message for a session, either side. Its payload has the protocol's largest size and is zeroed.
 *
 * @return Never NULL. To be sent, or released with le_msg_ReleaseMsg(). Any thread.
 */
LE_SHARED le_msg_MessageRef_t le_msg_CreateMsg(le_msg_SessionRef_t sessionRef);

/// Takes one more reference to a message. Any thread.
LE_SHARED void le_msg_AddRef(le_msg_MessageRef_t msgRef);

/**
 * Gives one reference back. With the last one the message ends, and file descriptors still in it are closed. If it
 * was a request that still waits for its answer on an open server-side session, an error is logged and the session
 * closed (by its owning thread, if this is another). Any thread.
 */
LE_SHARED void le_msg_ReleaseMsg(le_msg_MessageRef_t msgRef);

/// The payload: le_msg_GetMaxPayloadSize() bytes, aligned for any type, valid as long as the message. Any thread.
LE_SHARED void* le_msg_GetPayloadPtr(le_msg_MessageRef_t msgRef);

/// Bytes there is room for in the payload: the protocol's largest message. Any thread.
LE_SHARED size_t le_msg_GetMaxPayloadSize(le_msg_MessageRef_t msgRef);

/**
 * Says how many bytes of the payload will be sent. Without this call a message travels at the protocol's largest
 * size, and so does an answer, however short its request was. The caller promises that nothing beyond has been written.
 * An addition to the API, used by generated code.
 *
 * @param bytes  0 to le_msg_GetMaxPayloadSize(), more is fatal.
 */
LE_SHARED void le_msg_SetPayloadSize(le_msg_MessageRef_t msgRef, size_t bytes);

/**
 * Bytes of the payload: those received, or those to be sent. What lies beyond in a received message is undefined.
 * An addition to the API.
 */
LE_SHARED size_t le_msg_GetPayloadSize(le_msg_MessageRef_t msgRef);

/// The session a message belongs to; its memory stays as long as the message. Any thread.
LE_SHARED le_msg_SessionRef_t le_msg_GetSession(le_msg_MessageRef_t msgRef);

/// True only on the server's side, for a received request that has not been answered; also when its session has ended
/// meanwhile. Any thread.
LE_SHARED bool le_msg_NeedsResponse(le_msg_MessageRef_t msgRef);

/**
 * Puts a file descriptor into a message that will be sent. The library owns it from then on: it is closed once
 * sent, or with the message. If the message has to wait, a copy waits with it: the number is closed when the function
 * returns that sends the message. On a request being answered it belongs to the answer, and the received one stays
 * readable with le_msg_GetFd(). At most one per message: a second is fatal, and so is a negative one. Descriptors
 * of directories must not be sent: they would let the receiver out of its sandbox.
 */
LE_SHARED void le_msg_SetFd(le_msg_MessageRef_t msgRef, int fd);

/**
 * The same for one of several descriptors. Each has its place, where the receiver finds it; places may be left out.
 * Place 0 is that of le_msg_SetFd(). An addition to the API.
 *
 * @param place  0 to LE_MSG_MAX_FDS - 1.
 *
 * Fatal: a place that there is not or that has a descriptor, a negative descriptor, and one that is at another place of
 * the message already: it would have two owners.
 */
LE_SHARED void le_msg_SetFdAt(le_msg_MessageRef_t msgRef, size_t place, int fd);

/**
 * Takes the received file descriptor out of a message.
 *
 * @return The descriptor, which the caller must close; -1 if there is none or it was taken before. One that is
 * never taken is closed with the message.
 */
LE_SHARED int le_msg_GetFd(le_msg_MessageRef_t msgRef);

/**
 * The same for the descriptor at a place; le_msg_GetFd() takes the one at place 0. In any order. An addition to the
 * API.
 *
 * @param place  0 to LE_MSG_MAX_FDS - 1, others are fatal.
 */
LE_SHARED int le_msg_GetFdAt(le_msg_MessageRef_t msgRef, size_t place);

/**
 * Sends a message that wants no answer, either side, and gives the reference back. Not open: dropped. Never blocks:
 * what the socket does not take waits in memory, and beyond 8 MiB the session ends.
 *
 * It leaves at once, unless a handler of the session is working off a peer with several messages under way: then at the
 * latest when the handlers of those that have come are done, when the thread waits for an answer or for a session to
 * open, when the session is closed, or when the thread ends or calls exit().
 *
 * Fatal: not the owning thread; a request that has come and needs a response.
 */
LE_SHARED void le_msg_Send(le_msg_MessageRef_t msgRef);

/**
 * Sends a request and returns at once. Client side. Gives the reference back.
 *
 * @param handlerFunc  Called once from the owning thread's event loop with the answer, which it owns, or with NULL
 * if the session ended first. Must not be NULL.
 *
 * Fatal: session not open, not the owning thread, server-side session.
 */
LE_SHARED void le_msg_RequestResponse(le_msg_MessageRef_t msgRef, le_msg_ResponseCallback_t handlerFunc,
                                      void* contextPtr);

/**
 * Sends a request and blocks until the answer is there, or le_msg_SetSessionTimeLimit() is reached. Client side. Gives
 * the reference to the request back. Other messages that arrive meanwhile are delivered later, in their order, from the
 * event loop.
 *
 * @return The answer, to be released; NULL if the session ended before it came, if it did not come in time, or if the
 * service belongs to this very thread, which could never answer.
 *
 * Fatal: session not open, not the owning thread, server-side session.
 */
LE_SHARED le_msg_MessageRef_t le_msg_RequestSyncResponse(le_msg_MessageRef_t msgRef);

/**
 * Sends a request's message back as its answer and gives the reference back. Server side; any time after receipt,
 * in any order. If the session has ended, the message is dropped quietly. A received descriptor that was not taken is
 * closed, with a log line at WARNING for the first of the session. Fatal: the message needs no response (or had one),
 * not the owning thread.
 */
LE_SHARED void le_msg_Respond(le_msg_MessageRef_t msgRef);

//--------------------------------------------------------------------------------------------------------------------
// Services (spec/le_msg.md 7)
//--------------------------------------------------------------------------------------------------------------------

/**
 * Creates a service that belongs to the calling thread. Nobody sees it before it is advertised.
 *
 * @return Never NULL. Fatal: name longer than LE_MSG_MAX_NAME_BYTES, or this process has a service of that name and
 *         protocol already.
 */
LE_SHARED le_msg_ServiceRef_t le_msg_CreateService(le_msg_ProtocolRef_t protocolRef, const char* interfaceName);

/**
 * Initialises a service for threads of this process, once, before any client creates a session.
 *
 * The thread that advertises it owns it. Open and close handlers are not called (adding one logs a warning and gives
 * NULL), hiding logs a warning, deleting and the context pointer are fatal. The service ends with its thread.
 *
 * @param serviceNameStr    For log lines.
 * @param messagingPoolRef  Messages come from it; objects of LE_MSG_LOCAL_HEADER_SIZE and the largest payload. It gets
 * a destructor.
 * @return The service; NULL if the pointer is NULL. Fatal: no name, no pool, objects too small, initialised already.
 */
LE_SHARED le_msg_ServiceRef_t le_msg_InitLocalService(le_msg_LocalService_t* servicePtr, const char* serviceNameStr,
                                                      le_mem_PoolRef_t messagingPoolRef);

/// Hides the service, ends all its sessions and frees it. Not the owning thread: fatal.
LE_SHARED void le_msg_DeleteService(le_msg_ServiceRef_t serviceRef);

/**
 * Adds a handler that is called when a session has been opened. Any number; called in reverse order of
 * registration. Not the owning thread: fatal.
 *
 * @return For le_msg_RemoveServiceHandler().
 */
LE_SHARED le_msg_SessionEventHandlerRef_t le_msg_AddServiceOpenHandler(le_msg_ServiceRef_t serviceRef,
                                                                       le_msg_SessionEventHandler_t handlerFunc,
                                                                       void* contextPtr);

/**
 * Adds a handler that is called when a session ends, whatever the reason, while its reference and the client's
 * identity are still valid. Otherwise as le_msg_AddServiceOpenHandler().
 */
LE_SHARED le_msg_SessionEventHandlerRef_t le_msg_AddServiceCloseHandler(le_msg_ServiceRef_t serviceRef,
                                                                        le_msg_SessionEventHandler_t handlerFunc,
                                                                        void* contextPtr);

/// Removes an open or close handler of the calling thread's services; any other reference, NULL included, is logged as
/// an error. Allowed inside handlers.
LE_SHARED void le_msg_RemoveServiceHandler(le_msg_SessionEventHandlerRef_t handlerRef);

/**
 * Sets the handler of requests and one-way messages. Requests must be answered, others released. One; setting
 * replaces it. Without one, a message ends its session. Not the owning thread: fatal.
 */
LE_SHARED void le_msg_SetServiceRecvHandler(le_msg_ServiceRef_t serviceRef, le_msg_ReceiveHandler_t handlerFunc,
                                            void* contextPtr);

/// Keeps one pointer with the service, for the caller's use. Local service: fatal.
LE_SHARED void le_msg_SetServiceContextPtr(le_msg_ServiceRef_t serviceRef, void* contextPtr);

/// The pointer kept with the service, NULL if none was set. Local service: fatal.
LE_SHARED void* le_msg_GetServiceContextPtr(le_msg_ServiceRef_t serviceRef);

/**
 * Offers the service to clients. When it returns, the Service Directory knows the service, and clients that wait
 * for it are being joined; their sessions appear when the owning thread's event loop runs.
 *
 * Fatal: advertised already, Service Directory not reachable or refusing, this app offers the name already, in another
 * process or with another protocol, not the owning thread; later: the connection to the Service Directory breaks.
 */
LE_SHARED void le_msg_AdvertiseService(le_msg_ServiceRef_t serviceRef);

/// Takes no new sessions. Those that clients have opened go on, or begin in this call: open handlers may run. Can be
/// advertised again. Not advertised: nothing happens. Not the owning thread: fatal.
LE_SHARED void le_msg_HideService(le_msg_ServiceRef_t serviceRef);

/// The interface name. Valid as long as the interface. Any thread.
LE_SHARED const char* le_msg_GetInterfaceName(le_msg_InterfaceRef_t interfaceRef);

/// The interface's protocol. Any thread.
LE_SHARED le_msg_ProtocolRef_t le_msg_GetInterfaceProtocol(le_msg_InterfaceRef_t interfaceRef);

/**
 * The message that the calling thread's service receive handler is working on, NULL outside of one. The reference
 * is borrowed. After a nested dispatch the outer message is current again.
 */
LE_SHARED le_msg_MessageRef_t le_msg_GetServiceRxMsg(void);

/**
 * Ends the session of the client whose message is being handled (spec/le_msg.md 8): logs the text at EMERG, closes the
 * session (close handlers run first) and returns; the caller is expected to return too. The request still has to be
 * answered or released. Outside of a service's receive handler it is fatal for the caller.
 */
#ifndef LE_KILL_CLIENT
#define LE_KILL_CLIENT(formatString, ...)                                 \
    do                                                                    \
    {                                                                     \
        le_msg_MessageRef_t killClientMsgRef_ = le_msg_GetServiceRxMsg(); \
        if (killClientMsgRef_ == NULL)                                    \
        {                                                                 \
            LE_FATAL(formatString, ##__VA_ARGS__);                        \
        }                                                                 \
        else                                                              \
        {                                                                 \
            LE_EMERG(formatString, ##__VA_ARGS__);                        \
            le_msg_CloseSession(le_msg_GetSession(killClientMsgRef_));    \
        }                                                                 \
    } while (0)
#endif

#ifdef __cplusplus
}
#endif

#endif  // LE_MESSAGING_INCLUDE_GUARD
