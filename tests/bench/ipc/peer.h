// The side of a measuring client: another process says how many round trips to make, and reads how long they took. A
// further variant (a client of generated code, say) is a program that calls answerOrders().
#pragma once

#include <algorithm>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <ctime>
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

/// For each line `BEGIN END` of the standard input, moments of CLOCK_MONOTONIC in nanoseconds: makes round trips all
/// the time from one to the other and a little around, and prints how many were complete between them.
template <typename RoundTrip>
void answerSlices(RoundTrip roundTrip)
{
    constexpr int64_t kAround = 50'000'000;  // others may still be, or be already, without work
    char line[64];
    while (std::fgets(line, sizeof(line), stdin) != nullptr)
    {
        int64_t begin = 0;
        int64_t end = 0;
        std::sscanf(line, "%" SCNd64 " %" SCNd64, &begin, &end);
        int64_t count = 0;
        for (int64_t now = 0; now < end + kAround;)
        {
            roundTrip();
            now = nanoseconds();
            count += begin <= now && now < end;
        }
        std::printf("%" PRId64 "\n", count);
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
