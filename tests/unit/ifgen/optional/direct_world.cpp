// A client that calls its server directly. No Service Directory runs.
#include "tests/unit/ifgen/optional/fixture.h"

namespace ligature::test
{

JoinedWorld::JoinedWorld() = default;

namespace
{

TEST_F(Optional, F31_ADescriptorThatIsNoneIsMinusOneForTheServer)
{
    client(
        []
        {
            char seen[201];
            EXPECT_EQ(boss_Start(nullptr, nullptr, -7, nullptr, nullptr, 0, seen, sizeof(seen)), LE_OK);
            EXPECT_STREQ(seen, "name - timeout - log - at - data -");
        });
}

TEST_F(Optional, F31_WrongValuesThatAreGivenEndTheProcess)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_DEATH(client(
                     []
                     {
                         const auto mode = static_cast<errand_Mode_t>(3);
                         char seen[401];
                         boss_Describe(&mode, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
                                       nullptr, nullptr, 0, nullptr, 0, nullptr, 0, seen, sizeof(seen));
                     }),
                 "3 is no value");
}

}  // namespace

}  // namespace ligature::test
