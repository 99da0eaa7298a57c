// What leaves a session.
#pragma once

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

/// Requests that wait for their answers from which on a client sends ahead, so that its next ones may go together.
inline constexpr uint32_t kSendsAhead = 4;

/// Sends a message or queues it for when the socket takes it; gives the reference back. Never blocks. A session that
/// cannot go on is given up. Messages leave in the order they were posted, always.
///
/// While a turn handles messages of a peer that sends ahead, what is posted for that peer is gathered and goes as one
/// batch: at the end of the turn, when the batch is full, when something is posted that cannot be part of it, or before
/// the thread waits for an answer.
inline void post(le_msg_Session& session, Message* message);

/// As post(), but the message and all before it go now, for a request whose answer the caller waits for next: returns
/// the message to receive it into, for receiveNext(); null if the request's cannot be that.
Message* postRequest(le_msg_Session& session, Message* message);

/// The rest of post() after the message could not be sent.
void settle(le_msg_Session& session, Message* message, SendStatus status);

/// post() where others wait, or may go together with the message.
void postAmongOthers(le_msg_Session& session, Message* message);

/// Whether the peer has sent more than it waits for now, so that what it gets may go together.
inline bool isSendingAhead(const le_msg_Session& session)
{
    return session.side == Side::Client ? session.pending != nullptr && session.pending->count() >= kSendsAhead
                                        : session.batch != nullptr || session.isAhead;
}

/// Whether a message cannot just be sent.
inline bool isAmongOthers(const le_msg_Session& session, const Message& message)
{
    return !session.outgoing.isEmpty() || session.isBroken || message.outgoingFd >= 0 || isSendingAhead(session);
}

[[gnu::always_inline]] inline void post(le_msg_Session& session, Message* message)
{
    if (isAmongOthers(session, *message)) [[unlikely]]
    {
        postAmongOthers(session, message);
        return;
    }
    const SendStatus status = sendMessage(session.fd, *message);
    if (status == SendStatus::Done) [[likely]]
    {
        releaseMessage(message);
        return;
    }
    settle(session, message, status);
}

/// Sends what is queued as far as the socket takes it. False if the session cannot go on.
bool flushOutgoing(le_msg_Session& session);

/// Forgets that `outgoing` is being gathered.
void stopGathering(le_msg_Session& session);

/// Sends what is being gathered.
void sendGathered(le_msg_Session& session);

/// Sends what is being gathered for any session of the calling thread, which is about to wait.
void sendAllGathered();

}  // namespace ligature::messaging
