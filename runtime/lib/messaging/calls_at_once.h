// send(2) and recv(2), made where they are called.
//
// As much as half of all calls let another process run, and then the return from a function of the C library costs as
// much as dozens of instructions: so where the instruction is known it stands in the caller. These are no cancellation
// points.
#pragma once

#include <sys/single_threaded.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>

#include <cerrno>
#include <cstddef>

namespace ligature::messaging
{

#if defined(__x86_64__) && !defined(__ILP32__)

/// Of one of the two, with no address.
[[gnu::always_inline]] inline ssize_t callAtOnce(long number, int fd, const void* data, size_t size, int flagsOfCall)
{
    register long flags __asm__("r10") = flagsOfCall;
    register const void* address __asm__("r8") = nullptr;
    register long addressSize __asm__("r9") = 0;
    long result = number;
    __asm__ volatile("syscall"
                     : "+a"(result)
                     : "D"(static_cast<long>(fd)), "S"(data), "d"(size), "r"(flags), "r"(address), "r"(addressSize)
                     : "rcx", "r11", "memory");
    if (result < 0) [[unlikely]]
    {
        errno = static_cast<int>(-result);
        return -1;
    }
    return result;
}

#endif

/// send(2) without SIGPIPE and without waiting; false with errno if it fails.
[[gnu::always_inline]] inline bool sendAtOnce(int fd, const void* data, size_t size)
{
    constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;
#if defined(__x86_64__) && !defined(__ILP32__)
    return callAtOnce(SYS_sendto, fd, data, size, kFlags) >= 0;
#else
    return ::send(fd, data, size, kFlags) >= 0;
#endif
}

/// recv(2). A thread that waits in it can be cancelled, unless it is the only one, which nobody could cancel.
[[gnu::always_inline]] inline ssize_t receiveAtOnce(int fd, void* data, size_t size, int flags)
{
#if defined(__x86_64__) && !defined(__ILP32__)
    if ((flags & MSG_DONTWAIT) != 0 || __libc_single_threaded) [[likely]]
    {
        return callAtOnce(SYS_recvfrom, fd, data, size, flags);
    }
#endif
    return ::recv(fd, data, size, flags);
}

}  // namespace ligature::messaging
