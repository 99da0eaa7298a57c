// Descriptors that are not lost when their thread is cancelled.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ligature::messaging
{

/// close(2), but no cancellation point, where a thread that is cancelled would leave the descriptor open. Keeps errno.
inline void closeWhole(int fd)
{
    const int error = errno;
    ::syscall(SYS_close, fd);
    errno = error;
}

/// Closes a descriptor unless it is taken out before, also where its thread is cancelled in a system call.
class OwnDescriptor
{
public:
    explicit OwnDescriptor(int fd) : fd_(fd) {}
    ~OwnDescriptor()
    {
        if (fd_ >= 0)
        {
            closeWhole(fd_);
        }
    }
    OwnDescriptor(const OwnDescriptor&) = delete;
    OwnDescriptor& operator=(const OwnDescriptor&) = delete;

    int get() const { return fd_; }  ///< below 0: none
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_;
};

}  // namespace ligature::messaging
