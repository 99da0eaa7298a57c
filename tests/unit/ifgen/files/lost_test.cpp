// Connections that end while files are on their way.
#include <csetjmp>

#include "tests/unit/ifgen/files/fixture.h"
#include "tests/unit/messaging/loses_session.h"

using namespace ligature::test;

namespace
{

TEST_F(Files, OfACallThatLosesItsSessionAreClosedOnBothSides)
{
    testing::internal::CaptureStderr();
    for (int i = 0; i < 10; ++i)
    {
        LoopThread other;
        other.run(
            []
            {
                post_ConnectService();
                static int x;
                static int y;
                x = y = -5;
                EXPECT_TRUE(losesSession(
                    post_SetServerDisconnectHandler,
                    [] { post_Swap(fileWith("a"), kFirst | kSecond | kKills, fileWith("b"), &x, nullptr, &y); }));
                EXPECT_EQ(x, -5);
                EXPECT_EQ(y, -5);
            });
    }
    testing::internal::GetCapturedStderr();
}

}  // namespace
