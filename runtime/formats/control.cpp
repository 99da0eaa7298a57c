#include "runtime/formats/control.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace ligature::formats
{

namespace
{

using Clock = std::chrono::steady_clock;

void setNonBlocking(int fd)
{
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

/// Whether brackets outside strings nest deeper than allowed: the JSON library writes and copies by recursion.
bool tooDeep(std::string_view text)
{
    unsigned depth = 0;
    bool inString = false;
    for (size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        if (inString)
        {
            i += c == '\\';
            inString = c != '"';
        }
        else if (c == '"')
        {
            inString = true;
        }
        else if (c == '{' || c == '[')
        {
            if (++depth > kControlDepthLimit)
            {
                return true;
            }
        }
        else if ((c == '}' || c == ']') && depth > 0)
        {
            --depth;
        }
    }
    return false;
}

}  // namespace

ControlConnection::ControlConnection(UniqueFd socket) : socket_(std::move(socket))
{
    setNonBlocking(socket_.get());
}

ControlConnection::Status ControlConnection::broken(std::string why)
{
    error_ = std::move(why);
    return Status::Broken;
}

bool ControlConnection::takeLine(ControlMessage& message, Status& status)
{
    const auto end = input_.find('\n', scanned_);
    if (end == std::string::npos)
    {
        scanned_ = input_.size();
        return false;
    }
    std::string line = input_.substr(0, end);
    input_.erase(0, end + 1);
    scanned_ = 0;
    if (line.size() > kControlLineLimit || tooDeep(line))
    {
        status = broken("message is too long or nested too deeply");
        return true;
    }
    message.body = nlohmann::json::parse(line, nullptr, false);
    message.descriptor.reset();
    if (!message.body.is_object())
    {
        status = broken("message is not a JSON object");
        return true;
    }
    const auto mark = message.body.find("descriptor");
    if (mark != message.body.end())
    {
        if (*mark != true || descriptors_.empty())
        {
            status = broken("message speaks of a descriptor that did not come");
            return true;
        }
        message.body.erase(mark);
        message.descriptor = std::move(descriptors_.front());
        descriptors_.pop_front();
    }
    status = Status::Message;
    return true;
}

ControlConnection::Status ControlConnection::fill()
{
    constexpr size_t kPiece = size_t{16} * 1024;
    constexpr size_t kMaxDescriptors = 8;
    const size_t before = input_.size();
    input_.resize(before + kPiece);
    iovec part{input_.data() + before, kPiece};
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int) * kMaxDescriptors)];
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = space;
    header.msg_controllen = sizeof(space);
    const ssize_t got = ::recvmsg(socket_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    const int error = errno;
    input_.resize(before + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got < 0)
    {
        return error == EAGAIN || error == EINTR ? Status::Again : broken(std::strerror(error));
    }
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
            descriptors_.emplace_back(fd);
        }
    }
    if ((header.msg_flags & MSG_CTRUNC) != 0 || descriptors_.size() > kMaxDescriptors)
    {
        return broken("too many descriptors");
    }
    if (got == 0)
    {
        return input_.empty() ? Status::Closed : broken("the connection ended inside a message");
    }
    return Status::Message;
}

ControlConnection::Status ControlConnection::receive(ControlMessage& message)
{
    for (;;)
    {
        Status status = Status::Again;
        if (takeLine(message, status))
        {
            return status;
        }
        if (input_.size() > kControlLineLimit)
        {
            return broken("message is too long");
        }
        status = fill();
        if (status != Status::Message)
        {
            return status;
        }
    }
}

bool ControlConnection::send(const nlohmann::json& body, int descriptor)
{
    Chunk chunk;
    nlohmann::json marked;
    if (descriptor >= 0)
    {
        chunk.descriptor.reset(::fcntl(descriptor, F_DUPFD_CLOEXEC, 3));
        if (!chunk.descriptor)
        {
            error_ = std::string("cannot pass on a descriptor: ") + std::strerror(errno);
            return false;
        }
        marked = body;
        marked["descriptor"] = true;
    }
    // Text that is not UTF-8 (a file name, say) becomes replacement characters rather than an exception.
    chunk.text =
        (descriptor >= 0 ? marked : body).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    if (chunk.text.size() > kControlLineLimit + 1 || queued_ + chunk.text.size() > kControlBacklogLimit)
    {
        error_ = "message is too long, or the other side does not read";
        return false;
    }
    queued_ += chunk.text.size();
    output_.push_back(std::move(chunk));
    return flush();
}

bool ControlConnection::flush()
{
    while (!output_.empty())
    {
        Chunk& chunk = output_.front();
        const ssize_t sent = sendWithDescriptor(socket_.get(), chunk.text.data() + chunk.done,
                                                chunk.text.size() - chunk.done, chunk.descriptor.get());
        if (sent < 0)
        {
            if (errno == EINTR)
            {
                continue;
            }
            if (errno == EAGAIN)
            {
                return true;
            }
            error_ = std::strerror(errno);
            return false;
        }
        chunk.descriptor.reset();  // it went with the first byte
        chunk.done += static_cast<size_t>(sent);
        queued_ -= static_cast<size_t>(sent);
        if (chunk.done == chunk.text.size())
        {
            output_.pop_front();
        }
    }
    return true;
}

ControlClient::ControlClient(const std::string& path) : path_(path), connection_(connectUnix(path, SOCK_STREAM)) {}

ControlClient ControlClient::connectWithin(const std::string& path, std::chrono::milliseconds patience)
{
    const auto end = Clock::now() + patience;
    for (;;)
    {
        try
        {
            return ControlClient(path);
        }
        catch (const ControlNotRunning&)
        {
            if (Clock::now() >= end)
            {
                throw;
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

nlohmann::json ControlClient::request(const nlohmann::json& body, int descriptor, std::chrono::milliseconds timeout)
{
    const auto end = Clock::now() + timeout;
    if (!connection_.send(body, descriptor))
    {
        throw ControlError(path_ + ": " + connection_.error());
    }
    for (;;)
    {
        ControlMessage reply;
        switch (connection_.receive(reply))
        {
            case ControlConnection::Status::Message:
                return std::move(reply.body);
            case ControlConnection::Status::Closed:
                throw ControlError(path_ + ": the connection was closed without an answer");
            case ControlConnection::Status::Broken:
                throw ControlError(path_ + ": " + connection_.error());
            case ControlConnection::Status::Again:
                break;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        if (left <= 0)
        {
            throw ControlError(path_ + ": no answer in time");
        }
        pollfd wait{connection_.fd(), static_cast<short>(POLLIN | (connection_.wantsWrite() ? POLLOUT : 0)), 0};
        if (::poll(&wait, 1, static_cast<int>(std::min<long long>(left, 60'000))) > 0 &&
            (wait.revents & POLLOUT) != 0 && !connection_.flush())
        {
            throw ControlError(path_ + ": " + connection_.error());
        }
    }
}

}  // namespace ligature::formats
