// Whether somebody else ran on the processor while this thread was in a system call that should have been short.
//
// A client that is woken by its answer may run at once, on the processor of its server, and ask again before the
// server's send(2) returns: then its next request is there, and the server need not wait for it. That send(2) took
// several times as long as others of the session. A wrong guess costs one look at the socket.
#pragma once

#include <cstdint>

namespace ligature::messaging
{

/// Of a counter that runs at one speed, in units of its own; 0 where a process cannot read one at once.
inline uint64_t ticks()
{
#if defined(__x86_64__) || defined(__i386__)
    return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
    uint64_t value = 0;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(value));
    return value;
#else
    return 0;
#endif
}

/// What system calls of one kind take.
class CallTimes
{
public:
    /// Whether somebody else ran during a call that took so long.
    bool wasInterrupted(uint64_t time)
    {
        if (time < least_)
        {
            least_ = time;
        }
        return time > kLonger * least_;
    }

    /// Whether a time is shorter than so many of these calls, each as short as the shortest.
    bool isShort(uint64_t time, uint64_t calls) const { return time / calls < least_; }

    /// Nobody did, although wasInterrupted() said so.
    void correct() { least_ += least_ / 4 + 1; }

private:
    /// From as many times the shortest call on it is not only that call.
    static constexpr uint64_t kLonger = 3;

    uint64_t least_ = UINT64_MAX / kLonger;
};

}  // namespace ligature::messaging
