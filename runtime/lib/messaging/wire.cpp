#include "runtime/lib/messaging/wire.h"

#include <pthread.h>
#include <sys/socket.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace ligature::messaging
{

namespace
{

constexpr size_t kControlSpace = CMSG_SPACE(sizeof(int) * LE_MSG_MAX_FDS);

ssize_t sendWithDescriptors(int fd, Message& message, size_t size, const DescriptorList& list)
{
    iovec part{message.datagram(), size};
    alignas(cmsghdr) char space[kControlSpace] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = CMSG_SPACE(sizeof(int) * list.count);
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int) * list.count);
    std::memcpy(CMSG_DATA(rights), list.fds.data(), sizeof(int) * list.count);
    return ::sendmsg(fd, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/// Takes the descriptors out of a control buffer, in which there is room for no more than were announced, and puts them
/// at the places that are left in `*places`.
void takeDescriptors(msghdr& header, Message& message, uint8_t* places)
{
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part))
    {
        const bool isRights = part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS;
        const size_t count = isRights ? (part->cmsg_len - CMSG_LEN(0)) / sizeof(int) : 0;
        for (size_t i = 0; i < count; ++i)
        {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
            put(message.received(), static_cast<size_t>(std::countr_zero(*places)), fd);
            *places &= static_cast<uint8_t>(*places - 1U);  // without the lowest
        }
    }
}

/// What a socket takes on every system, bytes.
constexpr size_t kUsualRoom = size_t{128} * 1024;

/// One datagram, with the descriptors for these places. `come`: whether exactly those have come. The kernel closes
/// others.
ssize_t receiveWithDescriptors(int fd, Message& message, int flags, uint8_t places, ReceiveStatus& come)
{
    iovec part{message.datagram(), message.datagramRoom()};
    alignas(cmsghdr) char space[kControlSpace];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = CMSG_LEN(sizeof(int) * static_cast<size_t>(std::popcount(places)));
    const ssize_t size = ::recvmsg(fd, &header, flags | MSG_CMSG_CLOEXEC);
    if (size >= 0)
    {
        takeDescriptors(header, message, &places);
        // Where there is room for one and the kernel has closed it all the same, it found no number for it.
        const bool isCut = (header.msg_flags & MSG_CTRUNC) != 0;
        come =
            isCut == (places != 0) ? (isCut ? ReceiveStatus::NoDescriptors : ReceiveStatus::Done) : ReceiveStatus::Bad;
    }
    return size;
}

constexpr int kSendFlags = MSG_NOSIGNAL | MSG_DONTWAIT;

/// Makes a system call again as long as its failure means nothing. `isTimed`: a signal means something, since the time
/// it has taken counts.
template <typename Call>
ssize_t insist(const Call& call, bool isTimed = false)
{
    ssize_t size = call();
    if (size >= 0) [[likely]]
    {
        return size;
    }
    // A peer that left without reading everything shows as ECONNRESET once; what it sent before comes after that.
    for (bool wasReset = false; size < 0 && ((errno == EINTR && !isTimed) || (errno == ECONNRESET && !wasReset));
         size = call())
    {
        wasReset = errno == ECONNRESET;
    }
    return size;
}

SendStatus failure()
{
    return errno == EAGAIN ? SendStatus::Full : errno == ETOOMANYREFS ? SendStatus::NoRoom : SendStatus::Failed;
}

/// As long as it lives, its thread is not cancelled: it would leave behind what it is about to send.
class Uncancelled
{
public:
    Uncancelled() { ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
    ~Uncancelled() { ::pthread_setcancelstate(before_, nullptr); }
    Uncancelled(const Uncancelled&) = delete;
    Uncancelled& operator=(const Uncancelled&) = delete;

private:
    int before_ = PTHREAD_CANCEL_ENABLE;
};

/// A message that carries descriptors.
SendStatus sendAnnounced(int fd, Message& message, size_t size)
{
    const Uncancelled here;
    const DescriptorList list = listOf(message.outgoing());
    if (!message.isAnnounced)
    {
        const uint32_t announcement = kDescriptorsFollow | list.places;
        if (insist([&] { return ::send(fd, &announcement, sizeof(announcement), kSendFlags); }) < 0)
        {
            return failure();
        }
        message.isAnnounced = true;
    }
    return insist([&] { return sendWithDescriptors(fd, message, size, list); }) < 0 ? failure() : SendStatus::Done;
}

/// What a datagram in the message, of this size, is. `come`: whether the descriptors that were announced have come.
ReceiveStatus judge(Message& message, ssize_t size, uint8_t& placesToFollow, ReceiveStatus come)
{
    if (size < 0)
    {
        return errno == EAGAIN || errno == EINTR ? ReceiveStatus::Empty : ReceiveStatus::Ended;
    }
    if (size == 0 && message.receivedFd < 0)
    {
        return ReceiveStatus::Ended;
    }
    const auto length = static_cast<size_t>(size);
    const bool isWhole = length >= sizeof(message.transaction) && length <= message.datagramRoom();
    message.receivedSize = static_cast<uint32_t>(isWhole ? length - sizeof(message.transaction) : message.room);
    message.noteFilled(message.receivedSize);
    const bool wasAnnounced = std::exchange(placesToFollow, uint8_t{0}) != 0;
    if (!isWhole)
    {
        return ReceiveStatus::Bad;
    }
    if (isMessageId(message.transaction))
    {
        return message.receivedSize <= message.capacity ? come : ReceiveStatus::Bad;
    }
    if (message.transaction == kBatch && !wasAnnounced)
    {
        return ReceiveStatus::Done;
    }
    const bool isAnnouncement =
        (message.transaction & ~kPlaces) == kDescriptorsFollow && message.receivedSize == 0 && !wasAnnounced;
    placesToFollow = isAnnouncement ? static_cast<uint8_t>(message.transaction & kPlaces) : uint8_t{0};
    return placesToFollow != 0 ? ReceiveStatus::Done : ReceiveStatus::Bad;
}

}  // namespace

void makeRoom(int fd, const le_msg_Interface& interface)
{
    const size_t largest = sizeof(Message::transaction) + interface.protocol->largestPayload;
    if (largest <= kUsualRoom)
    {
        return;
    }
    const int wanted = static_cast<int>(largest);  // the kernel doubles it
    if (::setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &wanted, sizeof(wanted)) != 0)
    {
        ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &wanted, sizeof(wanted));
    }
    int room = 0;
    socklen_t size = sizeof(room);
    constexpr int kSpentByKernel = 64;
    if (::getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, &size) == 0 && room < wanted + kSpentByKernel &&
        !interface.protocol->isToldTooLarge.exchange(true))
    {
        LE_WARN(
            "Session '%s' cannot take messages of more than %d bytes, but may have some of %d: set the system's "
            "net.core.wmem_max to %d.",
            interface.name, room - kSpentByKernel, wanted, wanted);
    }
}

SendStatus sendOtherwise(int fd, Message& message, size_t size, bool hasFailed)
{
    if (message.outgoingFd >= 0)
    {
        return sendAnnounced(fd, message, size);
    }
    const ssize_t sent =
        insist([&] { return std::exchange(hasFailed, false) ? -1 : ::send(fd, message.datagram(), size, kSendFlags); });
    return sent < 0 ? failure() : SendStatus::Done;
}

SendStatus sendFirst(int fd, const MessageQueue& queue, size_t limit, size_t* count)
{
    iovec parts[1 + kBatchMessages];
    uint32_t id = kBatch;
    parts[0] = {&id, sizeof(id)};
    size_t size = sizeof(id);
    size_t taken = 0;
    for (Message* message = queue.first; message != nullptr && taken < kBatchMessages; message = message->next)
    {
        const size_t record = recordSize(*message);
        if (message->outgoingFd >= 0 || size + record > limit)
        {
            break;
        }
        message->recordSize = static_cast<uint32_t>(message->sizeToSend());
        parts[++taken] = {&message->recordSize, record};
        size += record;
    }
    if (taken <= 1)
    {
        *count = 1;
        return sendMessage(fd, *queue.first);
    }
    *count = taken;
    msghdr header{};
    header.msg_iov = parts;
    header.msg_iovlen = 1 + taken;
    return insist([&] { return ::sendmsg(fd, &header, kSendFlags); }) < 0 ? failure() : SendStatus::Done;
}

ReceiveStatus receiveOtherwise(int fd, Message& message, uint8_t& placesToFollow, bool wait,
                               std::optional<ssize_t> done)
{
    int flags = receiveFlags(wait);
    const auto receivePlain = [&]
    {
        const auto before = std::exchange(done, std::nullopt);
        return before ? *before : ::recv(fd, message.datagram(), message.datagramRoom(), flags);
    };
    for (;;)
    {
        ReceiveStatus come = ReceiveStatus::Done;
        const auto receiveAnnounced = [&] { return receiveWithDescriptors(fd, message, flags, placesToFollow, come); };
        const ssize_t size = placesToFollow != 0 ? insist(receiveAnnounced, wait) : insist(receivePlain, wait);
        const ReceiveStatus status = judge(message, size, placesToFollow, come);
        if (status != ReceiveStatus::Done || placesToFollow == 0)
        {
            return status;
        }
        // What was announced is sent right after, so it is there now, or its sender is slow: then it is for the caller
        // to say how long to wait for it. The time that the socket may wait would begin anew.
        flags |= MSG_DONTWAIT;
    }
}

bool takeRecord(const Message& batch, uint32_t* at, Message& message)
{
    uint32_t head[2];
    const size_t left = batch.receivedSize - *at;
    if (left < sizeof(head))
    {
        return false;
    }
    const uint8_t* place = batch.payload() + *at;
    std::memcpy(head, place, sizeof(head));
    const auto [size, transaction] = head;
    if (size > left - sizeof(head) || size > message.capacity || !isMessageId(transaction))
    {
        return false;
    }
    std::memcpy(message.payload(), place + sizeof(head), size);
    message.noteFilled(size);
    message.transaction = transaction;
    message.isReceived = true;
    message.receivedSize = size;
    *at += static_cast<uint32_t>(sizeof(head)) + size;
    return true;
}

}  // namespace ligature::messaging
