// What arrives at a session, message by message.
#include <utility>

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

void updateRunAgain(le_msg_Session& session)
{
    const bool isRead = !session.isPaused && !(session.side == Side::Server && isBlocked(session));
    if (session.isGathering || ((session.batch != nullptr || session.mayHoldMore) && isRead) ||
        !session.deferred.isEmpty())
    {
        event::runAgain(session.watcher);
    }
    else
    {
        event::doNotRunAgain(session.watcher);
    }
}

ReceiveStatus takeFromBatch(le_msg_Session& session, Message** message)
{
    if (*message == nullptr)
    {
        *message = createMessage(&session, session.interface.protocol->largestPayload);
    }
    const bool isGood = takeRecord(*session.batch, &session.batchAt, **message);
    if (!isGood || session.batchAt == session.batch->receivedSize)
    {
        releaseMessage(std::exchange(session.batch, nullptr));
        updateRunAgain(session);
    }
    if (!isGood)
    {
        releaseMessage(std::exchange(*message, nullptr));
    }
    return isGood ? ReceiveStatus::Done : ReceiveStatus::Bad;
}

ReceiveStatus receiveOther(le_msg_Session& session, ReceiveStatus status, Message** message)
{
    if (status == ReceiveStatus::Done)
    {
        session.batch = std::exchange(*message, nullptr);
        session.batchAt = 0;
        updateRunAgain(session);
        return takeFromBatch(session, message);
    }
    releaseMessage(std::exchange(*message, nullptr));
    return status;
}

}  // namespace ligature::messaging
