// Clients that do not read what their server sends them.
#pragma once

#include "runtime/lib/messaging/session.h"

namespace ligature::messaging
{

/// Something waits for the client of this server-side session: from now on, and until nothing waits any more, the
/// client must take some of it within every ten seconds, or its session ends. Costs nothing if it is known already.
void watchForStall(le_msg_Session& session);

/// Bytes that the client has not taken out of its socket, as the kernel counts them; 0 if it has taken all.
int unreadBytes(const le_msg_Session& session);

/// Gives back what the calling thread holds for this; the thread ends.
void forgetStalls();

}  // namespace ligature::messaging
