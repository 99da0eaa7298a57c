// Runs one piece of work per file in worker processes, so that a crash or a hang costs one file and nothing else.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ligature::survey
{

struct WorkResult
{
    enum class How
    {
        done,
        crashed,   ///< the worker died
        timedOut,  ///< the worker was killed after the time limit
    };
    How how = How::done;
    std::string line;  ///< what `work` returned; one line
};

/// Calls `work(i)` for every i below `count`, in `processes` worker processes at a time, each item limited to
/// `secondsPerItem`. `work` must not return a line break. Results are in the order of the items; `finished` is called
/// with the number of items done, from the calling process. Throws std::runtime_error when no process can be made.
std::vector<WorkResult> runWorkers(size_t count, unsigned processes, int secondsPerItem,
                                   const std::function<std::string(size_t)>& work,
                                   const std::function<void(size_t done)>& finished);

}  // namespace ligature::survey
