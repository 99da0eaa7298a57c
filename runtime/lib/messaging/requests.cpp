// What a client asks of its server: requests whose answers it waits for or gets later, and one-way calls.
#include <poll.h>

#include <utility>

#include "runtime/lib/messaging/client.h"
#include "runtime/lib/messaging/in_flight.h"
#include "runtime/lib/messaging/incoming.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/one_way.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/time_limit.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

namespace
{

void checkOpen(const le_msg_Session& session)
{
    LE_FATAL_IF(session.state != State::Open, "Session '%s' is not open.", session.interface.name);
}

uint32_t newSynchronousId(le_msg_Session& session)
{
    session.lastSynchronous = session.lastSynchronous == kLastTransaction ? 1 : session.lastSynchronous + 1;
    return session.lastSynchronous | kWaits;
}

bool isPending(const le_msg_Session& session, uint32_t id)
{
    return session.pending != nullptr && session.pending->has(id);
}

/// Keeps a message for the event loop, in a block no larger than it needs.
void defer(le_msg_Session& session, Message* message)
{
    if (message->transaction != 0 && !isPending(session, message->transaction))
    {
        releaseMessage(message);
        giveUp(session, "the server answers a request that nobody made");
        return;
    }
    session.deferred.push(shrink(message, message->receivedSize));
    if (session.deferred.bytes > kQueueLimit)
    {
        giveUp(session, "the server sends more messages than this thread takes");
    }
    updateRunAgain(session);
}

/// Keeps the rest of the batch that is being taken for the event loop.
void deferBatch(le_msg_Session& session)
{
    while (session.batch != nullptr && !session.isBroken)
    {
        Message* message = nullptr;
        if (receive(session, &message) == ReceiveStatus::Done)
        {
            defer(session, message);
        }
    }
}

/// Waits until all that is queued has been sent; keeps what arrives meanwhile. False: the session is over.
bool drainOutgoing(le_msg_Session& session, const Deadline& deadline)
{
    while (!session.outgoing.isEmpty() && !session.isBroken)
    {
        // A socket tells when it takes more; what waits for room elsewhere is tried again.
        const bool waitsForRoom = session.waitsForRoom;
        short found = 0;
        if (!deadline.wait(session.fd, waitsForRoom ? POLLIN : POLLIN | POLLOUT, &found,
                           waitsForRoom ? kRoomMilliseconds : Deadline::kNever))
        {
            giveUpOverdue(session);
            return false;
        }
        if ((found & POLLIN) != 0)
        {
            Message* message = nullptr;
            const ReceiveStatus status = receive(session, &message);
            if (status == ReceiveStatus::Done)
            {
                defer(session, message);
            }
            else if (status == ReceiveStatus::Ended)
            {
                return false;
            }
        }
        else if ((found & (POLLHUP | POLLERR)) != 0)
        {
            return false;
        }
        flushOutgoing(session);
    }
    return !session.isBroken;
}

/// The block for an answer: given back when the wait for it ends in any other way, as with the cancelled thread.
struct Awaited
{
    Message* message;
    ~Awaited()
    {
        if (message != nullptr)
        {
            releaseMessage(message);
        }
    }
};

}  // namespace

bool sendOneWay(le_msg_MessageRef_t reference)
{
    if (LocalMessage* local = toLocal(reference))
    {
        return sendOneWay(*local);
    }
    Message* message = toMessage(reference);
    le_msg_Session& session = *message->session();
    checkOwner(session);
    if (session.state != State::Open)
    {
        releaseMessage(message);
        return false;
    }
    message->transaction = 0;
    post(session, message);
    bool isOver = false;
    if (isBlocked(session) && !isServedByThisThread(session.serverToken))
    {
        sendAllGathered();
        isOver = !drainOutgoing(session, Deadline(session.timeLimit));
    }
    return !isOver && !session.isBroken && !session.isGone;
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

void le_msg_RequestResponse(le_msg_MessageRef_t msgRef, le_msg_ResponseCallback_t handlerFunc, void* contextPtr)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        request(*local, handlerFunc, contextPtr);
        return;
    }
    Message* message = toMessage(msgRef);
    le_msg_Session& session = *message->session();
    checkClient(session);
    checkOwner(session);
    checkOpen(session);
    LE_FATAL_IF(handlerFunc == nullptr, "Session '%s': a request needs a handler for its answer.",
                session.interface.name);
    if (session.pending == nullptr)
    {
        session.pending = new PendingRequests;
    }
    message->transaction = session.pending->nextId();
    post(session, message);  // among those before it, which decide whether it goes alone
    session.pending->add({handlerFunc, contextPtr});
}

[[gnu::hot]] le_msg_MessageRef_t le_msg_RequestSyncResponse(le_msg_MessageRef_t msgRef)
{
    if (LocalMessage* local = toLocal(msgRef))
    {
        return reinterpret_cast<le_msg_MessageRef_t>(requestSync(*local));
    }
    Message* message = toMessage(msgRef);
    le_msg_Session& session = *message->session();
    checkClient(session);
    checkOwner(session);
    checkOpen(session);
    if (isServedByThisThread(session.serverToken))
    {
        LE_ERROR("Session '%s' is served by the thread that asks: the request would never be answered.",
                 session.interface.name);
        releaseMessage(message);
        return nullptr;
    }
    const uint32_t id = newSynchronousId(session);
    message->transaction = id;
    const Deadline deadline(session.timeLimit);
    sendAllGathered();
    Awaited answer{postRequest(session, message)};
    // Receiving waits as long as the limit is (applyTimeLimit), which is right at first; after other waits less is
    // left.
    bool isFirst = session.outgoing.isEmpty();
    if (!isFirst && !drainOutgoing(session, deadline))
    {
        return nullptr;
    }
    // When the session ends here, the event loop finds out by itself and runs the close handler.
    for (;; isFirst = false)
    {
        short found = 0;
        if (!isFirst && !deadline.isNever() && session.batch == nullptr && !deadline.wait(session.fd, POLLIN, &found))
        {
            giveUpOverdue(session);
            return nullptr;
        }
        const ReceiveStatus status = receiveNext(session, true, &answer.message);
        if (status == ReceiveStatus::Empty)
        {
            continue;
        }
        if (status != ReceiveStatus::Done)
        {
            noteStatus(session, status);
            return nullptr;
        }
        Message* come = std::exchange(answer.message, nullptr);
        if (come->transaction == id)
        {
            if (session.batch != nullptr)
            {
                deferBatch(session);
            }
            return &come->open;
        }
        defer(session, come);
    }
}
