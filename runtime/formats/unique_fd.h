// A file descriptor that closes itself.
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace ligature::formats
{

/// close(2), but no cancellation point, where a thread that is cancelled would leave the descriptor open. Keeps errno.
inline void closeWhole(int fd)
{
    const int error = errno;
    ::syscall(SYS_close, fd);
    errno = error;
}

/// Closes it also where its thread is cancelled in a system call.
class UniqueFd
{
public:
    UniqueFd() = default;
    explicit UniqueFd(int fd) : fd_(fd) {}
    UniqueFd(UniqueFd&& other) noexcept : fd_(other.release()) {}
    UniqueFd& operator=(UniqueFd&& other) noexcept
    {
        reset(other.release());
        return *this;
    }
    ~UniqueFd() { reset(); }

    int get() const { return fd_; }
    explicit operator bool() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }
    void reset(int fd = -1)
    {
        const int old = std::exchange(fd_, fd);
        if (old >= 0)
        {
            closeWhole(old);
        }
    }

private:
    int fd_ = -1;
};

}  // namespace ligature::formats
