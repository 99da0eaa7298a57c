#include "runtime/lib/messaging/session_facts.h"

#include <algorithm>
#include <atomic>

#include "runtime/lib/messaging/local.h"

namespace ligature::messaging
{

uint32_t newSessionNumber()
{
    static std::atomic<uint32_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

SessionFacts factsOf(le_msg_SessionRef_t session)
{
    if (const LocalSession* local = toLocal(session))
    {
        return {0, 0, local->isOverdue ? local->timeLimit : 0, false};
    }
    const pid_t peer = session->side == Side::Client ? session->serverPid : session->clientPid;
    return {session->number, std::max(peer, 0), session->isOverdue ? session->timeLimit : 0,
            session->state != State::Open};
}

}  // namespace ligature::messaging
