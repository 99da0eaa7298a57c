// Calls that nobody answers, of clients that may make more of them than their server takes.
#pragma once

#include "runtime/include/le_messaging.h"

namespace ligature::messaging
{

/// le_msg_Send() for the client's side that waits while the server does not take what was sent before, as long as the
/// session's time limit allows. Where the server is the calling thread nothing is waited for, and a session with too
/// much queued ends. Owning thread only. False: the session is over.
bool sendOneWay(le_msg_MessageRef_t message);

}  // namespace ligature::messaging
