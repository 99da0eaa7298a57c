#include "runtime/daemons/supervisor/beneath.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>

#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

using formats::UniqueFd;

/// Calls `step(folder, name, end)` for each node of a path, `end` being where it ends in the path; the step gives the
/// folder of the next one, or nothing to stop.
UniqueFd forEachNode(const UniqueFd& folder, const std::string& path,
                     const std::function<UniqueFd(int folder, const char* name, size_t end)>& step)
{
    UniqueFd at(::fcntl(folder.get(), F_DUPFD_CLOEXEC, 3));
    for (size_t start = 0; at && start < path.size();)
    {
        const size_t end = std::min(path.find('/', start), path.size());
        at = step(at.get(), path.substr(start, end - start).c_str(), end);
        start = end + 1;
    }
    return at;
}

UniqueFd openNode(int folder, const char* name)
{
    return UniqueFd(::openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
}

}  // namespace

UniqueFd openBeneath(const UniqueFd& folder, const std::string& path)
{
    return forEachNode(folder, path, [](int at, const char* name, size_t) { return openNode(at, name); });
}

UniqueFd makeBeneath(const UniqueFd& folder, const std::string& path, Node kind)
{
    const auto make = [&](int at, const char* name, size_t end)
    {
        const bool isFolder = kind == Node::Folder || end < path.size();
        if (isFolder)
        {
            ::mkdirat(at, name, 0755);
        }
        else
        {
            UniqueFd(::openat(at, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0444));
        }
        UniqueFd node = openNode(at, name);
        struct stat status
        {
        };
        if (!node || ::fstat(node.get(), &status) != 0)
        {
            throw SandboxError("cannot make /" + path + ": " + std::strerror(errno));
        }
        if (isFolder != S_ISDIR(status.st_mode) || S_ISLNK(status.st_mode))
        {
            throw SandboxError("/" + path.substr(0, end) + " in the app's writeable area is in the way of /" + path);
        }
        return node;
    };
    return forEachNode(folder, path, make);
}

}  // namespace ligature::supervisor
