#include "runtime/daemons/supervisor/root_directory.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>

#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

namespace
{

using formats::UniqueFd;
using Kind = MountStep::Kind;

[[noreturn]] void fail(const std::string& what)
{
    throw SandboxError(what + ": " + std::strerror(errno));
}

std::string viaDescriptor(const UniqueFd& fd)
{
    return "/proc/self/fd/" + std::to_string(fd.get());
}

void mountOn(const std::string& source, const std::string& target, const char* type, unsigned long flags,
             const std::string& options, const std::string& what)
{
    if (::mount(source.c_str(), target.c_str(), type, flags, options.empty() ? nullptr : options.c_str()) != 0)
    {
        fail(what);
    }
}

/// Adds restrictions to the mount at `path` and to all mounts inside it.
void restrict(const std::string& path, bool readOnly, bool noDevices, const std::string& what)
{
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_NOSUID;
    attributes.attr_set |= readOnly ? uint64_t{MOUNT_ATTR_RDONLY} : 0;
    attributes.attr_set |= noDevices ? uint64_t{MOUNT_ATTR_NODEV} : 0;
    if (::mount_setattr(AT_FDCWD, path.c_str(), AT_RECURSIVE, &attributes, sizeof(attributes)) == 0)
    {
        return;
    }
    if (errno != ENOSYS)
    {
        fail("cannot restrict " + what);
    }
    // Before Linux 5.12 flags are replaced, not added, and those inherited from outside may not be dropped.
    struct statvfs present
    {
    };
    if (::statvfs(path.c_str(), &present) != 0)
    {
        fail("cannot restrict " + what);
    }
    constexpr unsigned long kKept = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME | MS_RDONLY;
    unsigned long flags = (present.f_flag & kKept) | MS_NOSUID | MS_REMOUNT | MS_BIND;
    if (readOnly)
    {
        flags |= MS_RDONLY;
    }
    if (noDevices)
    {
        flags |= MS_NODEV;
    }
    mountOn("none", path, nullptr, flags, "", "cannot restrict " + what);
}

class Builder
{
public:
    Builder(const std::string& root, const Identity& identity, bool asRoot)
        : root_(::open(root.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
          identity_(identity),
          asRoot_(asRoot)
    {
        if (!root_)
        {
            fail(root);
        }
    }

    void carryOut(const MountStep& step)
    {
        const std::string what = step.source.empty() ? "/" + step.target : step.source + " at /" + step.target;
        switch (step.kind)
        {
            case Kind::Memory:
                mountOn("tmpfs", viaDescriptor(mountPoint(step.target, true)), "tmpfs", MS_NOSUID | MS_NODEV,
                        step.options, "cannot mount " + what);
                break;
            case Kind::BindFile:
            case Kind::BindDirectory:
                bind(step, what);
                break;
            case Kind::Device:
                device(step, what);
                break;
            case Kind::Processes:
                processes(step);
                break;
        }
    }

    void seal(const MountStep& step)
    {
        // Not recursive: what is mounted inside has its own rights.
        const UniqueFd folder = walk(step.target);
        mountOn("none", viaDescriptor(folder), nullptr, MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV, "",
                "cannot seal /" + step.target);
    }

    std::vector<std::string> remarks;

private:
    /// An open node below the root directory, which must exist. No link is followed.
    UniqueFd walk(const std::string& path) const
    {
        UniqueFd at(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 3));
        for (size_t start = 0; start < path.size();)
        {
            const size_t end = std::min(path.find('/', start), path.size());
            at.reset(::openat(at.get(), path.substr(start, end - start).c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
            if (!at)
            {
                fail("/" + path);
            }
            start = end + 1;
        }
        return at;
    }

    /// The node to mount on; it and its parents are made if missing.
    UniqueFd mountPoint(const std::string& path, bool directory) const
    {
        UniqueFd at(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 3));
        for (size_t start = 0; start < path.size();)
        {
            const size_t end = std::min(path.find('/', start), path.size());
            const std::string node = path.substr(start, end - start);
            const bool isFolder = directory || end < path.size();
            if (isFolder)
            {
                ::mkdirat(at.get(), node.c_str(), 0755);
            }
            else
            {
                UniqueFd(::openat(at.get(), node.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0444));
            }
            UniqueFd next(::openat(at.get(), node.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
            struct stat status
            {
            };
            if (!next || ::fstat(next.get(), &status) != 0)
            {
                fail("cannot make /" + path);
            }
            if (isFolder != S_ISDIR(status.st_mode) || S_ISLNK(status.st_mode))
            {
                throw SandboxError("/" + path.substr(0, end) + " in the app's writeable area is in the way of /" +
                                   path);
            }
            at = std::move(next);
            start = end + 1;
        }
        return at;
    }

    void bind(const MountStep& step, const std::string& what)
    {
        const bool directory = step.kind == Kind::BindDirectory;
        struct stat status
        {
        };
        if (::stat(step.source.c_str(), &status) != 0)
        {
            fail("cannot show " + what);
        }
        if (S_ISDIR(status.st_mode) != directory)
        {
            throw SandboxError("cannot show " + what + ": it is " + (directory ? "not " : "") + "a directory");
        }
        const UniqueFd point = mountPoint(step.target, directory);
        // Recursive: a part of the tree that is covered outside must not become visible here.
        mountOn(step.source, viaDescriptor(point), nullptr, MS_BIND | MS_REC, "", "cannot show " + what);
        restrict(viaDescriptor(walk(step.target)), !step.writeable, true, what);
    }

    void device(const MountStep& step, const std::string& what)
    {
        struct stat status
        {
        };
        if (::stat(step.source.c_str(), &status) != 0)
        {
            fail("cannot show device " + what);
        }
        if (!S_ISCHR(status.st_mode) && !S_ISBLK(status.st_mode))
        {
            throw SandboxError("cannot show device " + what + ": it is not a device");
        }
        const bool isStandard = S_ISCHR(status.st_mode) && major(status.st_rdev) == 1;
        const UniqueFd point = mountPoint(step.target, false);
        std::string source = step.source;
        if (asRoot_ && !isStandard)
        {
            source = privateNode(step, status);
        }
        mountOn(source, viaDescriptor(point), nullptr, MS_BIND, "", "cannot show device " + what);
        const bool readOnly = !step.writeable && !isStandard;
        restrict(viaDescriptor(walk(step.target)), readOnly, false, what);
    }

    /// A node of the app's own, kept outside its reach, so that rights can be given without touching those of the
    /// system.
    std::string privateNode(const MountStep& step, const struct stat& status)
    {
        const std::string store = "dev/.nodes";
        if (nodes_++ == 0)
        {
            const UniqueFd point = mountPoint(store, true);
            mountOn("tmpfs", viaDescriptor(point), "tmpfs", MS_NOSUID, "size=64k,mode=0700",
                    "cannot make device nodes");
        }
        const std::string node = viaDescriptor(store_ = walk(store)) + "/" + std::to_string(nodes_);
        const mode_t mode = (step.readable ? 0040 : 0) | (step.writeable ? 0020 : 0);
        // Owned by root: the app may use the node but not change its mode.
        if (::mknod(node.c_str(), (status.st_mode & S_IFMT) | mode, status.st_rdev) != 0 ||
            ::chown(node.c_str(), 0, identity_.gid) != 0 || ::chmod(node.c_str(), mode) != 0)
        {
            fail("cannot make a node for device " + step.source);
        }
        return node;
    }

    void processes(const MountStep& step)
    {
        const UniqueFd point = mountPoint(step.target, true);
        constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
        if (::mount("proc", viaDescriptor(point).c_str(), "proc", kFlags, "hidepid=invisible") != 0 &&
            ::mount("proc", viaDescriptor(point).c_str(), "proc", kFlags, nullptr) != 0)
        {
            // Kernels refuse this to users inside containers that cover parts of /proc.
            remarks.push_back(std::string("the app gets no /proc: ") + std::strerror(errno));
        }
    }

    UniqueFd root_;
    UniqueFd store_;
    Identity identity_;
    bool asRoot_;
    unsigned nodes_ = 0;
};

/// Visits parents before children are left: calls `leave(folder, name)` bottom-up for every prefix of `path`.
void forEachPrefixUpwards(std::string path, const std::function<void(int folder, const char* name)>& leave, int root)
{
    while (!path.empty())
    {
        const auto slash = path.rfind('/');
        const std::string parent = slash == std::string::npos ? "" : path.substr(0, slash);
        UniqueFd at(::fcntl(root, F_DUPFD_CLOEXEC, 3));
        for (size_t start = 0; at && start < parent.size();)
        {
            const size_t end = std::min(parent.find('/', start), parent.size());
            at.reset(::openat(at.get(), parent.substr(start, end - start).c_str(),
                              O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
            start = end + 1;
        }
        if (at)
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

std::vector<std::string> enterRootDirectory(const MountPlan& plan, const std::string& writeableDirectory,
                                            const std::string& mountPoint, const Identity& identity, bool asRoot)
{
    mountOn("none", "/", nullptr, MS_REC | MS_PRIVATE, "", "cannot make mounts private");
    mountOn(writeableDirectory, mountPoint, nullptr, MS_BIND, "", "cannot mount " + writeableDirectory);
    restrict(mountPoint, false, true, writeableDirectory);

    // Modes of mount points are those asked for.
    ::umask(0);
    Builder builder(mountPoint, identity, asRoot);
    for (const auto& step : plan.steps)
    {
        builder.carryOut(step);
    }
    for (const auto& step : plan.steps)
    {
        if (step.kind == Kind::Memory && step.seal)
        {
            builder.seal(step);
        }
    }
    // The old root is put on top of the new one and then taken away, so it needs no place of its own.
    if (::chdir(mountPoint.c_str()) != 0 || ::syscall(SYS_pivot_root, ".", ".") != 0 ||
        ::umount2(".", MNT_DETACH) != 0 || ::chdir("/") != 0)
    {
        fail("cannot change the root directory");
    }
    return builder.remarks;
}

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
        forEachPrefixUpwards(step->target, leave, root.get());
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

}  // namespace ligature::supervisor
