// Protocols and messages: reference-counted blocks from pools that grow with use and give back what is idle.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <mutex>

#include "runtime/include/le_messaging.h"
#include "runtime/lib/messaging/descriptors.h"

namespace ligature::messaging
{

/// A message. The transaction id stands right before the payload: together they are the datagram. With the payload's
/// size before, they are what stands in a batch.
struct Message
{
    static constexpr uint32_t kMagic = 0x4d53474c;

    le_msg_Message open;  ///< the part that users see; must be first
    uint32_t magic;
    std::atomic<uint32_t> references;
    le_msg_ProtocolRef_t protocol;
    Message* next;          ///< in a queue, or in the pool
    uint32_t capacity;      ///< bytes of payload that the user may write
    uint32_t room;          ///< bytes that the block has for payload: for a batch that is received it may be more
    uint32_t used;          ///< bytes of payload that may not be zero; all behind them are
    uint32_t receivedSize;  ///< bytes; 0 for a message that was not received
    uint32_t sendSize;      ///< bytes that le_msg_SetPayloadSize() asked for
    int receivedFd;         ///< as Descriptors::single: below 0 only where there is none
    int outgoingFd;
    uint8_t sizeClass;
    bool isReceived;
    bool hasSendSize;
    bool needsResponse;
    bool isCounted;    ///< among the session's messages that its server still holds
    bool isAnnounced;  ///< the peer knows that this message comes next and carries descriptors
    alignas(8) le_msg_Descriptors* receivedAside;
    alignas(8) le_msg_Descriptors* outgoingAside;
    alignas(8) uint32_t recordSize;  ///< written when the message is sent as part of a batch
    uint32_t transaction;            ///< 0: neither request nor answer

    uint8_t* payload() { return reinterpret_cast<uint8_t*>(this + 1); }
    const uint8_t* payload() const { return reinterpret_cast<const uint8_t*>(this + 1); }
    uint8_t* datagram() { return payload() - sizeof(transaction); }
    size_t datagramRoom() const { return sizeof(transaction) + room; }
    Descriptors received() { return {receivedFd, receivedAside}; }
    Descriptors outgoing() { return {outgoingFd, outgoingAside}; }
    le_msg_SessionRef_t session() const { return open.sessionRef; }
    /// Bytes of payload to be sent.
    size_t sizeToSend() const { return hasSendSize ? sendSize : capacity; }

    /// The first `bytes` of the payload have been written, and nothing behind them.
    void noteFilled(size_t bytes)
    {
        constexpr size_t kFew = 16;
        if (used > bytes)
        {
            uint8_t* rest = payload() + bytes;
            if (used - bytes <= kFew && room - bytes >= kFew)
            {
                std::memset(rest, 0, kFew);  // an instruction, and no call
            }
            else
            {
                std::memset(rest, 0, used - bytes);
            }
        }
        used = static_cast<uint32_t>(bytes);
    }
};
static_assert(sizeof(Message) % 16 == 0 && offsetof(Message, transaction) + sizeof(uint32_t) == sizeof(Message));

/// Messages in the order they came; links through Message::next.
struct MessageQueue
{
    Message* first = nullptr;
    Message* last = nullptr;
    size_t bytes = 0;  ///< memory of all blocks

    bool isEmpty() const { return first == nullptr; }
    void push(Message* message);
    Message* pop();
};

/// Bytes of the largest batch of a protocol with messages of this size.
constexpr size_t batchLimitFor(size_t largestPayload)
{
    constexpr size_t kLeast = 1024;
    constexpr size_t kMost = size_t{16} * 1024;
    const size_t datagram = sizeof(Message::transaction) + largestPayload;
    return datagram < kLeast ? kLeast : datagram > kMost ? kMost : datagram;
}

/// Free blocks of one protocol, by size. Any thread. Blocks of the largest
/// size have room for a batch.
class MessagePool
{
public:
    explicit MessagePool(size_t largestPayload);

    /// A block with room for `bytes` of payload (at most the largest); nothing but that room and `used` is set.
    Message* take(size_t bytes);
    /// Whether a block is of the largest size, the one that most messages begin with.
    bool isLargest(const Message& message) const { return message.sizeClass + 1u == classCount_; }
    /// Gives a block back.
    void give(Message* message);

private:
    static constexpr size_t kClasses = 16;
    static constexpr size_t kIdleBytes = size_t{256} * 1024;  ///< kept of each size
    static constexpr size_t kIdleBlocks = 4;                  ///< kept however large they are

    std::mutex mutex_;
    size_t classCount_ = 0;
    size_t capacities_[kClasses] = {};
    size_t rooms_[kClasses] = {};
    Message* free_[kClasses] = {};
    size_t freeCount_[kClasses] = {};
};

/// A message of a session, with room for `bytes` that are yet to be filled or cleared; takes a reference to the
/// session. A thread that has sessions or services keeps the block it used last for its next message, so that a call
/// and its answer need no lock.
Message* createMessage(le_msg_SessionRef_t session, size_t bytes);

/// For a message that has to wait: one with the same payload of `bytes` in the smallest block that does, with the same
/// transaction and descriptors; gives the reference to the first back. The same message if that would save little.
Message* shrink(Message* message, size_t bytes);

/// Gives the block that the calling thread keeps back to its pool.
void dropSpare();

/// The session ends, so the block that the calling thread keeps must not hold a reference to it.
void forgetInSpare(le_msg_Session& session);

/// Gives back one reference; the message ends with the last one, without asking whether it should have been answered.
void releaseMessage(Message* message);

/// The same for a reference that the user had: a request that was to be answered, and was not, ends its session.
void releaseByUser(Message* message);

/// After a request was sent: makes it a message to receive into, as createMessage() gives it. False if that cannot be.
bool reuseForAnswer(Message& message);

[[noreturn]] void failNoMessage(le_msg_MessageRef_t reference);

/// The message behind a reference; fatal if it is none.
inline Message* toMessage(le_msg_MessageRef_t reference)
{
    auto* message = reinterpret_cast<Message*>(reference);
    if (message == nullptr || message->magic != Message::kMagic)
    {
        failNoMessage(reference);
    }
    return message;
}

}  // namespace ligature::messaging

struct le_msg_Protocol
{
    char id[LE_MSG_MAX_NAME_BYTES + 1];
    size_t largestPayload;
    ligature::messaging::MessagePool pool;
    le_msg_Protocol* next;                    ///< in the list of all
    std::atomic<bool> isToldTooLarge{false};  ///< that this system may have no room for its messages
};

struct le_msg_Interface
{
    le_msg_ProtocolRef_t protocol;
    char name[LE_MSG_MAX_NAME_BYTES + 1];
};

namespace ligature::messaging
{

/// The interface of something new; fatal without a protocol, without a name and with one that is too long. `whose`: "A
/// service".
le_msg_Interface makeInterface(le_msg_ProtocolRef_t protocol, const char* name, const char* whose);

}  // namespace ligature::messaging
