// What the files of the client's side need of each other.
#pragma once

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

/// The session is open over this connection, which it takes over. `reply`: the directory's Ok.
void beginSession(le_msg_Session& session, int fd, const directory::Reply& reply);

/// Closes the session, with the callbacks of outstanding requests; no close handler.
void closeClient(le_msg_Session& session);

/// Fatal if the session is the server's side of one.
void checkClient(const le_msg_Session& session);

/// What receiveNext() has said may be the beginning of the session's end.
void noteStatus(le_msg_Session& session, ReceiveStatus status);

/// As receiveNext(), after which the session can go on or is about to end. Does not wait.
ReceiveStatus receive(le_msg_Session& session, Message** message);

}  // namespace ligature::messaging
