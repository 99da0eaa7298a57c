#pragma once

#include <cstdint>
#include <ctime>

namespace ligature::messaging
{

/// Milliseconds of the monotonic clock.
inline int64_t milliseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
}

}  // namespace ligature::messaging
