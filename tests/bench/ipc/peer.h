// The side of a measuring client: another process says how many round trips to make, and reads how long they took. A
// further variant (a client of generated code, say) is a program that calls answerOrders().
#pragma once

#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

namespace ligature::bench
{

/// Of CLOCK_MONOTONIC.
inline int64_t nanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// For each line `COUNT` of the standard input: calls `roundTrips` with that number, which makes so many, and prints
/// the nanoseconds they took. Returns at the end of the input.
template <typename RoundTrips>
void answerOrdersAtOnce(RoundTrips roundTrips)
{
    char line[32];
    while (std::fgets(line, sizeof(line), stdin) != nullptr)
    {
        int64_t count = 0;
        std::sscanf(line, "%" SCNd64, &count);
        const int64_t begin = nanoseconds();
        roundTrips(count);
        std::printf("%" PRId64 "\n", nanoseconds() - begin);
        std::fflush(stdout);
    }
}

/// Makes round trips all the time from `begin` to `end`, moments of CLOCK_MONOTONIC in nanoseconds, and a little after;
/// how many were complete between them.
template <typename RoundTrip>
int64_t countInSlice(int64_t begin, int64_t end, RoundTrip roundTrip)
{
    constexpr int64_t kAfter = 50'000'000;  // others may be without work already
    constexpr int kPerLook = 16;            // at the clock, whose memory else is part of what is measured
    int64_t count = 0;
    for (int64_t now = 0; now < end + kAfter;)
    {
        for (int i = 0; i < kPerLook; ++i)
        {
            roundTrip();
        }
        now = nanoseconds();
        count += begin <= now && now < end ? kPerLook : 0;
    }
    return count;
}

/// For each line `BEGIN END THREADS` of the standard input: calls `slice` with begin and end in so many threads at
/// once, and prints a line with what each has returned.
template <typename Slice>
void answerSlices(Slice slice)
{
    char line[64];
    while (std::fgets(line, sizeof(line), stdin) != nullptr)
    {
        int64_t begin = 0;
        int64_t end = 0;
        int count = 0;
        std::sscanf(line, "%" SCNd64 " %" SCNd64 " %d", &begin, &end, &count);
        std::vector<int64_t> counts(static_cast<size_t>(count));
        std::vector<std::thread> threads;
        for (int64_t& own : counts)
        {
            threads.emplace_back([&] { own = slice(begin, end); });
        }
        for (size_t i = 0; i < counts.size(); ++i)
        {
            threads[i].join();
            std::printf("%" PRId64 "\n", counts[i]);
        }
        std::fflush(stdout);
    }
}

/// The same as answerOrdersAtOnce() with a function that makes one round trip.
template <typename RoundTrip>
void answerOrders(RoundTrip roundTrip)
{
    answerOrdersAtOnce(
        [&](int64_t count)
        {
            for (int64_t i = 0; i < count; ++i)
            {
                roundTrip();
            }
        });
}

/// For each line `COUNT` of the standard input: makes that many round trips and prints the nanoseconds that all but the
/// slowest hundredth of them stay within.
template <typename RoundTrip>
void answerOrdersForSlowest(RoundTrip roundTrip)
{
    char line[32];
    while (std::fgets(line, sizeof(line), stdin) != nullptr)
    {
        int64_t count = 0;
        std::sscanf(line, "%" SCNd64, &count);
        std::vector<int64_t> times;
        for (int64_t i = 0; i < count; ++i)
        {
            const int64_t begin = nanoseconds();
            roundTrip();
            times.push_back(nanoseconds() - begin);
        }
        const auto slow = times.begin() + count * 99 / 100;
        std::nth_element(times.begin(), slow, times.end());
        std::printf("%" PRId64 "\n", *slow);
        std::fflush(stdout);
    }
}

}  // namespace ligature::bench
