#include "runtime/tools/ipctrace/output.h"

#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <fmt/format.h>

namespace ligature::ipctrace
{

namespace
{

/// What a pipe that can be written to takes in one piece without waiting: no more than that, and lines are shorter.
size_t sizeOfPiece(std::string_view lines)
{
    const std::string_view piece = lines.substr(0, PIPE_BUF);
    const size_t end = piece.rfind('\n');
    return end != std::string_view::npos ? end + 1 : piece.size();
}

}  // namespace

Written writeLines(int fd, int stop, std::string_view lines)
{
    while (!lines.empty())
    {
        pollfd waits[] = {{fd, POLLOUT, 0}, {stop, POLLIN, 0}};
        ::poll(waits, 2, -1);
        if (waits[0].revents == 0)
        {
            if (waits[1].revents != 0)
            {
                return Written::stopped;
            }
            continue;
        }
        const ssize_t size = ::write(fd, lines.data(), sizeOfPiece(lines));
        if (size >= 0)
        {
            lines.remove_prefix(static_cast<size_t>(size));
        }
        else if (errno == EPIPE)
        {
            return Written::unread;
        }
        else if (errno != EAGAIN && errno != EINTR)
        {
            throw std::runtime_error(fmt::format("cannot write to the standard output: {}", std::strerror(errno)));
        }
    }
    return Written::all;
}

}  // namespace ligature::ipctrace
