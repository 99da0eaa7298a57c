// Turns of sessions on the server's side.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// The socket is watched for edges: what an event tells is told once, so a turn reads until nothing is left or its
/// client waits for the answer, or has itself run again. The kernel need not look at the socket once more after each
/// answer.
void onServerEvent(event::FdWatcher& watcher, uint32_t events);

/// Goes on with a client from which nothing was taken because too many of its messages were held, if fewer are now.
/// Owning thread only.
void resumeIfReady(le_msg_Session& session);

}  // namespace ligature::messaging
