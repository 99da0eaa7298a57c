// Files with advisory locks (runtime specification, section 1.14).
#include "runtime/include/le_fileLock.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/system/file_mode.h"

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>

using namespace ligature::files;

namespace
{

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
    if (const le_result_t result = lock(fd, mode, waits); result != LE_OK)
    {
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
