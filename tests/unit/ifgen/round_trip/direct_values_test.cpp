// What a client that calls its server directly gives and gets: nothing is different from calls by messages (known fault
// 36).
#include <unistd.h>

#include <cstring>

#include "tests/unit/ifgen/round_trip/direct.h"

namespace
{

using namespace ligature::test;

TEST_F(Direct, F36_OutputsStartEmptyAndKeepTheirBounds)
{
    client(
        []
        {
            kiln_Reading_t now = {5.0, UNITS_KELVIN, "old", {1, 2, 3}, 3};
            uint16_t past[20];
            memset(past, 0xFF, sizeof(past));
            size_t pastSize = 20;
            char note[100];
            memset(note, 'o', sizeof(note));
            EXPECT_EQ(stove_Read(nullptr, &now, past, &pastSize, note, sizeof(note)), LE_OK);
            EXPECT_EQ(now.value, 21.5);
            EXPECT_EQ(now.historyCount, 0U);
            EXPECT_EQ(pastSize, static_cast<size_t>(KILN_MAX_CHAMBERS));
            EXPECT_EQ(past[7], 1007);
            EXPECT_EQ(past[8], 0xFFFF);
            EXPECT_EQ(std::string(note), std::string(64, 'x'));
            EXPECT_EQ(note[65], 'o');
        });
    EXPECT_EQ(server().noteSize, 65U);
}

TEST_F(Direct, SmallBuffers)
{
    client(
        []
        {
            uint16_t past[2] = {0xFFFF, 0xFFFF};
            size_t pastSize = 1;
            char note[3] = "oo";
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, &pastSize, note, 2), LE_OK);
            EXPECT_EQ(past[0], 1000);
            EXPECT_EQ(past[1], 0xFFFF);
            EXPECT_STREQ(note, "x");
            EXPECT_EQ(server().noteSize, 2U);

            char none = 'o';
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, nullptr, &none, 0), LE_OK);
            EXPECT_EQ(none, 'o');
            EXPECT_EQ(server().noteSize, 1U);
            EXPECT_EQ(server().pastCapacity, 0U);
        });
}

TEST_F(Direct, UnwantedOutputsAreNull)
{
    client([] { EXPECT_EQ(stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0), LE_OK); });
    EXPECT_FALSE(server().nowIsWanted);
}

TEST_F(Direct, ResultsOfEveryKind)
{
    client(
        []
        {
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
            EXPECT_STREQ(stove_GetLimit(nullptr).label, "limit");
            char title[4];
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The");
            int log = 0;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_GE(log, 3);
            close(log);
            server().fireResult = LE_FAULT;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_EQ(log, -1);
        });
}

TEST_F(Direct, EmptyArrayIsNoNullForTheServer)
{
    const kiln_Reading_t limit = {};
    client([&] { EXPECT_EQ(stove_SetProfile(nullptr, nullptr, 0, &limit, -1), LE_OK); });
    EXPECT_TRUE(server().sawSteps);
    EXPECT_TRUE(server().steps.empty());
}

TEST_F(Direct, OneWayCallsAreMadeAtOnce)
{
    client(
        []
        {
            stove_Remark(nullptr, "noted", -1);
            EXPECT_EQ(server().remarks, std::vector<std::string>{"noted"});
        });
}

TEST_F(Direct, ThereIsNoSession)
{
    client(
        []
        {
            EXPECT_EQ(stove_TryConnectService(), LE_OK);
            EXPECT_EQ(stove_SetTimeLimit(10), LE_UNSUPPORTED) << "nobody waits";
            EXPECT_EQ(stove_Open("a"), nullptr);
        });
    EXPECT_FALSE(server().hasSession);
}

}  // namespace
