// Changing a file through a copy (runtime specification, section 1.14).
//
// The lock of a file that exists is on the file itself. Because a commit puts another file in its place, whoever waited
// for the lock looks whether the name still stands for what it locked, and starts again if not. The lock of a file that
// does not exist yet is on the copy, which has one name for all. Locks are always taken in the order file, copy, and
// nobody waits for a file while it holds a copy, so there are no deadlocks.
#include "runtime/lib/system/atomic_file.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/system/file_mode.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <utility>

namespace ligature::files
{
namespace
{

/// Somebody else was faster: start again.
constexpr int changed = 1;

std::string copyName(const AtomicFile& file)
{
    return "." + file.name + ".new~";
}

void closeOne(int& fd)
{
    if (fd >= 0)
    {
        close(std::exchange(fd, -1));
    }
}

int openAt(int directory, const char* name, int flags, mode_t permissions = 0)
{
    int fd = -1;
    do
    {
        fd = openat(directory, name, flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, permissions);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

le_result_t faultOf(const char* action, const std::string& name)
{
    LE_ERROR("Cannot %s file '%s': %m.", action, name.c_str());
    return LE_FAULT;
}

/// Whether a name still stands for an open file.
bool isStill(int directory, const std::string& name, int fd)
{
    struct stat byName = {};
    struct stat byDescriptor = {};
    return fstatat(directory, name.c_str(), &byName, AT_SYMLINK_NOFOLLOW) == 0 && fstat(fd, &byDescriptor) == 0 &&
           byName.st_ino == byDescriptor.st_ino && byName.st_dev == byDescriptor.st_dev;
}

/// Finds the directory and the name. A link to a file stands for the file, so that a rename does not replace the link.
le_result_t locate(const char* path, AtomicFile& file)
{
    const std::unique_ptr<char, decltype(&free)> real(realpath(path, nullptr), &free);
    const std::string whole = real ? real.get() : path;
    const size_t slash = whole.rfind('/');
    file.name = slash == std::string::npos ? whole : whole.substr(slash + 1);
    const std::string directory = slash == std::string::npos ? "." : whole.substr(0, slash + 1);
    if (file.name.empty() || file.name == "." || file.name == "..")
    {
        LE_ERROR("'%s' is not the name of a file.", path);
        return LE_FAULT;
    }
    file.directory = openAt(AT_FDCWD, directory.c_str(), O_RDONLY | O_DIRECTORY);
    if (file.directory < 0)
    {
        return errno == ENOENT ? LE_NOT_FOUND : faultOf("reach", whole);
    }
    return LE_OK;
}

/// Opens and locks the file itself. Returns LE_OK, LE_NOT_FOUND, LE_WOULD_BLOCK, LE_FAULT or changed.
int lockTarget(AtomicFile& file, le_flock_AccessMode_t access, int flags, bool waits)
{
    struct stat status = {};
    if (fstatat(file.directory, file.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
    {
        return errno == ENOENT ? LE_NOT_FOUND : faultOf("look at", file.name);
    }
    if (!S_ISREG(status.st_mode))
    {
        LE_ERROR("'%s' is not a regular file.", file.name.c_str());
        return LE_FAULT;
    }
    file.target = openAt(file.directory, file.name.c_str(), flags);
    if (file.target < 0)
    {
        return errno == ENOENT ? changed : faultOf("open", file.name);
    }
    if (const le_result_t locked = lock(file.target, access, waits); locked != LE_OK)
    {
        return locked;
    }
    file.mode = status.st_mode & 07777;
    return isStill(file.directory, file.name, file.target) ? LE_OK : changed;
}

/// Makes and locks the copy, empty. A copy that a dead process left behind is replaced.
int makeCopy(AtomicFile& file, const AtomicOpen& how)
{
    const std::string name = copyName(file);
    // Until the change is complete, nobody else needs the copy, and we need to write to it.
    const mode_t permissions = file.target >= 0 ? 0600 : (how.permissions | 0600);
    file.copy = openAt(file.directory, name.c_str(), openFlags(how.access) | O_CREAT | O_EXCL, permissions);
    if (file.copy < 0 && errno == EEXIST)
    {
        int other = openAt(file.directory, name.c_str(), O_RDONLY);
        if (other < 0)
        {
            return errno == ENOENT ? changed : faultOf("open", name);
        }
        const le_result_t locked = lock(other, LE_FLOCK_WRITE, how.waits);
        if (locked == LE_OK && isStill(file.directory, name, other) && unlinkat(file.directory, name.c_str(), 0) != 0 &&
            errno != ENOENT)
        {
            closeOne(other);
            return faultOf("remove", name);
        }
        closeOne(other);
        return locked == LE_OK ? changed : locked;
    }
    if (file.copy < 0)
    {
        return errno == ENOENT ? LE_NOT_FOUND : faultOf("create", name);
    }
    struct stat status = {};
    if (const le_result_t locked = lock(file.copy, LE_FLOCK_WRITE, how.waits); locked != LE_OK)
    {
        // Whoever has the lock took the copy for one left behind, and removes it.
        closeOne(file.copy);
        return locked;
    }
    if (!isStill(file.directory, name, file.copy))
    {
        closeOne(file.copy);
        return changed;
    }
    if (file.target < 0 && fstat(file.copy, &status) == 0)
    {
        file.mode = status.st_mode & how.permissions;
    }
    return LE_OK;
}

/// Copies what the file holds, and leaves the copy at its start.
le_result_t fillCopy(const AtomicFile& file)
{
    const int source = openAt(file.directory, file.name.c_str(), O_RDONLY);
    if (source < 0)
    {
        return faultOf("read", file.name);
    }
    std::array<char, 16384> buffer;
    ssize_t count = 0;
    bool isWritten = true;
    while (isWritten && (count = read(source, buffer.data(), buffer.size())) != 0)
    {
        for (ssize_t done = 0; isWritten && done < count;)
        {
            const ssize_t step = write(file.copy, buffer.data() + done, static_cast<size_t>(count - done));
            isWritten = step >= 0 || errno == EINTR;
            done += step > 0 ? step : 0;
        }
        isWritten = isWritten && (count > 0 || errno == EINTR);
    }
    close(source);
    return isWritten && lseek(file.copy, 0, SEEK_SET) == 0 ? LE_OK : faultOf("copy", file.name);
}

/// Opens a file that exists.
int openExisting(AtomicFile& file, const AtomicOpen& how)
{
    const bool replaces = how.creates && how.ifExists == LE_FLOCK_REPLACE_IF_EXIST;
    if (how.access == LE_FLOCK_READ && !replaces)
    {
        return lockTarget(file, how.access, O_RDONLY, how.waits);
    }
    // Opened for what the caller wants, so that a file it may not write to is refused.
    const int flags = how.access == LE_FLOCK_READ ? O_RDWR : openFlags(how.access);
    if (const int result = lockTarget(file, LE_FLOCK_WRITE, flags, how.waits); result != LE_OK)
    {
        return result;
    }
    if (faccessat(file.directory, ".", W_OK, AT_EACCESS) != 0)
    {
        return replaces && ftruncate(file.target, 0) != 0 ? faultOf("empty", file.name) : LE_OK;
    }
    if (const int result = makeCopy(file, how); result != LE_OK)
    {
        return result;
    }
    return replaces ? LE_OK : fillCopy(file);
}

/// One attempt.
int attempt(AtomicFile& file, const AtomicOpen& how)
{
    const bool exists = faccessat(file.directory, file.name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (exists && how.creates && how.ifExists == LE_FLOCK_FAIL_IF_EXIST)
    {
        return LE_DUPLICATE;
    }
    if (exists || !how.creates)
    {
        return openExisting(file, how);
    }
    if (const int result = makeCopy(file, how); result != LE_OK)
    {
        return result;
    }
    // Another may have finished its new file just before we had the copy for us.
    if (faccessat(file.directory, file.name.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    {
        cancel(file);
        return changed;
    }
    return LE_OK;
}

}  // namespace

le_result_t openAtomic(const char* path, const AtomicOpen& how, AtomicFile& file)
{
    if (const le_result_t located = locate(path, file); located != LE_OK)
    {
        closeAll(file, true);
        return located;
    }
    int result = changed;
    while ((result = attempt(file, how)) == changed)
    {
        closeOne(file.copy);
        closeOne(file.target);
    }
    if (result != LE_OK)
    {
        // The copy is ours to remove only if we made it, and then we hold it open.
        cancel(file);
        closeAll(file, true);
    }
    return static_cast<le_result_t>(result);
}

le_result_t commit(AtomicFile& file)
{
    if (file.copy < 0)
    {
        const int flags = fcntl(file.target, F_GETFL);
        return (flags & O_ACCMODE) == O_RDONLY || fsync(file.target) == 0 ? LE_OK : faultOf("write", file.name);
    }
    struct stat status = {};
    // Only root can give a file away; for all others it has their own user already, or it cannot keep its owner.
    if (file.target >= 0 && geteuid() == 0 && fstat(file.target, &status) == 0 &&
        fchown(file.copy, status.st_uid, status.st_gid) != 0)
    {
        LE_WARN("Cannot keep the owner of file '%s': %m.", file.name.c_str());
    }
    // First the contents, then the name, then the directory with the name: at no time is a name on the disk whose
    // contents are not.
    if (fchmod(file.copy, file.mode) != 0 || fsync(file.copy) != 0 ||
        renameat(file.directory, copyName(file).c_str(), file.directory, file.name.c_str()) != 0)
    {
        const le_result_t result = faultOf("replace", file.name);
        cancel(file);
        return result;
    }
    return fsync(file.directory) == 0 ? LE_OK : faultOf("write the directory of", file.name);
}

void cancel(AtomicFile& file)
{
    if (file.copy >= 0 && isStill(file.directory, copyName(file), file.copy))
    {
        unlinkat(file.directory, copyName(file).c_str(), 0);
    }
}

void closeAll(AtomicFile& file, bool withDescriptor)
{
    if (!withDescriptor)
    {
        (file.copy >= 0 ? file.copy : file.target) = -1;
    }
    closeOne(file.copy);
    closeOne(file.target);
    closeOne(file.directory);
}

le_result_t removeAtomic(const char* path, bool waits)
{
    AtomicFile file;
    int result = locate(path, file);
    while (result == LE_OK)
    {
        // A lock needs an open file, readable or not.
        const bool isReadable = faccessat(file.directory, file.name.c_str(), R_OK, AT_EACCESS) == 0;
        result = lockTarget(file, LE_FLOCK_WRITE, isReadable ? O_RDONLY : O_WRONLY, waits);
        if (result != changed)
        {
            break;
        }
        closeOne(file.target);
        result = LE_OK;
    }
    if (result == LE_OK && (unlinkat(file.directory, file.name.c_str(), 0) != 0 || fsync(file.directory) != 0))
    {
        result = faultOf("remove", file.name);
    }
    closeAll(file, true);
    return static_cast<le_result_t>(result);
}

}  // namespace ligature::files
