// What opening a session needs from the client's side.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// The session is open over this connection, which it takes over.
void beginSession(le_msg_Session& session, int fd, uint64_t serverToken, pid_t serverPid);

}  // namespace ligature::messaging
