// How many lines an app may cause, by values; see allowance.h.
#include "runtime/daemons/serviceDirectory/allowance.h"

#include <gtest/gtest.h>

using ligature::directory::Allowance;

namespace
{

using std::chrono::seconds;

TEST(Allowance, IsUsedUpAndComesBackWithTheCountOfWhatWasLeftOut)
{
    Allowance allowance;
    const Allowance::Clock::time_point begin{seconds(1000)};
    for (uint32_t i = 0; i < Allowance::kLines; ++i)
    {
        EXPECT_TRUE(allowance.ask(begin + seconds(i % 10)).mayLog);
    }
    EXPECT_FALSE(allowance.ask(begin + seconds(9)).mayLog);
    EXPECT_FALSE(allowance.ask(begin + seconds(9)).mayLog);
    const Allowance::Answer next = allowance.ask(begin + seconds(10));
    EXPECT_TRUE(next.mayLog);
    EXPECT_EQ(next.leftOut, 2u);
    EXPECT_EQ(allowance.ask(begin + seconds(11)).leftOut, 0u);
}

}  // namespace
