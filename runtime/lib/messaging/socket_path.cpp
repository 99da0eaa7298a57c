#include "runtime/lib/messaging/socket_path.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "runtime/formats/directory_protocol.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::messaging
{

namespace
{

/// -1 if there is none.
int openFolderOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? -1
                                      : ::open(path.substr(0, slash + 1).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

}  // namespace

const char* directorySocket()
{
    const char* path = std::getenv(directory::kSocketVariable);
    return path != nullptr && *path != '\0' ? path : directory::kDefaultSocket;
}

bool connectToPath(int fd, const char* path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::string shortPath = path;
    const bool isLong = shortPath.size() >= sizeof(address.sun_path);
    const formats::UniqueFd folder(isLong ? openFolderOf(shortPath) : -1);
    if (isLong)
    {
        if (folder.get() < 0)
        {
            return false;
        }
        shortPath = "/proc/self/fd/" + std::to_string(folder.get()) + shortPath.substr(shortPath.rfind('/'));
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
    return result == 0;
}

}  // namespace ligature::messaging
