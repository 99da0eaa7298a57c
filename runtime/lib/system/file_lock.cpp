// Files with advisory locks (runtime specification, section 1.14).
#include "runtime/include/le_fileLock.h"

#include "runtime/include/le_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>

namespace
{

int openFlags(le_flock_AccessMode_t mode)
{
    switch (mode)
    {
        case LE_FLOCK_READ:
            return O_RDONLY;
        case LE_FLOCK_WRITE:
            return O_WRONLY;
        case LE_FLOCK_APPEND:
            return O_WRONLY | O_APPEND;
        case LE_FLOCK_READ_AND_WRITE:
            return O_RDWR;
        case LE_FLOCK_READ_AND_APPEND:
            return O_RDWR | O_APPEND;
    }
    LE_FATAL("File access mode %d is none.", static_cast<int>(mode));
}

const char* streamMode(le_flock_AccessMode_t mode)
{
    switch (mode)
    {
        case LE_FLOCK_READ:
            return "r";
        case LE_FLOCK_WRITE:
            return "w";
        case LE_FLOCK_APPEND:
            return "a";
        case LE_FLOCK_READ_AND_WRITE:
            return "r+";
        default:
            return "a+";
    }
}

int lock(int fd, le_flock_AccessMode_t mode, bool waits)
{
    const int operation = (mode == LE_FLOCK_READ ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB);
    int result = 0;
    do
    {
        result = flock(fd, operation);
    } while (result != 0 && errno == EINTR);
    return result;
}

int openAndLock(const char* path, le_flock_AccessMode_t mode, int moreFlags, mode_t permissions, bool replaces,
                bool waits)
{
    int fd = -1;
    do
    {
        fd = open(path, openFlags(mode) | O_CLOEXEC | moreFlags, permissions);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
    {
        switch (errno)
        {
            case ENOENT:
                return LE_NOT_FOUND;
            case EEXIST:
                return LE_DUPLICATE;
            default:
                LE_ERROR("Cannot open file '%s': %m.", path);
                return LE_FAULT;
        }
    }
    if (lock(fd, mode, waits) != 0)
    {
        const int result = errno == EWOULDBLOCK ? LE_WOULD_BLOCK : LE_FAULT;
        close(fd);
        return result;
    }
    // Only now is it certain that nobody reads what is thrown away.
    if (replaces && ftruncate(fd, 0) != 0)
    {
        LE_ERROR("Cannot empty file '%s': %m.", path);
        close(fd);
        return LE_FAULT;
    }
    return fd;
}

int create(const char* path, le_flock_AccessMode_t mode, le_flock_CreateMode_t createMode, mode_t permissions,
           bool waits)
{
    const bool fails = createMode == LE_FLOCK_FAIL_IF_EXIST;
    // A file to be emptied must be open for writing, whatever the caller does with it later.
    const bool replaces = createMode == LE_FLOCK_REPLACE_IF_EXIST && mode != LE_FLOCK_READ;
    const int fd = openAndLock(path, mode, O_CREAT | (fails ? O_EXCL : 0), permissions, replaces, waits);
    if (fd >= 0 && createMode == LE_FLOCK_REPLACE_IF_EXIST && mode == LE_FLOCK_READ && truncate(path, 0) != 0)
    {
        LE_ERROR("Cannot empty file '%s': %m.", path);
        close(fd);
        return LE_FAULT;
    }
    return fd;
}

FILE* streamOf(int fd, le_flock_AccessMode_t mode, le_result_t* result)
{
    FILE* stream = nullptr;
    le_result_t outcome = fd < 0 ? static_cast<le_result_t>(fd) : LE_OK;
    if (fd >= 0)
    {
        stream = fdopen(fd, streamMode(mode));
        if (stream == nullptr)
        {
            LE_ERROR("Cannot open a stream: %m.");
            close(fd);
            outcome = LE_FAULT;
        }
    }
    if (result != nullptr)
    {
        *result = outcome;
    }
    return stream;
}

}  // namespace

int le_flock_Open(const char* pathNamePtr, le_flock_AccessMode_t accessMode)
{
    return openAndLock(pathNamePtr, accessMode, 0, 0, false, true);
}

int le_flock_Create(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_flock_CreateMode_t createMode,
                    mode_t permissions)
{
    return create(pathNamePtr, accessMode, createMode, permissions, true);
}

int le_flock_TryOpen(const char* pathNamePtr, le_flock_AccessMode_t accessMode)
{
    return openAndLock(pathNamePtr, accessMode, 0, 0, false, false);
}

int le_flock_TryCreate(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_flock_CreateMode_t createMode,
                       mode_t permissions)
{
    return create(pathNamePtr, accessMode, createMode, permissions, false);
}

void le_flock_Close(int fd)
{
    LE_CRIT_IF(close(fd) != 0, "Cannot close descriptor %d: %m.", fd);
}

FILE* le_flock_OpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_result_t* resultPtr)
{
    return streamOf(le_flock_Open(pathNamePtr, accessMode), accessMode, resultPtr);
}

FILE* le_flock_CreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_flock_CreateMode_t createMode,
                            mode_t permissions, le_result_t* resultPtr)
{
    return streamOf(le_flock_Create(pathNamePtr, accessMode, createMode, permissions), accessMode, resultPtr);
}

FILE* le_flock_TryOpenStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode, le_result_t* resultPtr)
{
    return streamOf(le_flock_TryOpen(pathNamePtr, accessMode), accessMode, resultPtr);
}

FILE* le_flock_TryCreateStream(const char* pathNamePtr, le_flock_AccessMode_t accessMode,
                               le_flock_CreateMode_t createMode, mode_t permissions, le_result_t* resultPtr)
{
    return streamOf(le_flock_TryCreate(pathNamePtr, accessMode, createMode, permissions), accessMode, resultPtr);
}

void le_flock_CloseStream(FILE* fileStreamPtr)
{
    LE_CRIT_IF(fclose(fileStreamPtr) != 0, "Cannot close a stream: %m.");
}
