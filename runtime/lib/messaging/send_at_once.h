// send(2), made where it is called.
#pragma once

#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>

namespace ligature::messaging
{

/// send(2) without SIGPIPE and without waiting; false with errno if it fails. No cancellation point.
///
/// Where the instruction is known it stands in the caller: as much as half of all calls let another process run, and
/// then the return from a function of the C library costs as much as dozens of instructions.
[[gnu::always_inline]] inline bool sendAtOnce(int fd, const void* data, size_t size)
{
    constexpr int kFlags = MSG_NOSIGNAL | MSG_DONTWAIT;
#if defined(__x86_64__) && !defined(__ILP32__)
    register long flags __asm__("r10") = kFlags;
    register const void* address __asm__("r8") = nullptr;
    register long addressSize __asm__("r9") = 0;
    long result = SYS_sendto;
    __asm__ volatile("syscall"
                     : "+a"(result)
                     : "D"(static_cast<long>(fd)), "S"(data), "d"(size), "r"(flags), "r"(address), "r"(addressSize)
                     : "rcx", "r11", "memory");
    if (result >= 0) [[likely]]
    {
        return true;
    }
    errno = static_cast<int>(-result);
    return false;
#else
    return ::send(fd, data, size, kFlags) >= 0;
#endif
}

}  // namespace ligature::messaging
