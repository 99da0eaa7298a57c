// Files in storage of the process's own (runtime specification, section 1.14).
#include "runtime/include/le_fs.h"

#include "runtime/include/le_dir.h"
#include "runtime/include/le_log.h"
#include "runtime/include/le_utf8.h"
#include "runtime/lib/containers/references.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace
{

constinit ligature::References references("Files", 10);

/// Descriptors are kept one higher: a safe reference cannot stand for a null pointer.
void* asValue(int fd)
{
    return reinterpret_cast<void*>(static_cast<std::intptr_t>(fd) + 1);
}

le_fs_FileRef_t add(int fd)
{
    return static_cast<le_fs_FileRef_t>(references.add(asValue(fd)));
}

/// The descriptor of a reference, -1 if there is none; takes the reference away if asked to.
int descriptorOf(le_fs_FileRef_t reference, bool isLast = false)
{
    void* value = isLast ? references.take(reference) : references.find(reference);
    return static_cast<int>(reinterpret_cast<std::intptr_t>(value) - 1);
}

bool isUsable(const char* directory)
{
    return le_dir_IsDir(directory) && access(directory, R_OK | W_OK | X_OK) == 0;
}

/// Makes a directory below one that exists already. Unlike le_dir_MakePath() it is silent where it may not.
bool make(const char* parent, const char* directory)
{
    mkdir(parent, 0755);
    mkdir(directory, 0700);
    return isUsable(directory);
}

/// Where the storage is; empty if there is none.
std::string storageRoot()
{
    if (const char* given = secure_getenv("LIGATURE_FS_ROOT"); given != nullptr && given[0] == '/')
    {
        return isUsable(given) ? given : "";
    }
    if (make("/data", "/data/le_fs"))
    {
        return "/data/le_fs";
    }
    // Everybody may write to /tmp: what another user put there is not ours.
    struct stat status = {};
    if (make("/tmp/data", "/tmp/data/le_fs") && lstat("/tmp/data/le_fs", &status) == 0 && S_ISDIR(status.st_mode) &&
        status.st_uid == geteuid())
    {
        return "/tmp/data/le_fs";
    }
    return "";
}

bool leadsUp(const std::string& path)
{
    return (path + "/").find("/../") != std::string::npos;
}

/// The whole path of one in the storage.
le_result_t locate(const char* path, std::string& whole)
{
    if (path == nullptr || path[0] != '/' || path[1] == '\0' || leadsUp(path))
    {
        LE_ERROR("'%s' is not a path in the storage.", path == nullptr ? "(null)" : path);
        return LE_BAD_PARAMETER;
    }
    const std::string root = storageRoot();
    if (root.empty())
    {
        LE_ERROR("There is no storage for files: make /data/le_fs writable, or name a directory in LIGATURE_FS_ROOT.");
        return LE_UNSUPPORTED;
    }
    whole = root + path;
    if (whole.size() >= LE_FS_PATH_MAX_LEN)
    {
        LE_ERROR("A path of %zu bytes is too long.", whole.size());
        return LE_BAD_PARAMETER;
    }
    return LE_OK;
}

le_result_t resultOfErrno(const char* action, const char* path)
{
    switch (errno)
    {
        case ENOENT:
        case ENOTDIR:
            return LE_NOT_FOUND;
        case EACCES:
        case EPERM:
        case EROFS:
            return LE_NOT_PERMITTED;
        default:
            LE_ERROR("Cannot %s '%s': %m.", action, path);
            return LE_FAULT;
    }
}

/// Flags of open(2), or -1 if the mode makes no sense.
int openFlags(int mode)
{
    constexpr int directions = LE_FS_RDONLY | LE_FS_WRONLY | LE_FS_RDWR;
    if (mode <= 0 || mode > LE_FS_ACCESS_MODE_MAX || (mode & directions) == 0)
    {
        return -1;
    }
    const bool isRead = (mode & (LE_FS_RDONLY | LE_FS_RDWR)) != 0;
    const bool isWritten = (mode & (LE_FS_WRONLY | LE_FS_RDWR)) != 0;
    const int direction = isRead && isWritten ? O_RDWR : isWritten ? O_WRONLY : O_RDONLY;
    return direction | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | ((mode & LE_FS_CREAT) != 0 ? O_CREAT : 0) |
           ((mode & LE_FS_TRUNC) != 0 && isWritten ? O_TRUNC : 0) | ((mode & LE_FS_APPEND) != 0 ? O_APPEND : 0) |
           ((mode & LE_FS_SYNC) != 0 ? O_SYNC : 0);
}

}  // namespace

le_result_t le_fs_Open(const char* filePath, le_fs_AccessMode_t accessMode, le_fs_FileRef_t* fileRefPtr)
{
    const int flags = openFlags(accessMode);
    std::string path;
    if (flags < 0 || fileRefPtr == nullptr)
    {
        LE_ERROR("Files cannot be opened with mode %#x.", static_cast<unsigned>(accessMode));
        return LE_BAD_PARAMETER;
    }
    if (const le_result_t located = locate(filePath, path); located != LE_OK)
    {
        return located;
    }
    if ((flags & O_CREAT) != 0)
    {
        const std::string directory = path.substr(0, path.rfind('/'));
        if (le_dir_MakePath(directory.c_str(), 0700) != LE_OK)
        {
            return LE_FAULT;
        }
    }
    int fd = -1;
    do
    {
        fd = open(path.c_str(), flags, 0600);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
    {
        return resultOfErrno("open", filePath);
    }
    *fileRefPtr = add(fd);
    return LE_OK;
}

le_result_t le_fs_Close(le_fs_FileRef_t fileRef)
{
    const int fd = descriptorOf(fileRef, true);
    if (fd < 0)
    {
        return LE_BAD_PARAMETER;
    }
    if (close(fd) != 0 && errno != EINTR)
    {
        LE_ERROR("Cannot close a file: %m.");
        return LE_FAULT;
    }
    return LE_OK;
}

le_result_t le_fs_Read(le_fs_FileRef_t fileRef, uint8_t* bufPtr, size_t* bufSizePtr)
{
    const int fd = descriptorOf(fileRef);
    if (fd < 0 || bufPtr == nullptr || bufSizePtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    size_t done = 0;
    while (done < *bufSizePtr)
    {
        const ssize_t count = read(fd, bufPtr + done, *bufSizePtr - done);
        if (count == 0)
        {
            break;
        }
        if (count < 0 && errno != EINTR)
        {
            LE_ERROR("Cannot read a file: %m.");
            return LE_FAULT;
        }
        done += count > 0 ? static_cast<size_t>(count) : 0;
    }
    *bufSizePtr = done;
    return LE_OK;
}

le_result_t le_fs_Write(le_fs_FileRef_t fileRef, const uint8_t* bufPtr, size_t bufSize)
{
    const int fd = descriptorOf(fileRef);
    if (fd < 0 || bufPtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    size_t done = 0;
    while (done < bufSize)
    {
        const ssize_t count = write(fd, bufPtr + done, bufSize - done);
        if (count < 0 && errno != EINTR)
        {
            LE_ERROR("Cannot write a file: %m.");
            return done > 0 ? LE_UNDERFLOW : LE_FAULT;
        }
        done += count > 0 ? static_cast<size_t>(count) : 0;
    }
    return LE_OK;
}

le_result_t le_fs_Seek(le_fs_FileRef_t fileRef, int32_t offset, le_fs_Position_t position, int32_t* currentOffsetPtr)
{
    static_assert(LE_FS_SEEK_SET == SEEK_SET && LE_FS_SEEK_CUR == SEEK_CUR && LE_FS_SEEK_END == SEEK_END);
    const int fd = descriptorOf(fileRef);
    if (fd < 0 || currentOffsetPtr == nullptr || position < LE_FS_SEEK_SET || position > LE_FS_SEEK_END)
    {
        return LE_BAD_PARAMETER;
    }
    const off_t before = lseek(fd, 0, SEEK_CUR);
    const off_t after = lseek(fd, offset, position);
    if (after > INT32_MAX)
    {
        lseek(fd, before, SEEK_SET);
    }
    if (after < 0 || after > INT32_MAX)
    {
        return LE_FAULT;
    }
    *currentOffsetPtr = static_cast<int32_t>(after);
    return LE_OK;
}

le_result_t le_fs_GetSize(const char* filePath, size_t* sizePtr)
{
    std::string path;
    if (sizePtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    if (const le_result_t located = locate(filePath, path); located != LE_OK)
    {
        return located;
    }
    struct stat status = {};
    if (stat(path.c_str(), &status) != 0)
    {
        return LE_FAULT;
    }
    *sizePtr = static_cast<size_t>(status.st_size);
    return LE_OK;
}

le_result_t le_fs_SetSize(const char* filePath, size_t newSize)
{
    std::string path;
    if (const le_result_t located = locate(filePath, path); located != LE_OK)
    {
        return located;
    }
    if (newSize > static_cast<size_t>(SSIZE_MAX) || truncate(path.c_str(), static_cast<off_t>(newSize)) != 0)
    {
        LE_ERROR("Cannot set the size of '%s': %m.", filePath);
        return LE_FAULT;
    }
    return LE_OK;
}

le_result_t le_fs_Delete(const char* filePath)
{
    std::string path;
    if (const le_result_t located = locate(filePath, path); located != LE_OK)
    {
        return located;
    }
    return unlink(path.c_str()) == 0 ? LE_OK : resultOfErrno("remove", filePath);
}

le_result_t le_fs_Move(const char* srcPath, const char* destPath)
{
    std::string from;
    std::string to;
    if (const le_result_t located = locate(srcPath, from); located != LE_OK)
    {
        return located;
    }
    if (const le_result_t located = locate(destPath, to); located != LE_OK)
    {
        return located;
    }
    if (from == to)
    {
        return LE_BAD_PARAMETER;
    }
    return rename(from.c_str(), to.c_str()) == 0 ? LE_OK : resultOfErrno("move", srcPath);
}

le_result_t le_fs_RemoveDirRecursive(const char* dirPathPtr)
{
    std::string path;
    const le_result_t located = locate(dirPathPtr, path);
    return located == LE_OK ? le_dir_RemoveRecursive(path.c_str()) : located;
}

bool le_fs_Exists(const char* filePathPtr)
{
    std::string path;
    struct stat status = {};
    return locate(filePathPtr, path) == LE_OK && stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

le_result_t le_fs_GetExecutablePath(char* dirPathPtr, size_t dirPathSize, char* exeNamePtr, size_t exeNameSize)
{
    if (dirPathPtr == nullptr || exeNamePtr == nullptr || dirPathSize == 0 || exeNameSize == 0)
    {
        return LE_BAD_PARAMETER;
    }
    std::array<char, PATH_MAX> buffer;
    const ssize_t length = readlink("/proc/self/exe", buffer.data(), buffer.size());
    if (length <= 0 || static_cast<size_t>(length) >= buffer.size())
    {
        LE_ERROR("Cannot find the program of this process: %m.");
        return LE_FAULT;
    }
    const std::string path(buffer.data(), static_cast<size_t>(length));
    const size_t name = path.rfind('/') + 1;
    const le_result_t directoryFits = le_utf8_Copy(dirPathPtr, path.substr(0, name).c_str(), dirPathSize, nullptr);
    const le_result_t nameFits = le_utf8_Copy(exeNamePtr, path.c_str() + name, exeNameSize, nullptr);
    return directoryFits == LE_OK ? nameFits : directoryFits;
}
