#include "runtime/lib/messaging/offence.h"

#include <cstring>

#include "runtime/include/le_log.h"
#include "runtime/lib/messaging/clock.h"
#include "runtime/lib/messaging/local.h"
#include "runtime/lib/messaging/service.h"

namespace ligature::messaging
{

namespace
{

constexpr int64_t kQuietMilliseconds = 10'000;

/// The record of a client's name, or the one that has been quiet longest.
Offences::Offender& recordOf(Offences& offences, const char (&agent)[directory::kAgentSize])
{
    Offences::Offender* oldest = offences.offenders;
    for (Offences::Offender& offender : offences.offenders)
    {
        if (offender.logged != 0 && std::strcmp(offender.agent, agent) == 0)
        {
            return offender;
        }
        oldest = offender.logged < oldest->logged ? &offender : oldest;
    }
    *oldest = {};
    std::memcpy(oldest->agent, agent, sizeof(agent));
    return *oldest;
}

}  // namespace

bool noteOffence(le_msg_Session& session)
{
    if (toLocal(&session) != nullptr || session.service == nullptr)
    {
        return true;
    }
    session.hasAsked = false;
    Service& service = *session.service;
    Offences::Offender& offender = recordOf(service.offences, session.clientAgent);
    const int64_t time = milliseconds();
    if (offender.logged != 0 && time - offender.logged < kQuietMilliseconds)
    {
        ++offender.leftOut;
        return false;
    }
    LE_WARN_IF(offender.leftOut != 0, "Service '%s': %u more sessions of client '%s' ended like this.",
               service.interface.name, offender.leftOut, offender.agent);
    offender.logged = time;
    offender.leftOut = 0;
    return true;
}

}  // namespace ligature::messaging
