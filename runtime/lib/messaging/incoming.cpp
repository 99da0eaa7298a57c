// What arrives at a session, message by message.
#include <utility>

#include "runtime/lib/messaging/incoming.h"

namespace ligature::messaging
{

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
