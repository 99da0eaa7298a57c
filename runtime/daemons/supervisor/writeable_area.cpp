#include "runtime/daemons/supervisor/writeable_area.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <map>
#include <memory>

#include "runtime/daemons/supervisor/beneath.h"
#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

using formats::UniqueFd;

[[noreturn]] void fail(const std::string& what)
{
    throw SandboxError(what + ": " + std::strerror(errno));
}

/// Calls `leave(folder, name)` bottom-up for every prefix of `path`.
void forEachPrefixUpwards(std::string path, const std::function<void(int folder, const char* name)>& leave,
                          const UniqueFd& root)
{
    while (!path.empty())
    {
        const auto slash = path.rfind('/');
        const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash);
        if (const UniqueFd at = openBeneath(root, parent))
        {
            leave(at.get(), path.c_str() + (slash == std::string::npos ? 0 : slash + 1));
        }
        path = parent;
    }
}

struct CloseDirectory
{
    void operator()(DIR* directory) const { ::closedir(directory); }
};

void chownTree(int folder, const Identity& identity, unsigned depth)
{
    constexpr unsigned kMaxDepth = 100;
    DIR* entries = ::fdopendir(folder);
    if (entries == nullptr)
    {
        ::close(folder);
        fail("cannot read the app's writeable area");
    }
    const std::unique_ptr<DIR, CloseDirectory> closer(entries);
    while (const dirent* entry = ::readdir(entries))
    {
        const std::string name = entry->d_name;
        if (name == "." || name == "..")
        {
            continue;
        }
        ::fchownat(folder, name.c_str(), identity.uid, identity.gid, AT_SYMLINK_NOFOLLOW);
        const int inside = ::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (inside >= 0 && depth < kMaxDepth)
        {
            chownTree(inside, identity, depth + 1);
        }
        else if (inside >= 0)
        {
            ::close(inside);
        }
    }
}

}  // namespace

void removeMountPoints(const MountPlan& plan, const std::string& writeableDirectory)
{
    const UniqueFd root(::open(writeableDirectory.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
    {
        return;
    }
    for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step)
    {
        bool isLast = true;
        const auto leave = [&](int folder, const char* name)
        {
            struct stat status
            {
            };
            const bool mayBeOurs = isLast && ::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                                   S_ISREG(status.st_mode) && status.st_size == 0 && status.st_mode == (S_IFREG | 0444);
            isLast = false;
            if (mayBeOurs)
            {
                ::unlinkat(folder, name, 0);
            }
            else
            {
                ::unlinkat(folder, name, AT_REMOVEDIR);
            }
        };
        forEachPrefixUpwards(step->target, leave, root);
    }
}

void giveTo(const std::string& writeableDirectory, const Identity& identity)
{
    struct stat status
    {
    };
    if (::lstat(writeableDirectory.c_str(), &status) != 0)
    {
        fail(writeableDirectory);
    }
    if (!S_ISDIR(status.st_mode))
    {
        throw SandboxError(writeableDirectory + ": is not a directory");
    }
    if (status.st_uid == identity.uid && status.st_gid == identity.gid)
    {
        return;
    }
    const int folder = ::open(writeableDirectory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
    {
        fail(writeableDirectory);
    }
    chownTree(folder, identity, 0);
    // Last, so that an interrupted run begins again.
    if (::lchown(writeableDirectory.c_str(), identity.uid, identity.gid) != 0)
    {
        fail(writeableDirectory);
    }
}

void linkFiles(const AppConfig& app)
{
    std::map<std::string, std::string> links;
    for (const auto& file : app.manifest.files)
    {
        if (!file.writeable)
        {
            const std::string path = relativePath(file.path);
            links[path] = app.readOnlyDirectory + "/" + path;
        }
    }
    for (const auto& object : app.manifest.requires_)
    {
        links[requiredTarget(object)] = object.source;
    }
    const UniqueFd root(::open(app.writeableDirectory.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!root)
    {
        throw SandboxError(app.writeableDirectory + ": " + std::strerror(errno));
    }
    for (const auto& [path, source] : links)
    {
        const auto slash = path.rfind('/');
        const UniqueFd folder =
            makeBeneath(root, slash == std::string::npos ? "" : path.substr(0, slash), Node::Folder);
        const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
        struct stat status
        {
        };
        if (::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
        {
            if (!S_ISLNK(status.st_mode))
            {
                continue;
            }
            ::unlinkat(folder.get(), name.c_str(), 0);
        }
        if (::symlinkat(source.c_str(), folder.get(), name.c_str()) != 0)
        {
            throw SandboxError("cannot show " + source + " at " + path + ": " + std::strerror(errno));
        }
    }
}

}  // namespace ligature::supervisor
