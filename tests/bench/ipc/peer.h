// The side of a measuring client: another process says how many round trips to make, and reads how long they took. A
// further variant (a client of generated code, say) is a program that calls answerOrders().
#pragma once

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace ligature::bench
{

/// For each line `COUNT` of the standard input: calls `roundTrips` with that number, which makes so many, and prints
/// the nanoseconds they took. Returns at the end of the input.
template <typename RoundTrips>
void answerOrdersAtOnce(RoundTrips roundTrips)
{
    auto now = []
    {
        timespec time{};
        clock_gettime(CLOCK_MONOTONIC, &time);
        return static_cast<int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
    };
    char line[32];
    while (std::fgets(line, sizeof(line), stdin) != nullptr)
    {
        int64_t count = 0;
        std::sscanf(line, "%" SCNd64, &count);
        const int64_t begin = now();
        roundTrips(count);
        std::printf("%" PRId64 "\n", now() - begin);
        std::fflush(stdout);
    }
}

/// The same with a function that makes one round trip.
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

}  // namespace ligature::bench
