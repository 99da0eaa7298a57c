// How the clients of the rivals find their server, which is started in the same moment.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace ligature::bench
{

/// Leaves the program with a word about why.
[[noreturn]] inline void fail(const char* what)
{
    std::fprintf(stderr, "cannot %s\n", what);
    std::exit(1);
}

inline sockaddr_un socketAddress(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
    return address;
}

/// A stream socket connected to a server's path, tried for some seconds until the server listens.
inline int connectSocket(const std::string& path)
{
    const sockaddr_un address = socketAddress(path);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (int i = 0; i < 1000; ++i)
    {
        if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0)
        {
            return fd;
        }
        usleep(10'000);
    }
    fail("connect");
}

}  // namespace ligature::bench
