// What liblegato and the program allocate: the program's own malloc() takes the place of the C library's and counts.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include <gtest/gtest.h>

#include "tests/unit/messaging/loop_thread.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::test
{

/// Allocations of the process so far.
size_t allocations();

/// Allocations of both sides while `work` runs, once it has run before; the client's thread must be idle then. How many
/// blocks are under way at once depends on which thread runs when, so a run may need more than any before it: what
/// counts is the best of several. An allocation in every call would be in all of them.
/// `received` is what answers and events are counted in; `expected`, how many of them `work` causes.
template <typename Work>
size_t allocationsOf(LoopThread& client, std::atomic<int>& received, int expected, const Work& work)
{
    size_t result = SIZE_MAX;
    for (int i = 0; i < 10; ++i)
    {
        received = 0;
        size_t before = 0;
        client.run(
            [&]
            {
                before = allocations();
                work();
            });
        // What run() itself allocates is measured with no work.
        EXPECT_TRUE(eventually([&] { return received == expected; }));
        result = std::min<size_t>(result, allocations() - before);
    }
    return result;
}

}  // namespace ligature::test
