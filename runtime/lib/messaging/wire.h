// Datagrams between client and server: a transaction id of 32 bits, then the payload at its own length, with at most
// one descriptor. Id 0 stands on what is neither request nor answer.
#pragma once

#include "runtime/lib/messaging/message.h"

namespace ligature::messaging
{

/// Lets a socket take the largest message of a protocol; logs if this system does not allow for it. What sockets take
/// without being asked is enough for most, and then no system call is made.
void makeRoom(int fd, const le_msg_Interface& interface);

enum class SendStatus
{
    Done,
    Full,   ///< would block
    Failed  ///< the peer is gone, or the message cannot be sent; errno says why
};

/// Sends one message, without SIGPIPE. The descriptor stays the message's. With `wait` it blocks until the socket takes
/// the message.
SendStatus sendMessage(int fd, Message& message, bool wait);

enum class ReceiveStatus
{
    Done,
    Empty,  ///< would block
    Ended,  ///< the peer is gone
    Bad     ///< longer than the protocol allows, too short, or more than one descriptor
};

/// Receives one message into `message`, which has room for the protocol's largest. No descriptor is left over, whatever
/// came. With `wait` it blocks until one comes.
ReceiveStatus receiveMessage(int fd, Message& message, bool wait);

}  // namespace ligature::messaging
