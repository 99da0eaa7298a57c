// Messages of local services: making, sending and answering them.
#include "runtime/lib/messaging/local.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "runtime/lib/messaging/local_state.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"

namespace ligature::messaging
{

void LocalQueue::push(LocalMessage* message)
{
    message->nextPtr = nullptr;
    (last != nullptr ? last->nextPtr : first) = message;
    last = message;
    ++count;
}

LocalMessage* LocalQueue::pop()
{
    LocalMessage* message = first;
    if (message != nullptr)
    {
        first = message->nextPtr;
        last = first == nullptr ? nullptr : last;
        message->nextPtr = nullptr;
        --count;
    }
    return message;
}

void LocalRequests::add(LocalMessage& message)
{
    message.nextPendingPtr = nullptr;
    message.previousPendingPtr = last;
    (last != nullptr ? last->nextPendingPtr : first) = &message;
    last = &message;
}

void LocalRequests::remove(LocalMessage& message)
{
    LocalMessage* next = std::exchange(message.nextPendingPtr, nullptr);
    LocalMessage* previous = std::exchange(message.previousPendingPtr, nullptr);
    (previous != nullptr ? previous->nextPendingPtr : first) = next;
    (next != nullptr ? next->previousPendingPtr : last) = previous;
}

namespace
{

LocalSession& sessionOf(const LocalMessage& message)
{
    return *reinterpret_cast<LocalSession*>(message.message.sessionRef);
}

void checkClient(const LocalSession& session)
{
    LE_FATAL_IF(session.client != thread::current(),
                "A session of local service '%s' is used by a thread that doesn't own session.",
                session.server->name.c_str());
    LE_FATAL_IF(session.state == LocalState::Closed, "A session of local service '%s' is not open.",
                session.server->name.c_str());
}

/// The descriptors to be sent become those that were received.
void turnDescriptors(LocalMessage& message)
{
    if (message.receivedFd >= 0)
    {
        closeAll(receivedOf(message));
    }
    moveAll(outgoingOf(message), receivedOf(message));
}

/// The server is done with a request: on to whoever waits for it.
void complete(LocalMessage& message, bool isFailed)
{
    LocalSession& session = sessionOf(message);
    bool isUnwanted = isFailed;
    {
        const LocalLock lock;
        __atomic_store_n(&message.needsResponse, false, __ATOMIC_RELAXED);  // see releaseMessage()
        if (session.awaited == &message)
        {
            session.awaited = nullptr;
            session.answer = isFailed ? nullptr : &message;
            le_sem_Post(message.responseReady);
        }
        else if (session.pending.has(message))
        {
            isUnwanted = false;
            // As between processes: after the end of a session nothing is answered in it.
            message.isFailed = isFailed || session.state != LocalState::Open;
            if (!message.isFailed)
            {
                session.toClient.push(&message);
                queueClient(lock, session);
            }
        }
        else
        {
            isUnwanted = true;
        }
    }
    if (isUnwanted)
    {
        le_mem_Release(&message);
    }
}

/// The session ends because the server did not do in time what its client waits for.
void giveUpOverdue(LocalSession& session)
{
    LE_ERROR("A session of local service '%s' ends: the server has not reacted within %u ms.",
             session.server->name.c_str(), session.timeLimit);
    session.isOverdue = true;
    shutByServer(session);
}

/// Waits until the server has posted `answered`. False: it did not in time, and nobody waits for it any more. What says
/// under the lock that the client waits is taken back by `giveUpWaiting`, which is false if the server has posted by
/// then.
template <typename GiveUpWaiting>
bool awaitServer(LocalSession& session, const GiveUpWaiting& giveUpWaiting)
{
    if (session.timeLimit != 0)
    {
        le_clk_Time_t time{};
        time.sec = session.timeLimit / 1000;
        time.usec = session.timeLimit % 1000 * 1000;
        if (le_sem_WaitWithTimeOut(session.answered, time) == LE_OK)
        {
            return true;
        }
        const LocalLock lock;
        if (giveUpWaiting())
        {
            return false;
        }
    }
    le_sem_Wait(session.answered);
    return true;
}

}  // namespace

size_t mostWaiting(const LocalMessage& message)
{
    constexpr size_t kBytes = size_t{256} * 1024;
    const size_t fitting = kBytes / (LE_MSG_LOCAL_HEADER_SIZE + capacityOf(message));
    return std::clamp<size_t>(fitting, 2, kHeldLimit);
}

bool isServerSide(const LocalSession& session)
{
    const thread::Thread* self = thread::current();
    const le_msg_MessageRef_t current = CurrentMessage::get(__builtin_frame_address(0));
    const LocalLock lock;
    if (session.server->thread != self)
    {
        LE_FATAL_IF(session.client != self,
                    "A session of local service '%s' is used by a thread that doesn't own session.",
                    session.server->name.c_str());
        return false;
    }
    return session.client != self || (current != nullptr && toLocal(current->sessionRef) == &session);
}

LocalMessage* createMessage(LocalSession& session)
{
    const le_mem_PoolRef_t pool = session.server->service->messagePool;
    auto* message = static_cast<LocalMessage*>(le_mem_ForceAlloc(pool));
    std::memset(static_cast<void*>(message), 0, le_mem_GetObjectSize(pool));
    message->message.sessionRef = reinterpret_cast<le_msg_SessionRef_t>(&session);
    message->fd = -1;
    message->receivedFd = -1;
    message->payloadSize = le_mem_GetObjectSize(pool) - LE_MSG_LOCAL_HEADER_SIZE;
    const LocalLock lock;
    ++session.references;
    return message;
}

void releaseMessage(LocalMessage& message)
{
    LocalSession& session = sessionOf(message);
    bool isUnanswered = false;
    bool isOpen = false;
    if (__atomic_load_n(&message.needsResponse, __ATOMIC_RELAXED))
    {
        // Two threads may give their references back at once: the lock decides whose is the last, and whether the
        // request has its answer by then.
        const LocalLock lock;
        isUnanswered = message.needsResponse;
        if (isUnanswered && le_mem_GetRefCount(&message) > 1)
        {
            le_mem_Release(&message);
            return;
        }
        isOpen = session.state == LocalState::Open;
        session.references += isUnanswered ? 1 : 0;
    }
    if (!isUnanswered)
    {
        le_mem_Release(&message);
        return;
    }
    LE_ERROR_IF(isOpen, "Local service '%s' drops a request without an answer: the session ends.",
                session.server->name.c_str());
    complete(message, true);
    shutByServer(session);
    releaseSession(session);
}

size_t capacityOf(const LocalMessage& message)
{
    return le_mem_GetObjectSize(sessionOf(message).server->service->messagePool) - LE_MSG_LOCAL_HEADER_SIZE;
}

void send(LocalMessage& message)
{
    LocalSession& session = sessionOf(message);
    const bool toClient = isServerSide(session);
    LE_FATAL_IF(message.needsResponse, "le_msg_Send() does not answer a local request; use le_msg_Respond().");
    {
        const LocalLock lock;
        if (session.state == LocalState::Open)
        {
            turnDescriptors(message);
            message.completionCallback = nullptr;
            (toClient ? session.toClient : session.toServer).push(&message);
            toClient ? queueClient(lock, session) : queueServer(lock, session);
            return;
        }
    }
    releaseMessage(message);
}

bool sendOneWay(LocalMessage& message)
{
    LocalSession& session = sessionOf(message);
    const size_t most = mostWaiting(message);
    const size_t mostOfOwnThread = kQueueLimit / (LE_MSG_LOCAL_HEADER_SIZE + capacityOf(message));
    bool isSent = false;
    bool mustWait = false;
    bool isTooMuch = false;
    {
        const LocalLock lock;
        checkClient(session);
        isSent = session.state == LocalState::Open;
        if (isSent)
        {
            turnDescriptors(message);
            message.completionCallback = nullptr;
            session.toServer.push(&message);
            queueServer(lock, session);
            // A server in this very thread takes nothing while it waits.
            const bool isOwn = session.server->thread == session.client;
            isTooMuch = isOwn && session.toServer.count > mostOfOwnThread;
            mustWait = !isOwn && session.toServer.count > most;
            session.waitsForRoom = mustWait;
        }
    }
    if (!isSent)
    {
        releaseMessage(message);
        return false;
    }
    if (isTooMuch)
    {
        LE_ERROR("A session of local service '%s' ends: the server does not take its messages.",
                 session.server->name.c_str());
        shutByServer(session);
        return false;
    }
    if (mustWait)
    {
        sendAllGathered();
        if (!awaitServer(session, [&] { return std::exchange(session.waitsForRoom, false); }))
        {
            giveUpOverdue(session);
            return false;
        }
    }
    const LocalLock lock;
    return session.state == LocalState::Open;
}

void request(LocalMessage& message, le_msg_ResponseCallback_t callback, void* context)
{
    LocalSession& session = sessionOf(message);
    LE_FATAL_IF(callback == nullptr, "A request needs a handler for its answer.");
    const LocalLock lock;
    checkClient(session);
    turnDescriptors(message);
    message.completionCallback = callback;
    message.contextPtr = context;
    session.pending.add(message);
    if (session.state == LocalState::Ended)
    {
        message.isFailed = true;
        queueClient(lock, session);
        return;
    }
    message.needsResponse = true;
    session.toServer.push(&message);
    queueServer(lock, session);
}

LocalMessage* requestSync(LocalMessage& message)
{
    LocalSession& session = sessionOf(message);
    sendAllGathered();
    bool isOwn = false;
    bool canBeAnswered = false;
    {
        const LocalLock lock;
        checkClient(session);
        isOwn = session.state == LocalState::Open && session.server->thread == session.client;
        canBeAnswered = session.state == LocalState::Open && !isOwn;
        if (canBeAnswered)
        {
            turnDescriptors(message);
            message.needsResponse = true;
            message.responseReady = session.answered;
            session.awaited = &message;
            session.toServer.push(&message);
            queueServer(lock, session);
        }
    }
    if (!canBeAnswered)
    {
        LE_ERROR_IF(
            isOwn,
            "A session of local service '%s' is served by the thread that asks: the request would never be answered.",
            session.server->name.c_str());
        le_mem_Release(&message);
        return nullptr;
    }
    if (!awaitServer(session, [&] { return std::exchange(session.awaited, nullptr) == &message; }))
    {
        giveUpOverdue(session);
        return nullptr;
    }
    const LocalLock lock;
    return std::exchange(session.answer, nullptr);
}

void respond(LocalMessage& message)
{
    LocalSession& session = sessionOf(message);
    {
        const LocalLock lock;
        // A server whose thread has withdrawn the service may still have requests in hand: nobody waits for those.
        LE_FATAL_IF(session.server->thread != nullptr && session.server->thread != thread::current(),
                    "A request to local service '%s' is answered by a thread that doesn't own session.",
                    session.server->name.c_str());
    }
    LE_FATAL_IF(!message.needsResponse, "The message needs no response, or had it already.");
    LE_WARN_IF(
        message.receivedFd >= 0 && hasUntaken(receivedOf(message)) && !std::exchange(session.hasToldUntaken, true),
        "A local request is answered, but a file descriptor that came with it was not taken; it is closed.");
    turnDescriptors(message);
    complete(message, false);
}

}  // namespace ligature::messaging
