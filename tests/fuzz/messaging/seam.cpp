#include "tests/fuzz/messaging/seam.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "legato.h"
#include "runtime/formats/directory_protocol.h"
#include "tests/fuzz/descriptors.h"

namespace ligature::fuzz
{

Seam& seam()
{
    static Seam one;
    return one;
}

std::string reply(int32_t result, uint64_t token, directory::Kind kind)
{
    directory::Reply made{};
    made.header = directory::makeHeader(kind);
    made.result = result;
    made.serverPid = 1;
    made.token = token;
    return {reinterpret_cast<const char*>(&made), sizeof(made)};
}

void makeConnection(int& ours, int& theirs)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    {
        std::abort();
    }
    ours = ends[0];
    theirs = ends[1];
    const int least = 1;
    ::setsockopt(ours, SOL_SOCKET, SO_SNDBUF, &least, sizeof(least));
    ::fcntl(theirs, F_SETFL, O_NONBLOCK);
}

}  // namespace ligature::fuzz

using namespace ligature::fuzz;

extern "C" {
/// The library connects to nothing but the directory.
int connect(int fd, const sockaddr*, socklen_t)
{
    DirectoryAnswer answer;
    answer.bytes = reply(LE_OK, seam().token);
    if (!seam().answers.empty())
    {
        answer = seam().answers.front();
        seam().answers.pop_front();
    }
    if (!answer.isThere)
    {
        errno = ECONNREFUSED;
        return -1;
    }
    int ours = -1;
    int theirs = -1;
    makeConnection(ours, theirs);
    ::dup3(ours, fd, O_CLOEXEC);
    ::close(ours);
    seam().peer.reset(theirs);
    seam().last = fd;
    if (answer.isNotice)
    {
        const std::string notice = reply(LE_UNAVAILABLE, 0, ligature::directory::Kind::Notice);
        ::send(theirs, notice.data(), notice.size(), MSG_NOSIGNAL);
    }
    ::send(theirs, answer.bytes.data(), answer.bytes.size(), MSG_NOSIGNAL);
    if (answer.isLast)
    {
        seam().peer.reset();
    }
    return 0;
}

int usleep(useconds_t)
{
    return 0;
}
}
