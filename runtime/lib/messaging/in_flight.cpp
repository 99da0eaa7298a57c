#include "runtime/lib/messaging/in_flight.h"

#include <cstring>

#include "runtime/lib/messaging/outgoing.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/service.h"
#include "runtime/lib/messaging/stall.h"

namespace ligature::messaging
{

namespace
{

/// Descriptors on their way to one client, in all its sessions with a service. A session that has taken all may get one
/// message more: with one descriptor always, with several as long as these make the client's no more than twice as
/// many. So a part of a client that takes all is served whatever its other parts leave lying, and many sessions are not
/// many times as much.
constexpr uint32_t kMostInFlight = 32;

uint32_t countOf(Message& message)
{
    return static_cast<uint32_t>(listOf(message.outgoing()).count);
}

/// Whether the other side has taken all it was sent.
bool hasTakenAll(le_msg_Session& session)
{
    if (session.inFlight != 0 && unreadBytes(session) == 0)
    {
        session.inFlight = 0;
    }
    return session.inFlight == 0;
}

bool areOfOneClient(const le_msg_Session& one, const le_msg_Session& other)
{
    return one.service == other.service && std::strcmp(one.clientAgent, other.clientAgent) == 0;
}

/// Whether so many more than those on their way to this session's client are more than `most`.
bool areTooMany(const le_msg_Session& session, uint32_t more, uint32_t most)
{
    uint32_t count = more;
    le_msg_Session* other = session.service->sessions.first;
    for (; other != nullptr && count <= most; other = other->ofService.next)
    {
        count += areOfOneClient(session, *other) && !hasTakenAll(*other) ? other->inFlight : 0;
    }
    return count > most;
}

/// Whether the session's client may be sent so many.
bool mayBeSent(le_msg_Session& session, uint32_t count)
{
    if (!hasTakenAll(session))
    {
        return !areTooMany(session, count, kMostInFlight);
    }
    return count == 1 || !areTooMany(session, count, 2 * kMostInFlight);
}

/// Whether a session that waits is not worth a try: what was refused to one of a client's is not tried for all of its
/// hundreds, each of which would count for all.
bool sharesRefusal(const le_msg_Session& session, const le_msg_Session* refused)
{
    return refused != nullptr && session.side == Side::Server && areOfOneClient(session, *refused) &&
           countOf(*session.outgoing.first) > 1;
}

void tryAgain(le_timer_Ref_t timer)
{
    PerThread& own = perThread();
    bool isAnyLeft = false;
    const le_msg_Session* refused = nullptr;  // the last one that was tried, and waits on
    // No handler runs meanwhile: the lists stay as they are.
    const auto tryOne = [&](le_msg_Session& session)
    {
        if (session.waitsForRoom && hasTakenAll(session) && !sharesRefusal(session, refused))
        {
            flushOutgoing(session);
            updateRunAgain(session);  // what is left of a batch is no event of the socket
            refused = session.waitsForRoom ? &session : refused;
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
    const uint32_t count = countOf(message);
    if (session.side == Side::Server && !mayBeSent(session, count))
    {
        return SendStatus::NoRoom;
    }
    const SendStatus status = sendMessage(session.fd, message);
    session.inFlight += status == SendStatus::Done ? count : 0;
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
