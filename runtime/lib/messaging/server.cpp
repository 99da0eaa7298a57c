// The server's side of sessions.
#include <cstring>
#include <mutex>
#include <utility>

#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

namespace
{

/// What is taken from one client in one turn, before others have theirs.
struct Limits
{
    int datagrams;
    int messages;  ///< in them

    /// Of the messages, requests of a client that waits for each answer. One that asks again while its answer is being
    /// sent need not be waited for, and what it needs is in the processor's caches still.
    int answers;
};

constexpr Limits kAlone{8, 64, 8};

/// While other clients are being served too: their next requests may be on their way. That is so until one client has
/// had so many turns in a row.
constexpr Limits kAmongOthers{1, 16, 1};
constexpr uint32_t kTurnsUntilAlone = 32;

/// A client that waits for each answer gets no further one in a turn when the time of so many sends has gone since its
/// first.
constexpr uint64_t kSendsPerTurn = 128;

/// Guards `isOwnerQueued` and `owner` of server-side sessions against threads that do not own them.
std::mutex& ownerLock()
{
    static auto* lock = new std::mutex;
    return *lock;
}

le_msg_Session& sessionOf(event::FdWatcher& watcher)
{
    return *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(&watcher) - offsetof(le_msg_Session, watcher));
}

le_msg_Session& sessionOf(event::QueueItem* item)
{
    return *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(item) - offsetof(le_msg_Session, ownerItem));
}

/// Received messages that have not been released.
uint32_t heldOf(const le_msg_Session& session)
{
    return session.held - session.givenBack;
}

void resumeIfReady(le_msg_Session& session)
{
    if (session.isPaused && heldOf(session) <= kHeldLimit / 2)
    {
        session.isPaused = false;
        updateWatching(session);
        updateRunAgain(session);
    }
}

[[gnu::hot]] void handleMessage(le_msg_Session& session, Message* message)
{
    message->needsResponse = message->transaction != 0;
    message->isCounted = true;
    session.hasAsked = true;
    ++session.held;
    if (heldOf(session) >= kHeldLimit)
    {
        session.isPaused = true;
        resumeIfReady(session);  // another thread may have released some before it could see the pause
        updateWatching(session);
    }
    const Service& service = *session.service;
    if (service.receiveHandler == nullptr)
    {
        LE_ERROR("Service '%s' has no receive handler: the session of pid %d ends.", service.interface.name,
                 session.clientPid);
        message->needsResponse = false;
        releaseMessage(message);
        closeServer(session);
        return;
    }
    // The handler may give its reference back and still ask whose message it works on: keep one here. Nobody else has
    // the message yet.
    message->references.store(2, std::memory_order_relaxed);
    {
        const CurrentMessage current(&message->open, __builtin_frame_address(0));
        service.receiveHandler(&message->open, service.receiveContext);
    }
    releaseByUser(message);
}

/// Gives back the reference that le_msg_Respond() got. While the message is being handled there is one more, which is
/// this thread's too: if there are just these two, nobody else can change their number.
void releaseAnswered(Message* message)
{
    if (perThread().current == &message->open && message->references.load(std::memory_order_relaxed) == 2)
    {
        message->references.store(1, std::memory_order_relaxed);
        return;
    }
    releaseMessage(message);
}

[[gnu::cold, gnu::noinline]] void tellIfUntaken(le_msg_Session& session, Message& message)
{
    LE_WARN_IF(hasUntaken(message.received()) && !std::exchange(session.hasToldUntaken, true),
               "Session '%s': a request of pid %d is answered, but a file descriptor that came with it was not taken; "
               "it is closed.",
               session.interface.name, session.clientPid);
}

/// From a client that something waits for, nothing is taken: one that does not read its answers gets no more of them.
[[gnu::always_inline]] inline bool isServed(const le_msg_Session& session)
{
    return session.state == State::Open && !session.isBroken && !session.isPaused && !isBlocked(session);
}

/// A turn of the session begins: notes whether other sessions have had theirs of late.
void noteTurn(le_msg_Session& session)
{
    PerThread& own = perThread();
    if (own.lastTurn != session.number)
    {
        own.lastTurn = session.number;
        own.turnsInARow = 0;
    }
    session.isAlone = ++own.turnsInARow > kTurnsUntilAlone;
}

/// Where a datagram came from, more may wait; unless its sender waits for the answer to it. The event loop is told
/// before a handler runs, which may leave by longjmp().
void noteWhatFollows(le_msg_Session& session, const Message& message)
{
    session.mayHoldMore = session.isEnding || (message.transaction & kWaits) == 0;
    if (session.mayHoldMore || session.watcher.mustRun)
    {
        updateRunAgain(session);
    }
}

/// A session from which no message could be received ends.
[[gnu::cold, gnu::noinline]] void endReceiving(le_msg_Session& session, ReceiveStatus status)
{
    if (status == ReceiveStatus::Bad)
    {
        LE_ERROR_IF(noteOffence(session), "Session '%s': pid %d sends a malformed message and is disconnected%s.",
                    session.interface.name, session.clientPid, describeVersions(session).c_str());
    }
    if (status == ReceiveStatus::NoDescriptors)
    {
        LE_ERROR_IF(noteOffence(session),
                    "Session '%s': this process has no file descriptors left for those that pid %d sends, which is "
                    "disconnected.",
                    session.interface.name, session.clientPid);
    }
    closeServer(session);
}

[[gnu::hot]] void takeMessages(le_msg_Session& session)
{
    noteTurn(session);
    const Limits& most = session.isAlone ? kAlone : kAmongOthers;
    uint64_t first = 0;  // when the first answer was sent
    bool wasRequest = false;
    bool hasAskedAgain = false;
    int datagrams = 0;
    for (int messages = 0; messages < most.messages && isServed(session); ++messages)
    {
        const bool isNewDatagram = session.batch == nullptr;
        if (isNewDatagram && !hasAskedAgain && (!session.mayHoldMore || datagrams++ == most.datagrams))
        {
            return;
        }
        Message* message = nullptr;
        const ReceiveStatus status = receiveNext(session, false, &message);
        if (status == ReceiveStatus::Empty)
        {
            if (hasAskedAgain)
            {
                session.answerTimes.correct();
            }
            session.isAhead = false;
            session.mayHoldMore = false;
            updateRunAgain(session);
            return;
        }
        if (status != ReceiveStatus::Done)
        {
            endReceiving(session, status);
            return;
        }
        session.isAhead |= isNewDatagram && wasRequest;
        wasRequest = message->transaction != 0 && (message->transaction & kWaits) == 0;
        noteWhatFollows(session, *message);
        const bool isFirst = !session.hasAsked;
        session.hasRun = false;
        handleMessage(session, message);
        perThread().served += !isFirst && session.state == State::Open;
        first = first == 0 ? session.answered : first;
        hasAskedAgain = session.hasRun && messages + 1 < most.answers && !event::hasQueued() &&
                        session.answerTimes.isShort(session.answered - first, kSendsPerTurn);
    }
}

/// The socket is watched for edges: what an event tells is told once, so a turn reads until nothing is left or its
/// client waits for the answer, or has itself run again. The kernel need not look at the socket once more after each
/// answer.
[[gnu::hot]] void onServerEvent(event::FdWatcher& watcher, uint32_t events)
{
    le_msg_Session& session = sessionOf(watcher);
    Service& service = *session.service;
    void* frame = __builtin_frame_address(0);
    if (!wasTurnLeft(session, frame)) [[likely]]
    {
        useService(service);  // a turn that was left still does
    }
    {
        const Turn turn(session, frame);
        if (perThread().current != nullptr) [[unlikely]]
        {
            CurrentMessage::get(frame);  // what was left behind may end the session
        }
        if ((events & EPOLLOUT) != 0 && !session.isBroken)
        {
            flushOutgoing(session);
        }
        session.isEnding |= (events & (EPOLLHUP | EPOLLERR)) != 0;
        session.mayHoldMore |= (events & EPOLLIN) != 0;
        if ((session.mayHoldMore || session.batch != nullptr) && isServed(session))
        {
            takeMessages(session);
        }
        else if (session.isEnding)
        {
            closeServer(session);
        }
        if (session.isBroken)
        {
            closeServer(session);
        }
    }
    releaseService(service);
}

/// In the owning thread: what others could not do.
void onOwnerItem(event::QueueItem* item)
{
    le_msg_Session& session = sessionOf(item);
    {
        const std::lock_guard lock(ownerLock());
        session.isOwnerQueued = false;
    }
    if (session.isUnanswered.exchange(false))
    {
        failUnanswered(session);
    }
    if (session.state == State::Open)
    {
        resumeIfReady(session);
    }
    releaseReference(session);
}

void onOwnerItemDropped(event::QueueItem* item)
{
    releaseReference(sessionOf(item));
}

}  // namespace

void acceptClient(Service& service, int fd, const directory::HandOver& handOver)
{
    auto* session = new le_msg_Session;
    session->side = Side::Server;
    session->interface = service.interface;
    session->owner = service.owner;
    session->service = &service;
    session->fd = fd;
    session->clientUid = handOver.uid;
    session->clientPid = handOver.pid;
    session->peer = handOver.client;
    std::memcpy(session->clientAgent, handOver.agent, sizeof(session->clientAgent));
    session->ownerItem.run = onOwnerItem;
    session->ownerItem.drop = onOwnerItemDropped;
    session->state = State::Open;
    makeRoom(fd, session->interface);
    service.sessions.add(*session);
    // Before any handler runs: one may leave by longjmp().
    LE_FATAL_IF(event::startWatching(session->watcher, fd, EPOLLIN | EPOLLET, onServerEvent) != 0,
                "A session of service '%s' cannot be watched.", service.interface.name);
    addReference(*session);
    callHandlers(service, HandlerKind::Open, *session);
    releaseReference(*session);
}

void closeServer(le_msg_Session& session)
{
    if (session.state != State::Open)
    {
        return;
    }
    Service& service = *session.service;
    addReference(session);
    useService(service);
    sendGathered(session);
    session.state = State::Closing;
    if (!session.hasAsked)
    {
        noteFruitless(service);
    }
    event::stopWatching(session.watcher);
    callHandlers(service, HandlerKind::Close, session);
    if (session.state == State::Closing)  // unless a handler has deleted the service
    {
        finishServer(session);
    }
    releaseService(service);
    releaseReference(session);
}

// Not inlined: it compares its own frame to that of a turn that may call it.
[[gnu::noinline]] void finishServer(le_msg_Session& session)
{
    {
        const std::lock_guard lock(ownerLock());
        session.state = State::Closed;
    }
    Service& service = *session.service;
    if (wasTurnLeft(session, __builtin_frame_address(0)))
    {
        releaseService(service);  // onServerEvent() still used it
    }
    shutSocket(session);
    service.sessions.remove(session);
    session.service = nullptr;
    releaseReference(session);
}

void queueToOwner(le_msg_Session& session)
{
    // While the state is Open under the lock, the owner's loop is there: a thread closes its sessions before it ends.
    const std::lock_guard lock(ownerLock());
    if (session.state == State::Open && !session.isOwnerQueued)
    {
        session.isOwnerQueued = true;
        addReference(session);
        event::queueItem(*session.owner->loop, session.ownerItem);
    }
}

[[gnu::hot]] void noteReleased(le_msg_Session& session)
{
    if (session.owner == thread::current())
    {
        --session.held;
        if (session.isPaused && session.state == State::Open)
        {
            resumeIfReady(session);
        }
        return;
    }
    ++session.givenBack;
    if (session.isPaused)
    {
        queueToOwner(session);
    }
}

void failUnanswered(le_msg_Session& session)
{
    if (session.side != Side::Server || session.state != State::Open)
    {
        return;
    }
    if (session.owner != thread::current())
    {
        session.isUnanswered = true;
        queueToOwner(session);
        return;
    }
    LE_ERROR("Service '%s' drops a request of pid %d without an answer: the session ends.", session.interface.name,
             session.clientPid);
    closeServer(session);
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

[[gnu::hot]] void le_msg_Respond(le_msg_MessageRef_t msgRef)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        respond(*local);
        return;
    }
    Message* message = toMessage(msgRef);
    le_msg_Session& session = *message->session();
    checkOwner(session);
    LE_FATAL_IF(!message->needsResponse, "Session '%s': the message needs no response, or had it already.",
                session.interface.name);
    if (message->receivedFd >= 0) [[unlikely]]
    {
        tellIfUntaken(session, *message);
    }
    message->needsResponse = false;
    message->sendSize = static_cast<uint32_t>(message->sizeToSend());
    message->hasSendSize = true;
    if (session.state != State::Open)
    {
        releaseMessage(message);
        return;
    }
    if (!session.isAlone || (message->transaction & kWaits) == 0 || isAmongOthers(session, *message))
    {
        post(session, message);
        return;
    }
    const uint64_t begin = ticks();
    const SendStatus status = sendMessage(session.fd, *message);
    session.answered = ticks();
    session.hasRun = session.answerTimes.wasInterrupted(session.answered - begin);
    if (status == SendStatus::Done) [[likely]]
    {
        releaseAnswered(message);
        return;
    }
    settle(session, message, status);
}

le_msg_MessageRef_t le_msg_GetServiceRxMsg(void)
{
    return CurrentMessage::get(__builtin_frame_address(0));
}
