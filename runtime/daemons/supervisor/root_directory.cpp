#include "runtime/daemons/supervisor/root_directory.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/daemons/supervisor/beneath.h"
#include "runtime/daemons/supervisor/sandbox_error.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

namespace
{

using formats::UniqueFd;
using Kind = MountStep::Kind;

/// Device nodes are made here, mounted where they belong, and then taken out of sight.
constexpr const char* kNodeStore = "dev/.nodes";

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

/// /dev/null, zero, full, random, urandom: everybody may use them, so the system's own nodes will do.
bool isHarmless(const struct stat& node)
{
    const unsigned number = minor(node.st_rdev);
    return S_ISCHR(node.st_mode) && major(node.st_rdev) == 1 &&
           (number == 3 || number == 5 || number == 7 || number == 8 || number == 9);
}

class Builder
{
public:
    /// `area` is the writeable area as it stands outside, `root` where it becomes the root directory.
    Builder(const std::string& area, const std::string& root, const Identity& identity, bool asRoot)
        : area_(::open(area.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
          root_(::open(root.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
          identity_(identity),
          asRoot_(asRoot)
    {
        if (!area_ || !root_)
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
                mountOn("tmpfs", viaDescriptor(mountPoint(step.target, Node::Folder)), "tmpfs", MS_NOSUID | MS_NODEV,
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

    /// Takes out of sight what only the steps needed.
    void hideNodes()
    {
        if (nodes_ > 0 && (::umount2(viaDescriptor(store_).c_str(), MNT_DETACH) != 0 ||
                           ::unlinkat(walk("dev").get(), ".nodes", AT_REMOVEDIR) != 0))
        {
            fail("cannot hide device nodes");
        }
    }

    std::vector<std::string> remarks;

private:
    /// An open node below the root directory, which must exist.
    UniqueFd walk(const std::string& path) const
    {
        UniqueFd node = openBeneath(root_, path);
        if (!node)
        {
            fail("/" + path);
        }
        return node;
    }

    /// The node to mount on; it and its parents are made if missing.
    UniqueFd mountPoint(const std::string& path, Node kind) const { return makeBeneath(root_, path, kind); }

    void bind(const MountStep& step, const std::string& what)
    {
        const bool directory = step.kind == Kind::BindDirectory;
        const UniqueFd own = step.inArea ? openBeneath(area_, step.source) : UniqueFd();
        if (step.inArea && !own)
        {
            fail("cannot show " + what);
        }
        const std::string source = own ? viaDescriptor(own) : step.source;
        struct stat status
        {
        };
        if ((own ? ::fstat(own.get(), &status) : ::stat(source.c_str(), &status)) != 0)
        {
            fail("cannot show " + what);
        }
        if (S_ISDIR(status.st_mode) != directory || S_ISLNK(status.st_mode))
        {
            throw SandboxError("cannot show " + what + ": it is " +
                               (S_ISLNK(status.st_mode) ? "a link"
                                : directory             ? "not a directory"
                                                        : "a directory"));
        }
        const UniqueFd point = mountPoint(step.target, directory ? Node::Folder : Node::File);
        // Recursive: a part of the tree that is covered outside must not become visible here.
        mountOn(source, viaDescriptor(point), nullptr, MS_BIND | MS_REC, "", "cannot show " + what);
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
        const bool isStandard = isHarmless(status);
        const UniqueFd point = mountPoint(step.target, Node::File);
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
        if (nodes_++ == 0)
        {
            const UniqueFd point = mountPoint(kNodeStore, Node::Folder);
            mountOn("tmpfs", viaDescriptor(point), "tmpfs", MS_NOSUID, "size=64k,mode=0700",
                    "cannot make device nodes");
            store_ = walk(kNodeStore);
        }
        std::string node = viaDescriptor(store_) + "/" + std::to_string(nodes_);
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
        const UniqueFd point = mountPoint(step.target, Node::Folder);
        constexpr unsigned long kFlags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
        const std::string place = viaDescriptor(point);
        for (const std::string& options : {step.options, std::string("hidepid=invisible"), std::string()})
        {
            // Before Linux 5.8 there are fewer options.
            if (::mount("proc", place.c_str(), "proc", kFlags, options.empty() ? nullptr : options.c_str()) == 0)
            {
                return;
            }
        }
        // Kernels refuse this to users inside containers that cover parts of /proc.
        remarks.push_back(std::string("the app gets no /proc: ") + std::strerror(errno));
    }

    UniqueFd area_;
    UniqueFd root_;
    UniqueFd store_;
    Identity identity_;
    bool asRoot_;
    unsigned nodes_ = 0;
};

}  // namespace

std::vector<std::string> enterRootDirectory(const MountPlan& plan, const std::string& writeableDirectory,
                                            const std::string& mountPoint, const Identity& identity, bool asRoot)
{
    mountOn("none", "/", nullptr, MS_REC | MS_PRIVATE, "", "cannot make mounts private");
    mountOn(writeableDirectory, mountPoint, nullptr, MS_BIND, "", "cannot mount " + writeableDirectory);
    restrict(mountPoint, false, true, writeableDirectory);

    // Modes of mount points are those asked for.
    ::umask(0);
    Builder builder(writeableDirectory, mountPoint, identity, asRoot);
    for (const auto& step : plan.steps)
    {
        builder.carryOut(step);
    }
    builder.hideNodes();
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

}  // namespace ligature::supervisor
