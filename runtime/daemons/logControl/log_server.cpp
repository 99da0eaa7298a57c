#include "runtime/daemons/logControl/log_server.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <vector>

#include "runtime/formats/control.h"

namespace ligature::logControl
{

LogServer::LogServer(Loop& loop, LogFile& file, const std::string& socket)
    : loop_(loop), file_(file), listener_(formats::listenUnix(socket, SOCK_STREAM, 0600))
{
    loop_.watch(listener_.get(), EPOLLIN, [this](uint32_t) { accept(); });
}

LogServer::~LogServer()
{
    loop_.forget(listener_.get());
    for (const auto& [fd, stream] : streams_)
    {
        loop_.forget(fd);
    }
}

void LogServer::accept()
{
    formats::UniqueFd socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket || !formats::mayControl(formats::peerOf(socket.get())))
    {
        return;
    }
    const int fd = socket.get();
    auto stream = std::make_unique<Stream>();
    stream->socket = std::move(socket);
    streams_[fd] = std::move(stream);
    loop_.watch(fd, EPOLLIN,
                [this, fd](uint32_t)
                {
                    const auto found = streams_.find(fd);
                    if (found != streams_.end())
                    {
                        read(*found->second);
                    }
                });
}

bool LogServer::read(Stream& stream)
{
    std::array<char, 8192> piece;
    const ssize_t got = ::recv(stream.socket.get(), piece.data(), piece.size(), MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
    {
        return false;
    }
    if (got <= 0)
    {
        const std::string rest = stream.lines.rest();
        if (!rest.empty())
        {
            take(stream, rest);
        }
        end(stream.socket.get());
        return false;
    }
    for (const auto& line : stream.lines.add({piece.data(), static_cast<size_t>(got)}))
    {
        if (!stream.source)
        {
            stream.source = parseHeader(line);
            if (!stream.source)
            {
                end(stream.socket.get());
                return false;
            }
            continue;
        }
        take(stream, line);
    }
    return true;
}

void LogServer::take(Stream& stream, const std::string& line)
{
    if (stream.source)
    {
        file_.append(formatLine(*stream.source, line, std::time(nullptr)));
    }
}

void LogServer::end(int fd)
{
    loop_.forget(fd);
    streams_.erase(fd);
}

void LogServer::drain()
{
    // Bounded: whoever goes on writing is cut off.
    constexpr unsigned kMaxPieces = 64;
    for (size_t before = streams_.size() + 1; streams_.size() != before;)
    {
        before = streams_.size();
        accept();
    }
    std::vector<int> open;
    for (const auto& [fd, stream] : streams_)
    {
        open.push_back(fd);
    }
    for (const int fd : open)
    {
        for (unsigned i = 0; i < kMaxPieces && streams_.contains(fd) && read(*streams_[fd]); ++i)
        {
        }
    }
}

}  // namespace ligature::logControl
