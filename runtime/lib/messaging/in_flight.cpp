#include "runtime/lib/messaging/in_flight.h"

#include <cstring>

#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/stall.h"

namespace ligature::messaging
{

namespace
{

/// Descriptors on their way to one client, in all its sessions with a service. Each session may have one besides.
constexpr uint32_t kMostInFlight = 32;

/// Whether the other side has taken all it was sent.
bool hasTakenAll(le_msg_Session& session)
{
    if (session.inFlight != 0 && unreadBytes(session) == 0)
    {
        session.inFlight = 0;
    }
    return session.inFlight == 0;
}

/// Whether as many are on their way to this session's client as may be.
bool hasMost(const le_msg_Session& session)
{
    uint32_t count = 0;
    le_msg_Session* other = session.service->sessions.first;
    for (; other != nullptr && count < kMostInFlight; other = other->ofService.next)
    {
        const bool isOfClient = std::strcmp(other->clientAgent, session.clientAgent) == 0;
        count += isOfClient && !hasTakenAll(*other) ? other->inFlight : 0;
    }
    return count >= kMostInFlight;
}

void tryAgain(le_timer_Ref_t timer)
{
    PerThread& own = perThread();
    bool isAnyLeft = false;
    // No handler runs meanwhile: the lists stay as they are.
    const auto tryOne = [&](le_msg_Session& session)
    {
        if (session.waitsForRoom && hasTakenAll(session))
        {
            flushOutgoing(session);
        }
        isAnyLeft = isAnyLeft || session.waitsForRoom;
    };
    for (le_msg_Session* session = own.sessions.first; session != nullptr; session = session->ofThread.next)
    {
        tryOne(*session);
    }
    for (const Service* service = own.services; service != nullptr; service = service->next)
    {
        for (le_msg_Session* session = service->sessions.first; session != nullptr; session = session->ofService.next)
        {
            tryOne(*session);
        }
    }
    if (isAnyLeft)
    {
        le_timer_Start(timer);
    }
}

}  // namespace

SendStatus sendOf(le_msg_Session& session, Message& message)
{
    if (message.outgoingFd < 0) [[likely]]
    {
        return sendMessage(session.fd, message);
    }
    if (session.side == Side::Server && !hasTakenAll(session) && hasMost(session))
    {
        return SendStatus::NoRoom;
    }
    const SendStatus status = sendMessage(session.fd, message);
    session.inFlight += status == SendStatus::Done;
    return status;
}

void waitForRoom(le_msg_Session& session)
{
    session.waitsForRoom = true;
    PerThread& own = perThread();
    if (own.roomTimer == nullptr)
    {
        own.roomTimer = le_timer_Create("descriptors");
        le_timer_SetHandler(own.roomTimer, tryAgain);
        le_timer_SetMsInterval(own.roomTimer, kRoomMilliseconds);
        le_timer_SetWakeup(own.roomTimer, false);
    }
    if (!le_timer_IsRunning(own.roomTimer))
    {
        le_timer_Start(own.roomTimer);
    }
}

void forgetRoom()
{
    if (le_timer_Ref_t timer = perThread().roomTimer)
    {
        le_timer_Delete(timer);
    }
}

}  // namespace ligature::messaging
