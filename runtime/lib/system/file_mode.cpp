// Access modes in the words of the system (runtime specification, section 1.14).
#include "runtime/lib/system/file_mode.h"

#include "runtime/include/le_log.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>

namespace ligature::files
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

le_result_t lock(int fd, le_flock_AccessMode_t mode, bool waits)
{
    const int operation = (mode == LE_FLOCK_READ ? LOCK_SH : LOCK_EX) | (waits ? 0 : LOCK_NB);
    int result = 0;
    do
    {
        result = flock(fd, operation);
    } while (result != 0 && errno == EINTR);
    if (result == 0)
    {
        return LE_OK;
    }
    if (errno == EWOULDBLOCK)
    {
        return LE_WOULD_BLOCK;
    }
    LE_ERROR("Cannot lock a file: %m.");
    return LE_FAULT;
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

}  // namespace ligature::files
