// What may be told about a session to people who watch messages.
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "runtime/include/le_messaging.h"

namespace ligature::messaging
{

struct SessionFacts
{
    uint32_t number = 0;  ///< within this process; 0 for a local session
    pid_t peer = 0;       ///< process id of the other side as the Service Directory sees it; 0: not known
    /// Milliseconds within which the server has not reacted, which ended the session; 0: that is not why.
    uint32_t overdue = 0;
    bool isOver = false;  ///< nothing can be sent any more; not told of a local session
};

/// Of a session that the caller has a reference to, open or not. Any thread.
SessionFacts factsOf(le_msg_SessionRef_t session);

}  // namespace ligature::messaging
