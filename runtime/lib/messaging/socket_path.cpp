#include "runtime/lib/messaging/socket_path.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "runtime/formats/directory_protocol.h"

namespace ligature::messaging
{

const char* directorySocket()
{
    const char* path = std::getenv(directory::kSocketVariable);
    return path != nullptr && *path != '\0' ? path : directory::kDefaultSocket;
}

bool connectToPath(int fd, const char* path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    int folder = -1;
    std::string shortPath = path;
    if (shortPath.size() >= sizeof(address.sun_path))
    {
        const size_t slash = shortPath.rfind('/');
        folder = slash == std::string::npos
                     ? -1
                     : ::open(shortPath.substr(0, slash + 1).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
        if (folder < 0)
        {
            return false;
        }
        shortPath = "/proc/self/fd/" + std::to_string(folder) + shortPath.substr(slash);
    }
    int result = -1;
    errno = ENAMETOOLONG;
    if (shortPath.size() < sizeof(address.sun_path))
    {
        std::memcpy(address.sun_path, shortPath.c_str(), shortPath.size() + 1);
        do
        {
            result = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
        } while (result != 0 && errno == EINTR);
    }
    const int error = errno;
    if (folder >= 0)
    {
        ::close(folder);
    }
    errno = error;
    return result == 0;
}

}  // namespace ligature::messaging
