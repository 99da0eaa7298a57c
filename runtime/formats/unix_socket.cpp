#include "runtime/formats/unix_socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

namespace ligature::formats
{

namespace
{

std::string because(const std::string& what, int error)
{
    return what + ": " + std::strerror(error);
}

/// A socket address holds 107 bytes of path. A longer path is reached through a descriptor of its directory, which must
/// stay open while the address is used.
struct Address
{
    sockaddr_un value{};
    socklen_t length = 0;
    UniqueFd directory;

    explicit Address(const std::string& path)
    {
        value.sun_family = AF_UNIX;
        std::string shortPath = path;
        if (path.size() >= sizeof(value.sun_path))
        {
            const auto slash = path.rfind('/');
            const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
            directory.reset(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
            if (!directory)
            {
                const int error = errno;
                const std::string text = because(path, error);
                if (error == ENOENT)
                {
                    throw ControlNotRunning(text);
                }
                throw ControlError(text);
            }
            shortPath = "/proc/self/fd/" + std::to_string(directory.get()) + "/" + path.substr(slash + 1);
        }
        if (shortPath.empty() || shortPath.size() >= sizeof(value.sun_path) ||
            shortPath.find('\0') != std::string::npos)
        {
            throw ControlError(path + ": the name of this socket is empty or too long");
        }
        std::memcpy(value.sun_path, shortPath.c_str(), shortPath.size() + 1);
        length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + shortPath.size() + 1);
    }

    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&value); }
};

UniqueFd makeSocket(int type)
{
    UniqueFd socket(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
    if (!socket)
    {
        throw ControlError(because("cannot make a socket", errno));
    }
    return socket;
}

}  // namespace

UniqueFd listenUnix(const std::string& path, int type, mode_t mode)
{
    UniqueFd socket = makeSocket(type | SOCK_NONBLOCK);
    const Address address(path);
    struct stat old
    {
    };
    if (::lstat(path.c_str(), &old) == 0)
    {
        if (!S_ISSOCK(old.st_mode))
        {
            throw ControlError(path + ": is in the way of a socket");
        }
        ::unlink(path.c_str());
    }
    if (::bind(socket.get(), address.get(), address.length) != 0)
    {
        throw ControlError(because(path, errno));
    }
    // Nobody can connect before listen(), so there is no moment with the wrong mode.
    if (::chmod(path.c_str(), mode) != 0 || ::listen(socket.get(), SOMAXCONN) != 0)
    {
        const int error = errno;
        ::unlink(path.c_str());
        throw ControlError(because(path, error));
    }
    return socket;
}

UniqueFd connectUnix(const std::string& path, int type)
{
    UniqueFd socket = makeSocket(type);
    const Address address(path);
    int result = 0;
    do
    {
        result = ::connect(socket.get(), address.get(), address.length);
    } while (result != 0 && errno == EINTR);
    if (result != 0)
    {
        const int error = errno;
        if (error == ENOENT || error == ECONNREFUSED || error == ENOTDIR)
        {
            throw ControlNotRunning(because(path, error));
        }
        throw ControlError(because(path, error));
    }
    return socket;
}

PeerIdentity peerOf(int socket)
{
    ucred credentials{};
    socklen_t size = sizeof(credentials);
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 || size != sizeof(credentials))
    {
        return {};
    }
    return {credentials.pid, credentials.uid, credentials.gid};
}

bool mayControl(const PeerIdentity& peer)
{
    return peer.uid == 0 || peer.uid == ::geteuid();
}

ssize_t sendWithDescriptor(int socket, const void* data, size_t size, int descriptor)
{
    iovec part{const_cast<void*>(data), size};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    alignas(cmsghdr) char space[CMSG_SPACE(sizeof(int))] = {};
    if (descriptor >= 0)
    {
        header.msg_control = space;
        header.msg_controllen = sizeof(space);
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(rights), &descriptor, sizeof(int));
    }
    return ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace ligature::formats
