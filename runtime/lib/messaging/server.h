// What the files of the server's side, and messages, need of its sessions.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// Runs close handlers, then finishServer(). Nothing if they run already.
void closeServer(le_msg_Session& session);

/// Closes a session whose close handlers have been called, gives back the service's reference.
void finishServer(le_msg_Session& session);

/// Makes a session of a client's socket that the directory handed over. Takes the descriptor.
void acceptClient(Service& service, int fd, const directory::HandOver& handOver);

/// A received message was released; any thread.
void noteReleased(le_msg_Session& session);

/// A request was released without an answer; any thread.
void failUnanswered(le_msg_Session& session);

}  // namespace ligature::messaging
