// The descriptors of this process, without a look at /proc; and those it sends.
#pragma once

#include <fcntl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "runtime/formats/unique_fd.h"
#include "tests/support/send_descriptors.h"

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

/// Sends a datagram with so many new descriptors, at most ten.
inline void sendWithNew(int socket, const std::string& bytes, size_t descriptors)
{
    constexpr size_t kMost = 10;
    std::vector<formats::UniqueFd> made;
    std::vector<int> all;
    for (size_t i = 0; i < std::min(descriptors, kMost); ++i)
    {
        made.emplace_back(newDescriptor());
        all.push_back(made.back().get());
    }
    test::sendWithDescriptors(socket, bytes, all);
}

}  // namespace ligature::fuzz
