// What leaves a session: at once, or gathered into a batch.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "runtime/lib/messaging/in_flight.h"
#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/turn.h"

namespace ligature::messaging
{

namespace
{

/// After a message could not be sent. The event loop will find that the peer is gone.
void noteFailure(le_msg_Session& session, const Message& message)
{
    if (errno != EPIPE && errno != ECONNRESET && errno != ENOTCONN)
    {
        char reason[128];
        std::snprintf(reason, sizeof(reason), "a message of %zu bytes cannot be sent (%s)", message.sizeToSend(),
                      std::strerror(errno));
        giveUp(session, reason);
    }
    else
    {
        session.isGone = true;
    }
}

void enqueue(le_msg_Session& session, Message* message)
{
    keepCopies(message->outgoing());
    session.outgoing.push(shrink(message, message->sizeToSend()));
    if (session.outgoing.bytes > kQueueLimit)
    {
        giveUp(session, "the other side does not read its messages");
    }
}

/// Whether the caller runs in a turn of this session.
bool isInTurn(le_msg_Session& session)
{
    return session.turnFrame != nullptr && !wasTurnLeft(session, __builtin_frame_address(0));
}

/// Bytes of the largest batch that the peer has room for: its largest message may be smaller than ours when it speaks
/// another version.
size_t batchLimit(const le_msg_Session& session)
{
    const size_t own = session.interface.protocol->largestPayload;
    const size_t peer = session.peer.maxMessageSize;
    return batchLimitFor(std::min(own, peer));
}

bool mayGather(le_msg_Session& session, const Message& message)
{
    return (session.isGathering || (session.outgoing.isEmpty() && isSendingAhead(session))) && isInTurn(session) &&
           message.outgoingFd < 0 && sizeof(kBatch) + recordSize(message) <= batchLimit(session);
}

void gather(le_msg_Session& session, Message* message)
{
    const size_t bytes = recordSize(*message);
    if (session.isGathering &&
        (session.gatheredMessages == kBatchMessages || session.gatheredBytes + bytes > batchLimit(session)))
    {
        sendGathered(session);
        if (!session.outgoing.isEmpty())
        {
            enqueue(session, message);  // the socket is full
            return;
        }
    }
    if (!session.isGathering)
    {
        session.isGathering = true;
        session.gatheredMessages = 0;
        session.gatheredBytes = sizeof(kBatch);
        perThread().gathering.add(session);
        updateRunAgain(session);
    }
    enqueue(session, message);
    ++session.gatheredMessages;
    session.gatheredBytes += bytes;
}

/// As post(), but the message and all before it go now.
void postNow(le_msg_Session& session, Message* message)
{
    if (session.isBroken)
    {
        releaseMessage(message);
        return;
    }
    if (session.outgoing.isEmpty())
    {
        settle(session, message, sendOf(session, *message));
        return;
    }
    enqueue(session, message);
    if (session.isGathering)
    {
        sendGathered(session);
    }
    updateWatching(session);
}

/// A handler has called exit(): what it has sent before must go. A child that it forked has nothing to send.
[[gnu::destructor]] void onProcessExit()
{
    if (perThread().gathering.first != nullptr && perThread().pid == ::getpid())
    {
        sendAllGathered();
    }
}

}  // namespace

void settle(le_msg_Session& session, Message* message, SendStatus status)
{
    if (status == SendStatus::Full || status == SendStatus::NoRoom)
    {
        enqueue(session, message);
        if (status == SendStatus::NoRoom)
        {
            waitForRoom(session);
        }
        updateWatching(session);
        return;
    }
    if (status == SendStatus::Failed)
    {
        noteFailure(session, *message);
    }
    releaseMessage(message);
}

void postAmongOthers(le_msg_Session& session, Message* message)
{
    if (session.turnFrame != nullptr && !session.isBroken && mayGather(session, *message))
    {
        gather(session, message);
        return;
    }
    postNow(session, message);
}

[[gnu::hot]] Message* postRequest(le_msg_Session& session, Message* message)
{
    if (!session.outgoing.isEmpty() || session.isBroken || message->outgoingFd >= 0)
    {
        postNow(session, message);
        return nullptr;
    }
    const SendStatus status = sendMessage(session.fd, *message);
    if (status == SendStatus::Done && reuseForAnswer(*message))
    {
        return message;
    }
    settle(session, message, status);
    return nullptr;
}

bool flushOutgoing(le_msg_Session& session)
{
    session.waitsForRoom = false;
    while (!session.outgoing.isEmpty() && !session.isBroken)
    {
        size_t count = 1;
        const SendStatus status = session.outgoing.first->outgoingFd >= 0
                                      ? sendOf(session, *session.outgoing.first)
                                      : sendFirst(session.fd, session.outgoing, batchLimit(session), &count);
        if (status == SendStatus::NoRoom)
        {
            waitForRoom(session);
        }
        if (status == SendStatus::Full || status == SendStatus::NoRoom)
        {
            break;
        }
        if (status == SendStatus::Failed)
        {
            noteFailure(session, *session.outgoing.first);
        }
        session.stall.hasSent = true;
        for (; count > 0; --count)
        {
            releaseMessage(session.outgoing.pop());
        }
    }
    updateWatching(session);
    return !session.isBroken;
}

void stopGathering(le_msg_Session& session)
{
    if (session.isGathering)
    {
        session.isGathering = false;
        perThread().gathering.remove(session);
        updateRunAgain(session);
    }
}

void sendGathered(le_msg_Session& session)
{
    if (session.isGathering)
    {
        stopGathering(session);
        flushOutgoing(session);
    }
}

[[gnu::hot]] void sendAllGathered()
{
    while (le_msg_Session* session = perThread().gathering.first)
    {
        sendGathered(*session);
    }
}

}  // namespace ligature::messaging
