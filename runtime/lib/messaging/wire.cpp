#include "runtime/lib/messaging/wire.h"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace ligature::messaging
{

namespace
{

ssize_t sendWithDescriptor(int fd, Message& message, size_t size, int flags)
{
    iovec part{message.datagram(), size};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof(space);
    cmsghdr* rights = CMSG_FIRSTHDR(&header);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(rights), &message.outgoingFd, sizeof(int));
    return ::sendmsg(fd, &header, flags);
}

/// Takes the descriptors out of a control buffer: the first to `*taken`, the others closed. False if there were others.
bool takeDescriptors(msghdr& header, int* taken)
{
    bool ok = true;
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr; part = CMSG_NXTHDR(&header, part))
    {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
        {
            continue;
        }
        const size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; ++i)
        {
            int fd = -1;
            std::memcpy(&fd, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
            if (*taken < 0)
            {
                *taken = fd;
            }
            else
            {
                ::close(fd);
                ok = false;
            }
        }
    }
    return ok && (header.msg_flags & MSG_CTRUNC) == 0;
}

/// What a socket takes on every system, bytes.
constexpr size_t kUsualRoom = 128 * 1024;

/// One datagram, with the descriptors that came with it.
ssize_t receiveWithDescriptor(int fd, Message& message, int flags, bool& isGood)
{
    iovec part{message.datagram(), sizeof(message.transaction) + message.capacity};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof(space);
    const ssize_t size = ::recvmsg(fd, &header, flags | MSG_CMSG_CLOEXEC);
    if (size >= 0)
    {
        isGood = takeDescriptors(header, &message.receivedFd) && message.receivedFd >= 0;
    }
    return size;
}

/// Calls `receive`, which receives one datagram, until nothing but its result is left to deal with.
template <typename Receive>
ssize_t insist(const Receive& receive)
{
    ssize_t size = 0;
    bool wasReset = false;
    do
    {
        // A peer that left without reading everything shows as ECONNRESET once; what it sent before comes after that.
        wasReset = size < 0 && errno == ECONNRESET;
        size = receive();
    } while (size < 0 && (errno == EINTR || (errno == ECONNRESET && !wasReset)));
    return size;
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
    if (::getsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, &size) == 0 && room < wanted + kSpentByKernel)
    {
        LE_WARN(
            "Session '%s' cannot take messages of more than %d bytes, but may have some of %d: set the system's "
            "net.core.wmem_max to %d.",
            interface.name, room - kSpentByKernel, wanted, wanted);
    }
}

SendStatus sendMessage(int fd, Message& message)
{
    const size_t size = sizeof(message.transaction) + message.sizeToSend();
    const int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    for (;;)
    {
        ssize_t sent = 0;
        if (message.outgoingFd < 0)
        {
            sent = ::send(fd, message.datagram(), size, flags);
        }
        else if (message.isAnnounced)
        {
            sent = sendWithDescriptor(fd, message, size, flags);
        }
        else
        {
            sent = ::send(fd, &kDescriptorFollows, sizeof(kDescriptorFollows), flags);
            message.isAnnounced = sent >= 0;
            if (message.isAnnounced)
            {
                continue;
            }
        }
        if (sent >= 0)
        {
            return SendStatus::Done;
        }
        if (errno == EAGAIN)
        {
            return SendStatus::Full;
        }
        if (errno != EINTR)
        {
            return SendStatus::Failed;
        }
    }
}

ReceiveStatus receiveMessage(int fd, Message& message, bool& descriptorFollows, bool wait)
{
    // MSG_TRUNC: the result is the datagram's length, even where it did not fit.
    const int flags = wait ? MSG_TRUNC : MSG_TRUNC | MSG_DONTWAIT;
    const size_t room = sizeof(message.transaction) + message.capacity;
    for (;;)
    {
        const bool isAnnounced = descriptorFollows;
        bool isGood = true;
        const ssize_t size = isAnnounced ? insist([&] { return receiveWithDescriptor(fd, message, flags, isGood); })
                                         : insist([&] { return ::recv(fd, message.datagram(), room, flags); });
        message.isReceived = true;
        if (size < 0)
        {
            return errno == EAGAIN ? ReceiveStatus::Empty : ReceiveStatus::Ended;
        }
        if (size == 0 && message.receivedFd < 0)
        {
            return ReceiveStatus::Ended;
        }
        const auto length = static_cast<size_t>(size);
        const bool isWhole = length >= sizeof(message.transaction) && length <= room;
        message.receivedSize = static_cast<uint32_t>(isWhole ? length - sizeof(message.transaction) : message.capacity);
        descriptorFollows = false;
        if (!isWhole || !isGood)
        {
            return ReceiveStatus::Bad;
        }
        if (message.transaction <= kLastTransaction)
        {
            return ReceiveStatus::Done;
        }
        if (message.transaction != kDescriptorFollows || message.receivedSize != 0 || isAnnounced)
        {
            return ReceiveStatus::Bad;
        }
        descriptorFollows = true;
    }
}

}  // namespace ligature::messaging
