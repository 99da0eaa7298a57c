// The descriptors of this process, without a look at /proc.
#pragma once

#include <fcntl.h>
#include <poll.h>

#include <array>

namespace ligature::fuzz
{

/// How many are open beyond the standard ones. Descriptors are given out from the lowest free number, so those that
/// leak stand right above those that stay.
inline int openDescriptors()
{
    constexpr int kFirst = 3;
    std::array<pollfd, 90> entries{};
    int fd = kFirst;
    for (pollfd& entry : entries)
    {
        entry.fd = fd++;
    }
    ::poll(entries.data(), entries.size(), 0);
    int count = 0;
    for (const pollfd& entry : entries)
    {
        count += (entry.revents & POLLNVAL) == 0;
    }
    return count;
}

inline int newDescriptor()
{
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace ligature::fuzz
