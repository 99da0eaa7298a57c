// The client's side of sessions: what comes from the server, and how they begin and end.
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>

#include "runtime/lib/messaging/client.h"
#include "runtime/lib/messaging/incoming.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/time_limit.h"
#include "runtime/lib/messaging/turn.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

namespace
{

/// Datagrams, and messages in them, taken in one turn of the event loop, before other work has its turn.
constexpr int kDatagramsPerTurn = 16;
constexpr int kMessagesPerTurn = 64;

le_msg_Session& sessionOf(event::FdWatcher& watcher)
{
    return *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(&watcher) - offsetof(le_msg_Session, watcher));
}

void deliver(le_msg_Session& session, Message* message)
{
    if (message->transaction == 0)
    {
        if (session.receiveHandler == nullptr)
        {
            LE_WARN_IF(!std::exchange(session.hasDropped, true),
                       "Session '%s' has no receive handler: messages are dropped.", session.interface.name);
            releaseMessage(message);
            return;
        }
        session.receiveHandler(&message->open, session.receiveContext);
        return;
    }
    const PendingRequest request =
        session.pending != nullptr ? session.pending->take(message->transaction) : PendingRequest{};
    if (request.callback == nullptr)
    {
        releaseMessage(message);
        giveUp(session, "the server answers a request that nobody made");
        return;
    }
    request.callback(&message->open, request.context);
}

/// The server has ended the session, or must not go on with it.
void serverGone(le_msg_Session& session)
{
    const auto handler = session.closeHandler;
    void* context = session.closeContext;
    bool isDeleted = false;
    {
        const SessionUse use(session);
        closeClient(session);
        isDeleted = session.isDeleted;
    }
    if (isDeleted)
    {
        return;  // by a callback of a request that has no answer: whoever did that knows that the session is over
    }
    LE_FATAL_IF(handler == nullptr, "The server has closed session '%s'.", session.interface.name);
    handler(&session, context);
}

/// Delivers what has come, deferred messages first. True: the server has ended the session.
bool takeMessages(le_msg_Session& session)
{
    const int fd = session.fd;
    int datagrams = 0;
    // A callback may close the session and open it again: that one has its own turn.
    for (int i = 0; i < kMessagesPerTurn && session.state == State::Open && session.fd == fd && !session.isBroken; ++i)
    {
        Message* message = nullptr;
        if (!session.deferred.isEmpty())
        {
            message = session.deferred.pop();
        }
        else
        {
            if (session.batch == nullptr && datagrams++ == kDatagramsPerTurn)
            {
                return false;
            }
            const ReceiveStatus status = receive(session, &message);
            if (status != ReceiveStatus::Done)
            {
                return status != ReceiveStatus::Empty;
            }
        }
        // Before the handler runs, which may leave by longjmp(): no event will tell of these.
        if (!session.deferred.isEmpty() || session.batch != nullptr)
        {
            updateRunAgain(session);
        }
        deliver(session, message);
    }
    return false;
}

void forgetDeleted(le_msg_Session& session)
{
    perThread().deleted.remove(session);
    releaseReference(session);
}

/// Lets go of sessions whose handler has deleted them and left by longjmp(), as a caller with this frame can tell.
void forgetLeft(const void* frame)
{
    le_msg_Session* next = nullptr;
    for (le_msg_Session* session = perThread().deleted.first; session != nullptr; session = next)
    {
        next = session->ofThread.next;
        if (wasTurnLeft(*session, frame))
        {
            releaseReference(*session);  // the turn's
            forgetDeleted(*session);
        }
    }
}

void onClientEvent(event::FdWatcher& watcher, uint32_t events)
{
    if (perThread().deleted.first != nullptr) [[unlikely]]
    {
        forgetLeft(__builtin_frame_address(0));
    }
    le_msg_Session& session = sessionOf(watcher);
    bool isOver = false;
    {
        const Turn turn(session, __builtin_frame_address(0));
        if ((events & EPOLLOUT) != 0 && !session.isBroken)
        {
            flushOutgoing(session);
        }
        isOver = takeMessages(session);
        isOver = session.state == State::Open && (isOver || session.isBroken);
    }
    if (session.isDeleted && session.turnFrame == nullptr)
    {
        forgetDeleted(session);
    }
    else if (isOver)
    {
        serverGone(session);
    }
}

}  // namespace

void checkClient(const le_msg_Session& session)
{
    LE_FATAL_IF(session.side != Side::Client, "Session '%s': this is for the client's side only.",
                session.interface.name);
}

void noteStatus(le_msg_Session& session, ReceiveStatus status)
{
    if (status == ReceiveStatus::Bad)
    {
        giveUp(session, ("the server sends a malformed message" + describeVersions(session)).c_str());
    }
    if (status == ReceiveStatus::NoDescriptors)
    {
        giveUp(session, "this process has no file descriptors left for those that the server sends");
    }
    if (status == ReceiveStatus::Ended)
    {
        // An empty datagram looks like the end of the connection: make it one, for the event loop to find.
        ::shutdown(session.fd, SHUT_RDWR);
    }
}

ReceiveStatus receive(le_msg_Session& session, Message** message)
{
    const ReceiveStatus status = receiveNext(session, false, message);
    noteStatus(session, status);
    return status;
}

void beginSession(le_msg_Session& session, int fd, const directory::Reply& reply)
{
    session.fd = fd;
    session.serverToken = reply.token;
    session.serverPid = reply.serverPid;
    session.peer = reply.server;
    session.state = State::Open;
    session.isOverdue = false;
    session.isGone = false;
    session.hasDropped = false;
    makeRoom(fd, session.interface);
    if (session.timeLimit != 0)
    {
        applyTimeLimit(session);
    }
    event::startWatchingLater(session.watcher, fd, EPOLLIN, onClientEvent);
}

void closeClient(le_msg_Session& session)
{
    if (session.state == State::Closed)
    {
        return;
    }
    const SessionUse use(session);
    sendGathered(session);
    session.state = State::Closed;
    session.openCallback = nullptr;
    shutSocket(session);
    // Callbacks may open the session again and make requests: those are not of the one that ends here.
    const std::unique_ptr<PendingRequests> unanswered(std::exchange(session.pending, nullptr));
    while (unanswered != nullptr && unanswered->count() != 0)
    {
        const PendingRequest request = unanswered->takeFirst();
        request.callback(nullptr, request.context);
    }
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

le_msg_SessionRef_t le_msg_CreateSession(le_msg_ProtocolRef_t protocolRef, const char* interfaceName)
{
    const le_msg_Interface interface = makeInterface(protocolRef, interfaceName, "A session");
    auto* session = new le_msg_Session;
    session->interface = interface;
    session->owner = &ligature::thread::require();
    joinThread().sessions.add(*session);
    return session;
}

void le_msg_DeleteSession(le_msg_SessionRef_t sessionRef)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        closeLocal(*local);
        return;
    }
    checkSession(sessionRef);
    checkClient(*sessionRef);
    checkOwner(*sessionRef);
    sessionRef->isDeleted = true;
    closeClient(*sessionRef);
    PerThread& own = perThread();
    own.sessions.remove(*sessionRef);
    if (sessionRef->turnFrame != nullptr)
    {
        own.deleted.add(*sessionRef);
        return;
    }
    releaseReference(*sessionRef);
}

void le_msg_SetSessionRecvHandler(le_msg_SessionRef_t sessionRef, le_msg_ReceiveHandler_t handlerFunc, void* contextPtr)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        local->receiveHandler = handlerFunc;
        local->receiveContext = contextPtr;
        return;
    }
    checkSession(sessionRef);
    checkClient(*sessionRef);
    sessionRef->receiveHandler = handlerFunc;
    sessionRef->receiveContext = contextPtr;
}

void le_msg_SetSessionCloseHandler(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t handlerFunc,
                                   void* contextPtr)
{
    if (toLocal(sessionRef) != nullptr)
    {
        return;
    }
    checkSession(sessionRef);
    checkClient(*sessionRef);
    sessionRef->closeHandler = handlerFunc;
    sessionRef->closeContext = contextPtr;
}

void le_msg_GetSessionCloseHandler(le_msg_SessionRef_t sessionRef, le_msg_SessionEventHandler_t* handlerFunc,
                                   void** contextPtr)
{
    if (toLocal(sessionRef) != nullptr)
    {
        *handlerFunc = nullptr;
        *contextPtr = nullptr;
        return;
    }
    checkSession(sessionRef);
    *handlerFunc = sessionRef->closeHandler;
    *contextPtr = sessionRef->closeContext;
}
