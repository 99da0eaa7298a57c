// When a system call is taken to have been interrupted, from how long it took.
#include "runtime/lib/messaging/call_times.h"

#include <gtest/gtest.h>

namespace
{

using ligature::messaging::CallTimes;
using ligature::messaging::ticks;

TEST(CallTimes, TheFirstCallIsTakenAsItIs)
{
    CallTimes times;
    EXPECT_FALSE(times.wasInterrupted(1000));
}

TEST(CallTimes, ACallSeveralTimesAsLongAsTheShortestWasInterrupted)
{
    CallTimes times;
    times.wasInterrupted(1000);
    EXPECT_FALSE(times.wasInterrupted(3000));
    EXPECT_TRUE(times.wasInterrupted(3001));
}

TEST(CallTimes, AShorterCallIsTheMeasureFromThenOn)
{
    CallTimes times;
    times.wasInterrupted(1000);
    times.wasInterrupted(500);
    EXPECT_TRUE(times.wasInterrupted(1600));
}

TEST(CallTimes, AfterWrongGuessesCallsMayTakeLonger)
{
    CallTimes times;
    times.wasInterrupted(1000);
    int wrong = 0;
    for (; times.wasInterrupted(20'000); ++wrong)
    {
        times.correct();
    }
    EXPECT_GT(wrong, 0);
    EXPECT_LT(wrong, 20);
    EXPECT_TRUE(times.wasInterrupted(40'000));
}

TEST(CallTimes, ATimeIsMeasuredInCallsThatAreAsShortAsTheShortest)
{
    CallTimes times;
    times.wasInterrupted(1000);
    times.wasInterrupted(20'000);
    EXPECT_TRUE(times.isShort(9999, 10));
    EXPECT_FALSE(times.isShort(10'000, 10));
}

/// Where no counter can be read, all times are 0.
TEST(CallTimes, CallsThatTakeNoTimeWereNeverInterrupted)
{
    CallTimes times;
    EXPECT_FALSE(times.wasInterrupted(0));
    EXPECT_FALSE(times.wasInterrupted(0));
}

TEST(CallTimes, TheCounterDoesNotGoBack)
{
    const uint64_t begin = ticks();
    EXPECT_GE(ticks(), begin);
}

}  // namespace
