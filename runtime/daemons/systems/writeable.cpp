#include "runtime/daemons/systems/writeable.h"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/names.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::systems
{
namespace
{

using formats::entriesOf;
using formats::printable;
using formats::throwSystemError;
using formats::UniqueFd;

constexpr int kMaxDepth = 100;  // every level keeps a few descriptors open

/// One copy of one tree into another.
struct Copy
{
    dev_t device;  ///< of the source: other mounts are not entered
    bool keepOwner;
    const NoteHook& note;

    void skip(const std::string& path, const std::string& why) const
    {
        if (note)
        {
            note(printable(path) + " is not carried over: " + why);
        }
    }

    void skipForErrno(const std::string& path) const { skip(path, std::generic_category().message(errno)); }
};

void takeOwnerAndMode(const Copy& copy, int fd, const struct stat& status, const std::string& path)
{
    if (copy.keepOwner && fchown(fd, status.st_uid, status.st_gid) != 0)
    {
        throwSystemError("cannot set the owner of", path);
    }
    if (fchmod(fd, status.st_mode & 0777) != 0)
    {
        throwSystemError("cannot set the mode of", path);
    }
}

/// The bytes of a file, holes left as holes: an app cannot fill the disk with a sparse file.
void copyContent(int from, int to, const std::string& path)
{
    std::vector<char> buffer(64 * 1024);
    for (off_t begin = 0; (begin = lseek(from, begin, SEEK_DATA)) >= 0;)
    {
        off_t end = lseek(from, begin, SEEK_HOLE);
        if (end < 0 || lseek(from, begin, SEEK_SET) < 0 || lseek(to, begin, SEEK_SET) < 0)
        {
            throwSystemError("cannot copy", path);
        }
        while (begin < end)
        {
            const size_t wanted = std::min<size_t>(buffer.size(), static_cast<size_t>(end - begin));
            const size_t count = formats::readSome(from, buffer.data(), wanted, path);
            if (count == 0)
            {
                return;  // the file became shorter under our hands
            }
            formats::writeAll(to, buffer.data(), count, path);
            begin += static_cast<off_t>(count);
        }
    }
    if (errno != ENXIO)  // ENXIO: no data after `begin`
    {
        throwSystemError("cannot copy", path);
    }
}

/// Removes what stands at the place of a file or link. False, with a note, if that is a directory.
bool makeRoom(const Copy& copy, int to, const std::string& name, const std::string& path)
{
    struct stat there = {};
    if (fstatat(to, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) != 0)
    {
        return true;
    }
    if (S_ISDIR(there.st_mode))
    {
        copy.skip(path, "the new version has a directory of that name");
        return false;
    }
    if (unlinkat(to, name.c_str(), 0) != 0)
    {
        throwSystemError("cannot replace", path);
    }
    return true;
}

void copyFile(const Copy& copy, int from, int to, const std::string& name, const std::string& path)
{
    const UniqueFd source(openat(from, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    struct stat status = {};
    if (!source || fstat(source.get(), &status) != 0)
    {
        return copy.skipForErrno(path);
    }
    if (!S_ISREG(status.st_mode))
    {
        return copy.skip(path, "it is not a regular file any more");
    }
    if (!makeRoom(copy, to, name, path))
    {
        return;
    }
    const UniqueFd target(openat(to, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!target)
    {
        throwSystemError("cannot create", path);
    }
    copyContent(source.get(), target.get(), path);
    const timespec times[2] = {status.st_atim, status.st_mtim};
    if (ftruncate(target.get(), status.st_size) != 0 || futimens(target.get(), times) != 0)
    {
        throwSystemError("cannot write", path);
    }
    takeOwnerAndMode(copy, target.get(), status, path);
    formats::syncDescriptor(target.get(), path);
}

void copyLink(const Copy& copy, int from, int to, const std::string& name, const std::string& path,
              const struct stat& status)
{
    std::vector<char> text(4096);
    const ssize_t length = readlinkat(from, name.c_str(), text.data(), text.size() - 1);
    if (length < 0)
    {
        return copy.skipForErrno(path);
    }
    text[static_cast<size_t>(length)] = '\0';
    if (!makeRoom(copy, to, name, path))
    {
        return;
    }
    if (symlinkat(text.data(), to, name.c_str()) != 0)
    {
        throwSystemError("cannot create", path);
    }
    if (copy.keepOwner && fchownat(to, name.c_str(), status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW) != 0)
    {
        throwSystemError("cannot set the owner of", path);
    }
}

void copyTree(const Copy& copy, int from, int to, const std::string& path, int depth);

void copyDirectory(const Copy& copy, int from, int to, const std::string& name, const std::string& path, int depth)
{
    if (depth >= kMaxDepth)
    {
        return copy.skip(path, "it lies too deep");
    }
    const UniqueFd source(openat(from, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!source)
    {
        return copy.skipForErrno(path);
    }
    struct stat there = {};
    if (fstatat(to, name.c_str(), &there, AT_SYMLINK_NOFOLLOW) == 0 && !S_ISDIR(there.st_mode))
    {
        return copy.skip(path, "the new version has a file of that name");
    }
    if (mkdirat(to, name.c_str(), 0700) != 0 && errno != EEXIST)
    {
        throwSystemError("cannot create directory", path);
    }
    const UniqueFd target(openat(to, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!target)
    {
        throwSystemError("cannot open directory", path);
    }
    copyTree(copy, source.get(), target.get(), path, depth + 1);
}

/// The content of an open directory into another, then owner and mode of the directory itself.
void copyTree(const Copy& copy, int from, int to, const std::string& path, int depth)
{
    for (const std::string& name : entriesOf(from))
    {
        const std::string inner = path + "/" + name;
        struct stat status = {};
        if (fstatat(from, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        {
            copy.skipForErrno(inner);
        }
        else if (status.st_dev != copy.device)
        {
            copy.skip(inner, "something is mounted on it");
        }
        else if (S_ISDIR(status.st_mode))
        {
            copyDirectory(copy, from, to, name, inner, depth);
        }
        else if (S_ISREG(status.st_mode))
        {
            copyFile(copy, from, to, name, inner);
        }
        else if (S_ISLNK(status.st_mode))
        {
            copyLink(copy, from, to, name, inner, status);
        }
        else
        {
            copy.skip(inner, "it is neither file, directory nor link");
        }
    }
    struct stat status = {};
    if (fstat(from, &status) != 0)
    {
        throwSystemError("cannot examine", path);
    }
    takeOwnerAndMode(copy, to, status, path);
    formats::syncDescriptor(to, path);
}

/// `isWritten`: by an app, not packed.
void copyInto(const std::string& source, int destination, bool isWritten, const NoteHook& note)
{
    const bool keepOwner = isWritten && geteuid() == 0;
    const UniqueFd directory(open(source.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!directory)
    {
        if (errno == ENOENT)
        {
            return;
        }
        if (errno == EACCES && isWritten)  // the app's own doing, as for any folder in it
        {
            return Copy{0, keepOwner, note}.skipForErrno(source);
        }
        throwSystemError("cannot open directory", source);
    }
    struct stat status = {};
    if (fstat(directory.get(), &status) != 0)
    {
        throwSystemError("cannot examine", source);
    }
    copyTree({status.st_dev, keepOwner, note}, directory.get(), destination, source, 0);
}

}  // namespace

void makeWriteableArea(const std::string& packed, const std::string& written, const std::string& destination,
                       const NoteHook& note)
{
    if (mkdir(destination.c_str(), 0755) != 0)
    {
        throwSystemError("cannot create directory", destination);
    }
    const UniqueFd target = formats::openDirectory(destination);
    copyInto(packed, target.get(), false, note);
    if (!written.empty())
    {
        copyInto(written, target.get(), true, note);
    }
    formats::syncDescriptor(target.get(), destination);
}

}  // namespace ligature::systems
