#include "tests/fuzz/directory/seam.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "runtime/daemons/log/log_line.h"

namespace
{

bool HasNone = false;
bool HasSaidSo = false;

}  // namespace

void ligature::fuzz::haveNoDescriptors(bool isSo)
{
    HasNone = isSo;
    HasSaidSo = false;
}

/// Connections have little room: a peer that does not read is slow after a few messages.
extern "C" int accept4(int socket, sockaddr* address, socklen_t* length, int flags)
{
    HasSaidSo = HasNone && !HasSaidSo;
    if (HasSaidSo)
    {
        errno = EMFILE;
        return -1;
    }
    const int fd = static_cast<int>(::syscall(SYS_accept4, socket, address, length, flags));
    if (fd >= 0)
    {
        const int least = 1;
        ::setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &least, sizeof(least));
    }
    return fd;
}

/// Nobody reads the log here, but no peer may make lines of its own in it.
void ligature::daemonLog::writeToStandardError(const std::string& line)
{
    const bool isOneLine = !line.empty() && line.find('\n') == line.size() - 1;
    const bool isPlain =
        std::all_of(line.begin(), line.end(), [](unsigned char c) { return c == '\n' || (c >= ' ' && c != 0x7f); });
    if (!isOneLine || !isPlain)
    {
        std::abort();
    }
}
