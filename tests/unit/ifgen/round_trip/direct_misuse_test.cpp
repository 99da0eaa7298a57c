// What ends the process of a client that calls its server directly.
#include <cstring>

#include "tests/unit/ifgen/round_trip/direct.h"

namespace
{

using namespace ligature::test;

using DirectDeath = Direct;

TEST_F(DirectDeath, F36_WrongInputs)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    const uint32_t steps[17] = {};
    kiln_Reading_t limit = {};
    EXPECT_DEATH(client([] { stove_Open("sixteen letters!"); }), "longer than the 15 bytes");
    EXPECT_DEATH(client([] { stove_Open(nullptr); }), "NULL was given");
    EXPECT_DEATH(client([] { stove_Remark(nullptr, nullptr, -1); }), "NULL was given");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 17, &limit, -1); }), "has 17 elements");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, nullptr, 1, &limit, -1); }), "NULL was given");
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, nullptr, -1); }), "NULL was given");
    limit.scale = static_cast<units_Scale_t>(5);
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, &limit, -1); }), "5 is no value");
    limit = {};
    memset(limit.label, 'x', sizeof(limit.label));
    EXPECT_DEATH(client([&] { stove_SetProfile(nullptr, steps, 1, &limit, -1); }), "longer than the 15 bytes");
}

TEST_F(DirectDeath, WrongUse)
{
    testing::GTEST_FLAG(death_test_style) = "threadsafe";
    EXPECT_DEATH(client([] { stove_Open("kill"); }), "killed as asked");
    EXPECT_DEATH(client(
                     []
                     {
                         stove_DisconnectService();
                         stove_GetScale();
                     }),
                 "stove_ConnectService\\(\\) was not called");
    EXPECT_DEATH(client([] { stove_RemoveAlarmedHandler(reinterpret_cast<kiln_AlarmedHandlerRef_t>(0x101)); }),
                 "no handler that this thread added");
    Told told;
    EXPECT_DEATH(client(
                     [&]
                     {
                         stove_Fire(nullptr, 1.0, onDone, &told);
                         server().done(LE_OK, server().doneContext);
                     }),
                 "can't be called more than once");
    EXPECT_DEATH(
        {
            client([&] { stove_Fire(nullptr, 1.0, onDone, &told); });
            settle();
            server().done(LE_OK, server().doneContext);
        },
        "can't be called more than once");
    EXPECT_DEATH(
        {
            client([&] { stove_Fire(nullptr, 1.0, nullptr, &told); });
            settle();
        },
        "handler that is NULL");
}

}  // namespace
