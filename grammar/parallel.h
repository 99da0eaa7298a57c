// Work on all processors.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace ligature
{

/// Runs `work(i)` for all i below `count` on all processors, in about that order; the first exception ends the work and
/// is passed on. A thread is worth its start for `worthAThread` pieces of work.
template <typename Work>
void inParallel(size_t count, size_t worthAThread, const Work& work)
{
    std::atomic<size_t> next = 0;
    std::exception_ptr failure;
    std::mutex mutex;
    const auto worker = [&]
    {
        try
        {
            for (size_t i = next++; i < count; i = next++)
            {
                work(i);
            }
        }
        catch (...)
        {
            next = count;
            const std::lock_guard lock(mutex);
            failure = failure ? failure : std::current_exception();
        }
    };
    const size_t threads =
        std::min<size_t>(std::max(1U, std::thread::hardware_concurrency()), count / worthAThread + 1);
    std::vector<std::jthread> others;
    for (size_t i = 1; i < threads; ++i)
    {
        others.emplace_back(worker);
    }
    worker();
    others.clear();
    if (failure)
    {
        std::rethrow_exception(failure);
    }
}

}  // namespace ligature
