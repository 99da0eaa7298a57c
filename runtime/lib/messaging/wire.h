// Datagrams between client and server: a transaction id of 32 bits, then the payload at its own length. Id 0 stands on
// what is neither request nor answer; ids above kLastTransaction say that the datagram is something else:
//
//   kDescriptorFollows   nothing but the id. The next datagram is a message that carries exactly one descriptor.
//   kBatch               several messages one after the other, without descriptors. Each stands as the length of its
//                        payload (32 bits), its transaction id (not one of these) and its payload; nothing between.
//
// So a receiver asks the kernel for descriptors only where there is one, which makes all other messages cheaper. A
// descriptor that nobody announced is closed by the kernel. All numbers are in the machine's byte order.
#pragma once

#include "runtime/lib/messaging/message.h"

namespace ligature::messaging
{

/// Lets a socket take the largest message of a protocol; logs if this system does not allow for it. What sockets take
/// without being asked is enough for most, and then no system call is made.
void makeRoom(int fd, const le_msg_Interface& interface);

/// The largest id of a transaction.
inline constexpr uint32_t kLastTransaction = 0xFFFFFEFF;
inline constexpr uint32_t kDescriptorFollows = 0xFFFFFFFF;
inline constexpr uint32_t kBatch = 0xFFFFFFFE;

/// Most messages that are sent as one batch.
inline constexpr size_t kBatchMessages = 64;

/// Bytes that a message takes in a batch.
inline size_t recordSize(const Message& message)
{
    return sizeof(message.recordSize) + sizeof(message.transaction) + message.sizeToSend();
}

enum class SendStatus
{
    Done,
    Full,   ///< would block
    Failed  ///< the peer is gone, or the message cannot be sent; errno says why
};

/// Sends one message, without SIGPIPE and without waiting. The descriptor stays the message's. After Full, what is left
/// of the message is sent by the next call for it; no other message may come between.
SendStatus sendMessage(int fd, Message& message);

/// Sends what stands first in a queue: as many messages as make one batch of at most `limit` bytes, or one message
/// alone. They stay in the queue; `*count` is how many were sent if the result is Done. As sendMessage() otherwise.
SendStatus sendFirst(int fd, const MessageQueue& queue, size_t limit, size_t* count);

enum class ReceiveStatus
{
    Done,
    Empty,  ///< would block; when waiting: a signal came, or the time that the socket may wait is over
    Ended,  ///< the peer is gone
    Bad     ///< longer than the protocol allows, too short, or not the one descriptor that was announced
};

/// Receives one message, or a batch (whose id is kBatch), into `message`, which has room for the protocol's largest. No
/// descriptor is left over, whatever came. With `wait` it blocks until one comes. `descriptorFollows` is the
/// connection's, false at first: what the last datagram announced.
ReceiveStatus receiveMessage(int fd, Message& message, bool& descriptorFollows, bool wait);

/// Takes the message that stands `*at` bytes behind the id of a received batch into `message`, and sets `*at` behind
/// it. False if none stands there that the protocol allows.
bool takeRecord(const Message& batch, size_t* at, Message& message);

}  // namespace ligature::messaging
