// The longest time that one input took, which libFuzzer tells in whole seconds only. Linked with
// --wrap=LLVMFuzzerTestOneInput into every fuzzer.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" {
int __real_LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

int __wrap_LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    using Clock = std::chrono::steady_clock;
    using Milliseconds = std::chrono::duration<double, std::milli>;
    static double slowest = 0;
    static const bool isHooked =
        std::atexit([] { std::fprintf(stderr, "stat::slowest_unit_time_ms: %.1f\n", slowest); }) == 0;
    const Clock::time_point start = Clock::now();
    const int result = __real_LLVMFuzzerTestOneInput(data, size);
    const double taken = Milliseconds(Clock::now() - start).count();
    slowest = isHooked && taken > slowest ? taken : slowest;
    return result;
}
}
