#include "runtime/lib/messaging/stall.h"

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/service.h"

namespace ligature::messaging
{

namespace
{

/// Time between two looks at the clients that something waits for, and how many looks without progress are too many.
constexpr uint32_t kLookMilliseconds = 2500;
constexpr uint32_t kLooks = 4;

/// The socket only becomes writable when most of it has been read, so a slow reader is known by what the kernel counts.
/// One that has read all is not what the server waits for: the system has no room for a descriptor.
void look(le_msg_Session& session)
{
    const int unread = unreadBytes(session);
    const bool isMoving = session.stall.hasSent || unread == 0 || unread < session.stall.unread;
    session.stall = {true, isMoving ? 0 : session.stall.looks + 1, unread, false};
    if (session.stall.looks >= kLooks)
    {
        giveUp(session, "the client has not read any of its messages for ten seconds");
    }
}

void lookAtAll(le_timer_Ref_t timer)
{
    bool isAnybodyWaitedFor = false;
    for (const Service* service = perThread().services; service != nullptr; service = service->next)
    {
        for (le_msg_Session* session = service->sessions.first; session != nullptr; session = session->ofService.next)
        {
            if (session->state == State::Open && !session->isBroken && isBlocked(*session))
            {
                look(*session);
                isAnybodyWaitedFor = true;
            }
        }
    }
    if (isAnybodyWaitedFor)
    {
        // Started anew each time: a process that was stopped for long has no looks to make up for.
        le_timer_Start(timer);
    }
}

}  // namespace

int unreadBytes(const le_msg_Session& session)
{
    int bytes = 0;
    return ::ioctl(session.fd, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

void watchForStall(le_msg_Session& session)
{
    session.stall = {true, 0, unreadBytes(session), false};
    PerThread& own = perThread();
    if (own.stallTimer == nullptr)
    {
        own.stallTimer = le_timer_Create("stalledClients");
        le_timer_SetHandler(own.stallTimer, lookAtAll);
        le_timer_SetMsInterval(own.stallTimer, kLookMilliseconds);
        le_timer_SetWakeup(own.stallTimer, false);
    }
    if (!le_timer_IsRunning(own.stallTimer))
    {
        le_timer_Start(own.stallTimer);
    }
}

void forgetStalls()
{
    if (le_timer_Ref_t timer = perThread().stallTimer)
    {
        le_timer_Delete(timer);
    }
}

}  // namespace ligature::messaging
