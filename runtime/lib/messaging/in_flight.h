// Descriptors on their way: sent, and not yet taken out of a socket. The kernel counts those of all processes of an
// account together, and lets a process without privileges send no more (ETOOMANYREFS) while there are as many as it may
// open files. So a client that asks for descriptors and never reads its answers could keep all others from theirs; and
// as long as it has its end of the socket, what is on its way stays so, even when the session has ended.
//
// A server therefore has only so many on their way to one client. A client that takes each before it asks for the next
// never sees that. What cannot be sent for this reason, or because the system has no room, waits like what a full
// socket does not take; but a socket tells when it is not full any more, and here a timer tries again.
#pragma once

#include "runtime/lib/messaging/session.h"
#include "runtime/lib/messaging/wire.h"

namespace ligature::messaging
{

/// Time between two attempts.
inline constexpr uint32_t kRoomMilliseconds = 5;

/// As sendMessage(), for any message of the session. NoRoom also if the client has too many descriptors to take.
SendStatus sendOf(le_msg_Session& session, Message& message);

/// What is queued of the session waits for room: tries again from the event loop, when the other side has taken all it
/// was sent.
void waitForRoom(le_msg_Session& session);

/// Gives back what the calling thread holds for this; the thread ends.
void forgetRoom();

}  // namespace ligature::messaging
