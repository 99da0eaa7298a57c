#include "runtime/lib/messaging/time_limit.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <climits>
#include <cstdio>

#include "runtime/lib/messaging/clock.h"
#include "runtime/lib/messaging/local.h"

namespace ligature::messaging
{

// The clock tells whole milliseconds: up to one more has passed already.
int64_t Deadline::after(uint32_t limit)
{
    return milliseconds() + limit + 1;
}

bool Deadline::wait(int fd, short events, short* found, int64_t atMost) const
{
    pollfd entry{fd, events, 0};
    for (;;)
    {
        const int64_t left = isNever() ? kNever : std::max<int64_t>(end_ - milliseconds(), 0);
        const int64_t shorter = std::min(left, atMost);
        const int timeout = shorter == kNever ? -1 : static_cast<int>(std::min<int64_t>(shorter, INT_MAX));
        const int count = ::poll(&entry, 1, timeout);
        // A signal ends the shorter wait: signals that come more often must not begin it anew for ever.
        if (count > 0 || atMost < left)
        {
            *found = count > 0 ? entry.revents : 0;
            return true;
        }
        if (count == 0 && left == 0)
        {
            return false;
        }
    }
}

void applyTimeLimit(le_msg_Session& session)
{
    timeval time{};
    time.tv_sec = session.timeLimit / 1000;
    time.tv_usec = session.timeLimit % 1000 * 1000;
    LE_FATAL_IF(::setsockopt(session.fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time)) != 0,
                "Session '%s' cannot have a time limit.", session.interface.name);
}

void giveUpOverdue(le_msg_Session& session)
{
    char reason[64];
    std::snprintf(reason, sizeof(reason), "the server has not reacted within %u ms", session.timeLimit);
    session.isOverdue = true;
    giveUp(session, reason);
}

}  // namespace ligature::messaging

using namespace ligature::messaging;

void le_msg_SetSessionTimeLimit(le_msg_SessionRef_t sessionRef, uint32_t milliseconds)
{
    if (LocalSession* local = toLocal(sessionRef))
    {
        LE_FATAL_IF(local->client != ligature::thread::current(),
                    "A session of local service '%s' is used by a thread that doesn't own session.",
                    local->server->name.c_str());
        local->timeLimit = milliseconds;
        return;
    }
    checkSession(sessionRef);
    checkOwner(*sessionRef);
    LE_FATAL_IF(sessionRef->side != Side::Client, "Session '%s': this is for the client's side only.",
                sessionRef->interface.name);
    sessionRef->timeLimit = milliseconds;
    if (sessionRef->fd >= 0)
    {
        applyTimeLimit(*sessionRef);
    }
}
