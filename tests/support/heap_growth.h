// What something leaves behind of the heap each time.
#pragma once

#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ligature::test
{

/// Calls `work` once, so that all is there that is kept to be used again, then until it leaves less than `enough` bytes
/// behind, but no more than five times: the least that it has left. What is kept may grow now and then, as a pool does
/// when one thread is faster than another; what is left behind grows always.
template <typename Work>
size_t leastHeapGrowth(size_t enough, const Work& work)
{
    constexpr int kTimes = 5;
    work();
    size_t least = SIZE_MAX;
    for (int i = 0; i < kTimes && least >= enough; ++i)
    {
        const size_t before = mallinfo2().uordblks;
        work();
        const size_t after = mallinfo2().uordblks;
        least = std::min(least, after > before ? after - before : 0);
    }
    return least;
}

}  // namespace ligature::test
