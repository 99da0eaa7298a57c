// What arrives at a session, message by message.
#include <utility>

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

namespace
{

ReceiveStatus takeFromBatch(le_msg_Session& session, Message& message)
{
    const bool isGood = takeRecord(*session.batch, &session.batchAt, message);
    if (!isGood || session.batchAt == session.batch->receivedSize)
    {
        releaseMessage(std::exchange(session.batch, nullptr));
        updateRunAgain(session);
    }
    return isGood ? ReceiveStatus::Done : ReceiveStatus::Bad;
}

Message* newMessage(le_msg_Session& session)
{
    return createMessage(&session, session.interface.protocol->largestPayload);
}

}  // namespace

void updateRunAgain(le_msg_Session& session)
{
    const bool isRead = !session.isPaused && !(session.side == Side::Server && isBlocked(session));
    if (session.isGathering || ((session.batch != nullptr || session.mayHoldMore) && isRead))
    {
        event::runAgain(session.watcher);
    }
    else
    {
        event::doNotRunAgain(session.watcher);
    }
}

[[gnu::hot]] ReceiveStatus receiveNext(le_msg_Session& session, bool wait, Message** result)
{
    Message* message = *result != nullptr ? *result : newMessage(session);
    ReceiveStatus status = ReceiveStatus::Done;
    if (session.batch == nullptr)
    {
        status = receiveMessage(session.fd, *message, session.descriptorFollows, wait);
        if (status == ReceiveStatus::Done && message->transaction == kBatch)
        {
            session.batch = message;
            session.batchAt = 0;
            updateRunAgain(session);
            message = newMessage(session);
        }
    }
    if (session.batch != nullptr)
    {
        status = takeFromBatch(session, *message);
    }
    if (status != ReceiveStatus::Done)
    {
        releaseMessage(std::exchange(message, nullptr));
    }
    *result = message;
    return status;
}

}  // namespace ligature::messaging
