// What threads work, whatever else the machine does meanwhile.
#pragma once

#include <ctime>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "tests/unit/messaging/loop_thread.h"

namespace ligature::test
{

/// Microseconds for which the thread has run until now.
inline double workOf(LoopThread& thread)
{
    timespec time{};
    thread.run([&] { ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time); });
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// The median of what many calls return.
template <typename Measure>
double medianOf(Measure measure)
{
    std::vector<double> values(41);
    std::generate(values.begin(), values.end(), measure);
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace ligature::test
