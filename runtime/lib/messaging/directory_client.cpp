#include "runtime/lib/messaging/directory_client.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "runtime/formats/unique_fd.h"
#include "runtime/lib/messaging/socket_path.h"

namespace ligature::messaging
{

using directory::HandOver;
using directory::Kind;
using directory::Reply;
using directory::Request;
using directory::Result;

int askDirectory(Kind kind, const le_msg_Interface& interface, uint64_t token)
{
    formats::UniqueFd fd(::socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0));
    if (fd.get() >= 0 && connectToPath(fd.get(), directorySocket()))
    {
        Request request{};
        request.header = directory::makeHeader(kind);
        request.token = token;
        request.maxMessageSize = static_cast<uint32_t>(interface.protocol->largestPayload);
        directory::putText(request.protocolId, interface.protocol->id);
        directory::putText(request.interfaceName, interface.name);
        // A directory that refuses at once may have closed the connection; its answer is there to be read all the same.
        if (::send(fd.get(), &request, sizeof(request), MSG_NOSIGNAL) == sizeof(request) || errno == EPIPE)
        {
            return fd.release();
        }
    }
    return -1;
}

ReplyStatus receiveReply(int fd, bool wait, Reply& reply)
{
    ssize_t size = 0;
    bool wasReset = false;
    do
    {
        // A peer that left without reading everything shows as ECONNRESET once; what it sent before comes after that.
        wasReset = size < 0 && errno == ECONNRESET;
        // The length of the whole datagram, so that a longer one does not pass for a reply.
        size = ::recv(fd, &reply, sizeof(reply), wait ? MSG_TRUNC : MSG_TRUNC | MSG_DONTWAIT);
    } while (size < 0 && (errno == EINTR || (errno == ECONNRESET && !wasReset)));
    if (size < 0 && errno == EAGAIN)
    {
        return ReplyStatus::Empty;
    }
    if (size != sizeof(reply) || reply.header.magic != directory::kMagic || reply.header.version != directory::kVersion)
    {
        return ReplyStatus::Lost;
    }
    switch (static_cast<Kind>(reply.header.kind))
    {
        case Kind::Reply:
            return ReplyStatus::Done;
        case Kind::Notice:
            return ReplyStatus::Notice;
        default:
            return ReplyStatus::Lost;
    }
}

HandOverStatus receiveHandOver(int fd, HandOver& handOver, int* clientFd)
{
    *clientFd = -1;
    iovec part{&handOver, sizeof(handOver)};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = CMSG_LEN(sizeof(int));  // room for one: the kernel closes any other
    ssize_t size = 0;
    do
    {
        size = ::recvmsg(fd, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    } while (size < 0 && errno == EINTR);
    if (size <= 0)
    {
        return size < 0 && errno == EAGAIN ? HandOverStatus::Empty : HandOverStatus::Lost;
    }
    const cmsghdr* rights = CMSG_FIRSTHDR(&header);
    if (rights != nullptr && rights->cmsg_level == SOL_SOCKET && rights->cmsg_type == SCM_RIGHTS)
    {
        std::memcpy(clientFd, CMSG_DATA(rights), sizeof(int));
    }
    bool isTerminated = true;
    directory::getText(handOver.agent, isTerminated);
    if (*clientFd >= 0 && size == sizeof(handOver) && (header.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 &&
        handOver.header.magic == directory::kMagic && handOver.header.version == directory::kVersion &&
        handOver.header.kind == static_cast<uint16_t>(Kind::HandOver) && isTerminated)
    {
        return HandOverStatus::Done;
    }
    if (*clientFd >= 0)
    {
        formats::closeWhole(*clientFd);
        *clientFd = -1;
    }
    return HandOverStatus::Bad;
}

const char* describeRefusal(const Reply& reply)
{
    switch (static_cast<Result>(reply.result))
    {
        case Result::Ok:
            return "no refusal";
        case Result::NotPermitted:
            return "it is not bound, or this process is not of the app whose socket it uses";
        case Result::Fault:
            return reply.serverPid >= 0
                       ? "client and server speak different protocols (the Service Directory's log names both)"
                       : "its name or protocol id is empty or has characters other than visible ASCII";
        case Result::Duplicate:
            return "this app offers it already (the Service Directory's log names the process)";
        case Result::Busy:
            return "this app has too many connections or services";
        case Result::Unsupported:
            return "the Service Directory speaks another version of its protocol";
        case Result::Unavailable:
            return "nobody offers it now";
    }
    return "for a reason that this library does not know";
}

}  // namespace ligature::messaging
