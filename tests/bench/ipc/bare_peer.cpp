// bench_ipc_bare server|call|slice NAME BYTES: the least that a server needs to serve several clients: it waits for all
// of them by epoll, receives a message and sends it back. NAME is that of an abstract socket. A client makes round
// trips; with slice threads count those they make in a slice of time.
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "tests/bench/ipc/peer.h"

namespace
{

/// Gives the address of that name to bind(2) or connect(2).
template <typename Function>
bool withAddress(Function function, int fd, const char* name)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path + 1, name, sizeof(address.sun_path) - 2);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + std::strlen(name));
    return function(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0;
}

void watch(int epoll, int fd)
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = fd;
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

void answer(int fd, std::vector<char>& buffer)
{
    const ssize_t size = recv(fd, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size <= 0 || send(fd, buffer.data(), static_cast<size_t>(size), MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
    {
        close(fd);
    }
}

int serve(int listener, std::vector<char>& buffer)
{
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, listener);
    for (;;)
    {
        epoll_event events[32];
        const int count = epoll_wait(epoll, events, 32, -1);
        for (int i = 0; i < count; ++i)
        {
            if (events[i].data.fd == listener)
            {
                watch(epoll, accept(listener, nullptr, nullptr));
            }
            else
            {
                answer(events[i].data.fd, buffer);
            }
        }
    }
}

int newSocket()
{
    return socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
}

/// The server may be on its way still.
int connectSoon(const char* name)
{
    const int fd = newSocket();
    for (int i = 0; i < 1000; ++i)
    {
        if (withAddress(connect, fd, name))
        {
            return fd;
        }
        usleep(10'000);
    }
    _exit(1);
}

void roundTrip(int fd, std::vector<char>& buffer)
{
    if (send(fd, buffer.data(), buffer.size(), 0) < 0 || recv(fd, buffer.data(), buffer.size(), 0) <= 0)
    {
        _exit(1);
    }
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 4)
    {
        return 2;
    }
    std::vector<char> buffer(std::strtoul(argv[3], nullptr, 10));
    if (std::strcmp(argv[1], "server") == 0)
    {
        const int fd = newSocket();
        return withAddress(bind, fd, argv[2]) && listen(fd, 128) == 0 ? serve(fd, buffer) : 1;
    }
    if (std::strcmp(argv[1], "slice") == 0)
    {
        ligature::bench::answerSlices(
            [&](int64_t begin, int64_t end)
            {
                std::vector<char> own = buffer;
                const int fd = connectSoon(argv[2]);
                const int64_t count = ligature::bench::countInSlice(begin, end, [&] { roundTrip(fd, own); });
                close(fd);
                return count;
            });
        return 0;
    }
    const int fd = connectSoon(argv[2]);
    ligature::bench::answerOrders([&] { roundTrip(fd, buffer); });
    return 0;
}
