// The server's side of sessions: how they begin and end, how a request is answered, and what other threads do to them.
#include <cstring>
#include <mutex>
#include <utility>

#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/server.h"
#include "runtime/lib/messaging/server_turn.h"
#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/turn.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

namespace
{

/// Guards `isOwnerQueued` and `owner` of server-side sessions against threads that do not own them.
std::mutex& ownerLock()
{
    static auto* lock = new std::mutex;
    return *lock;
}

le_msg_Session& sessionOf(event::QueueItem* item)
{
    return *reinterpret_cast<le_msg_Session*>(reinterpret_cast<char*>(item) - offsetof(le_msg_Session, ownerItem));
}

/// Gives back the reference that le_msg_Respond() got. While the message is being handled there is one more, which is
/// this thread's too: if there are just these two, nobody else can change their number, and what others did is done.
void releaseAnswered(Message* message)
{
    if (perThread().current == &message->open && message->references.load(std::memory_order_acquire) == 2)
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

/// Another thread has left work for the owner.
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
    const SessionUse use(*session);
    callHandlers(service, HandlerKind::Open, *session);
}

void closeServer(le_msg_Session& session)
{
    if (session.state != State::Open)
    {
        return;
    }
    Service& service = *session.service;
    const SessionUse useOfSession(session);
    const ServiceUse useOfService(service);
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
    if ((message->transaction & kWaits) == 0 || isAmongOthers(session, *message))
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
