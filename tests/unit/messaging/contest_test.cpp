// When new clients have to wait, moment by moment.
#include "runtime/lib/messaging/contest.h"

#include <gtest/gtest.h>

namespace
{

using ligature::messaging::Contest;

/// A service whose thread has had work for others since each question.
class ContestTest : public testing::Test
{
protected:
    void noteFruitless(uint32_t count, int64_t now)
    {
        for (uint32_t i = 0; i < count; ++i)
        {
            contest_.noteFruitless(now);
        }
    }
    bool isOn(int64_t now) { return contest_.isOn(now, ++served_); }

    Contest contest_;
    uint32_t served_ = 0;
};

TEST_F(ContestTest, NoFruitlessSessionNoContest)
{
    EXPECT_FALSE(isOn(0));
    EXPECT_FALSE(isOn(1));
}

TEST_F(ContestTest, EightFruitlessSessionsASecondAreFreeAndTheNinthIsNot)
{
    noteFruitless(8, 10'000);
    EXPECT_FALSE(isOn(10'000));
    noteFruitless(1, 10'500);
    EXPECT_TRUE(isOn(10'500));
    EXPECT_TRUE(isOn(10'999));
}

TEST_F(ContestTest, ItIsOverASecondAfterTheFirstOfThem)
{
    noteFruitless(9, 10'000);
    EXPECT_FALSE(isOn(11'000));
}

TEST_F(ContestTest, EverySecondHasItsOwnFreeOnes)
{
    noteFruitless(8, 10'000);
    noteFruitless(8, 11'000);
    EXPECT_FALSE(isOn(11'001));
    noteFruitless(1, 11'999);
    EXPECT_TRUE(isOn(11'999));
}

TEST_F(ContestTest, SlowOnesNeverAddUp)
{
    for (int64_t now = 10'000; now < 100'000; now += 125)
    {
        contest_.noteFruitless(now);
        EXPECT_FALSE(isOn(now)) << now;
    }
}

TEST_F(ContestTest, WhereNobodyElseIsServedThereIsNone)
{
    noteFruitless(100, 10'000);
    EXPECT_TRUE(contest_.isOn(10'001, 5));
    EXPECT_FALSE(contest_.isOn(10'002, 5));
    EXPECT_FALSE(contest_.isOn(10'003, 5));
    EXPECT_TRUE(contest_.isOn(10'004, 6));
}

TEST_F(ContestTest, TheCountOfThoseServedMayWrapAround)
{
    noteFruitless(100, 10'000);
    EXPECT_TRUE(contest_.isOn(10'001, UINT32_MAX));
    EXPECT_TRUE(contest_.isOn(10'002, 0));
}

}  // namespace
