// What opening a session needs from the client's side.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// The session is open over this connection, which it takes over. `reply`: the directory's Ok.
void beginSession(le_msg_Session& session, int fd, const directory::Reply& reply);

}  // namespace ligature::messaging
