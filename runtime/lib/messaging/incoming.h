// What arrives at a session.
#pragma once

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

/// The next message of a batch that is being taken, as receiveNext().
ReceiveStatus takeFromBatch(le_msg_Session& session, Message** message);

/// The rest of receiveNext() after anything but a message has come.
ReceiveStatus receiveOther(le_msg_Session& session, ReceiveStatus status, Message** message);

/// Takes the next message that the peer has sent: from a batch that came earlier, or from the socket. With `wait` it
/// blocks until there is one. `*message` is null or what postRequest() has returned; in the end it is null unless the
/// result is Done.
[[gnu::always_inline]] inline ReceiveStatus receiveNext(le_msg_Session& session, bool wait, Message** message)
{
    if (session.batch != nullptr) [[unlikely]]
    {
        return takeFromBatch(session, message);
    }
    if (*message == nullptr)
    {
        *message = createMessage(&session, session.interface.protocol->largestPayload);
    }
    const ReceiveStatus status = receiveMessage(session.fd, **message, session.placesToFollow, wait);
    if (status == ReceiveStatus::Done && (*message)->transaction != kBatch) [[likely]]
    {
        return status;
    }
    return receiveOther(session, status, message);
}

}  // namespace ligature::messaging
