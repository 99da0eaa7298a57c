// Log lines about clients that break the rules. One that opens a session after the other must not fill the log, nor
// keep its server busy with writing it.
#pragma once

#include <cstdint>

#include "runtime/formats/directory_protocol.h"

struct le_msg_Session;

namespace ligature::messaging
{

/// The latest offenders of one service, by the names that the Service Directory gave for them.
struct Offences
{
    static constexpr int kOffenders = 8;

    struct Offender
    {
        char agent[directory::kAgentSize] = {};
        int64_t logged = 0;    ///< milliseconds of the monotonic clock; 0: never
        uint32_t leftOut = 0;  ///< lines since then
    };
    Offender offenders[kOffenders];
};

/// This server-side session ends because of its client, or for want of file descriptors, which makes it a fruitless one
/// (see pace.h). Returns whether to log that: once in ten seconds for all sessions of one app. How many lines were left
/// out before is logged with the next. Always true for a session that is closed already and for a local one.
bool noteOffence(le_msg_Session& session);

}  // namespace ligature::messaging
