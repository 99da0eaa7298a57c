// Datagrams between client and server: a transaction id of 32 bits, then the payload at its own length. Id 0 stands on
// what is neither request nor answer. The highest bit, kWaits, stands on a request whose sender waits for the answer,
// and on that answer: the server need not look for more behind it. Other ids say that the datagram is something else:
//
//   kDescriptorsFollow   nothing but the id, whose lowest 8 bits are not all 0: each says that the next datagram, a
//                        message, has a descriptor at that place (le_msg_SetFdAt()). The message carries exactly these,
//                        in the order of their places.
//   kBatch               several messages one after the other, without descriptors. Each stands as the length of its
//                        payload (32 bits), its transaction id (not one of these) and its payload; nothing between.
//
// So a receiver asks the kernel for descriptors only where there are some, which makes all other messages cheaper. A
// descriptor that nobody announced is closed by the kernel. All numbers are in the machine's byte order.
#pragma once

#include <sys/socket.h>

#include <optional>

#include "runtime/lib/messaging/calls_at_once.h"
#include "runtime/lib/messaging/message.h"

namespace ligature::messaging
{

/// Lets a socket take the largest message of a protocol; logs once if this system does not allow for it. What sockets
/// take without being asked is enough for most, and then no system call is made.
void makeRoom(int fd, const le_msg_Interface& interface);

/// The largest id of a transaction.
inline constexpr uint32_t kLastTransaction = 0x7FFFFEFF;

/// Part of the id of a request whose sender waits for the answer and sends nothing before it has it. The answer has the
/// same id.
inline constexpr uint32_t kWaits = 0x80000000;

/// Whether an id may stand on a message.
inline bool isMessageId(uint32_t id)
{
    return (id & ~kWaits) <= kLastTransaction && id != kWaits;
}

inline constexpr uint32_t kDescriptorsFollow = 0x7FFFFF00;
inline constexpr uint32_t kPlaces = 0xFF;
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
    Full,    ///< would block
    NoRoom,  ///< too many descriptors are on their way to somebody
    Failed   ///< the peer is gone, or the message cannot be sent; errno says why
};

/// As sendMessage(), for a message that is not just one datagram, or after its datagram could not be sent.
SendStatus sendOtherwise(int fd, Message& message, size_t size, bool hasFailed);

/// Sends one message, without SIGPIPE and without waiting. Its descriptors stay the message's. After Full, what is left
/// of the message is sent by the next call for it; no other message may come between.
///
/// Part of its callers: after a system call in which another process ran, the processor has forgotten where functions
/// return to, so each one on the way out costs as much as dozens of instructions.
[[gnu::always_inline]] inline SendStatus sendMessage(int fd, Message& message)
{
    const size_t size = sizeof(message.transaction) + message.sizeToSend();
    const bool isPlain = message.outgoingFd < 0;
    if (isPlain && sendAtOnce(fd, message.datagram(), size)) [[likely]]
    {
        return SendStatus::Done;
    }
    return sendOtherwise(fd, message, size, isPlain);
}

/// Sends what stands first in a queue: as many messages as make one batch of at most `limit` bytes, or one message
/// alone. They stay in the queue; `*count` is how many were sent if the result is Done. As sendMessage() otherwise.
SendStatus sendFirst(int fd, const MessageQueue& queue, size_t limit, size_t* count);

/// MSG_TRUNC: the result is the datagram's length, even where it did not fit.
constexpr int receiveFlags(bool wait)
{
    return wait ? MSG_TRUNC : MSG_TRUNC | MSG_DONTWAIT;
}

enum class ReceiveStatus
{
    Done,
    Empty,  ///< would block; when waiting: a signal came, the time that the socket may wait is over, or the message
            ///< that was announced is not there yet
    Ended,  ///< the peer is gone
    Bad,    ///< longer than the protocol allows, too short, or not the descriptors that were announced
    NoDescriptors  ///< this process has no descriptors left for those that came; the message is lost with them
};

/// As receiveMessage(), for whatever is not just one message that came at once: `size` is what recv(2) has returned, if
/// it was called.
ReceiveStatus receiveOtherwise(int fd, Message& message, uint8_t& placesToFollow, bool wait,
                               std::optional<ssize_t> size);

/// Receives one message, or a batch (whose id is kBatch), into `message`, which has room for the protocol's largest. No
/// descriptor is left over, whatever came. With `wait` it blocks until one comes. `placesToFollow` is the connection's,
/// 0 at first: what the last datagram announced, one bit for each place.
[[gnu::always_inline]] inline ReceiveStatus receiveMessage(int fd, Message& message, uint8_t& placesToFollow, bool wait)
{
    message.isReceived = true;
    if (placesToFollow != 0) [[unlikely]]
    {
        return receiveOtherwise(fd, message, placesToFollow, wait, std::nullopt);
    }
    const ssize_t size = receiveAtOnce(fd, message.datagram(), message.datagramRoom(), receiveFlags(wait));
    const auto payload = static_cast<size_t>(size) - sizeof(message.transaction);
    if (size >= static_cast<ssize_t>(sizeof(message.transaction)) && payload <= message.capacity &&
        isMessageId(message.transaction)) [[likely]]
    {
        message.receivedSize = static_cast<uint32_t>(payload);
        message.noteFilled(payload);
        return ReceiveStatus::Done;
    }
    return receiveOtherwise(fd, message, placesToFollow, wait, size);
}

/// Takes the message that stands `*at` bytes behind the id of a received batch into `message`, and sets `*at` behind
/// it. False if none stands there that the protocol allows.
bool takeRecord(const Message& batch, uint32_t* at, Message& message);

}  // namespace ligature::messaging
