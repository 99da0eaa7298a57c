// What a client passes is what the server sees, and back.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "tests/unit/ifgen/round_trip/round_trip.h"

namespace
{

using namespace ligature::test;

TEST_F(RoundTrip, StringsAndReferences)
{
    client(
        []
        {
            EXPECT_EQ(stove_Open("main"), reference<kiln_ChamberRef_t>(0x10001));
            EXPECT_EQ(stove_Open(""), reference<kiln_ChamberRef_t>(0x10001));
            EXPECT_EQ(stove_Open("123456789012345"), reference<kiln_ChamberRef_t>(0x10001));
        });
    EXPECT_EQ(server().opened, "123456789012345");
    EXPECT_NE(server().session, nullptr);
    serverThread([] { EXPECT_EQ(kiln_GetClientSessionRef(), nullptr); });
}

TEST_F(RoundTrip, AllOutputs)
{
    client(
        []
        {
            kiln_Reading_t now = {};
            uint16_t past[8] = {};
            size_t pastSize = 8;
            char note[65] = "";
            EXPECT_EQ(stove_Read(reference<kiln_ChamberRef_t>(1), &now, past, &pastSize, note, sizeof(note)), LE_OK);
            EXPECT_EQ(now.value, 21.5);
            EXPECT_EQ(now.scale, UNITS_KELVIN);
            EXPECT_STREQ(now.label, "probe");
            EXPECT_EQ(now.historyCount, 2U);
            EXPECT_EQ(now.history[1], 8);
            EXPECT_EQ(pastSize, 3U);
            EXPECT_EQ(past[2], 1002);
            EXPECT_STREQ(note, "fine");
        });
    EXPECT_EQ(server().pastCapacity, 8U);
    EXPECT_EQ(server().noteSize, 65U);
}

TEST_F(RoundTrip, UnwantedOutputs)
{
    client([] { EXPECT_EQ(stove_Read(nullptr, nullptr, nullptr, nullptr, nullptr, 0), LE_NOT_FOUND); });
    EXPECT_FALSE(server().nowIsWanted);
    EXPECT_EQ(server().pastCapacity, 0U);
    EXPECT_EQ(server().noteSize, 0U);
}

TEST_F(RoundTrip, CapacityOfAnArray)
{
    client(
        []
        {
            uint16_t past[100] = {};
            size_t size = 2;
            EXPECT_EQ(stove_Read(nullptr, nullptr, past, &size, nullptr, 0), LE_NOT_FOUND);
            EXPECT_EQ(size, 2U);
            EXPECT_EQ(past[1], 1001);
            EXPECT_EQ(past[2], 0);
            size = 100;
            stove_Read(nullptr, nullptr, past, &size, nullptr, 0);
            EXPECT_EQ(size, 3U);
            size = 0;
            stove_Read(nullptr, nullptr, past, &size, nullptr, 0);
            EXPECT_EQ(size, 0U);
        });
}

TEST_F(RoundTrip, SizeOfAStringBuffer)
{
    server().noteAnswer = "four";
    client(
        []
        {
            char note[] = "xxxxxxxxxx";
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 0);
            EXPECT_STREQ(note, "xxxxxxxxxx");
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 1);
            EXPECT_STREQ(note, "");
            EXPECT_EQ(note[1], 'x');
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 4);
            EXPECT_STREQ(note, "fou");
            EXPECT_EQ(note[4], 'x');
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, 5);
            EXPECT_STREQ(note, "four");
        });
}

TEST_F(RoundTrip, ATextThatLeavesNoRoomForItsEndIsCut)
{
    server().isNoteEnded = false;
    server().noteAnswer = std::string(70, 'x');
    client(
        []
        {
            for (size_t size = 1; size <= 65; ++size)
            {
                std::string note(66, 'o');
                EXPECT_EQ(stove_Read(reference<kiln_ChamberRef_t>(1), nullptr, nullptr, nullptr, note.data(), size),
                          LE_OK);
                EXPECT_EQ(note, std::string(size - 1, 'x') + '\0' + std::string(66 - size, 'o'));
            }
        });
    server().noteAnswer = "gr\u00fcn";  // with two bytes for one character
    client(
        []
        {
            char note[4] = {};
            stove_Read(nullptr, nullptr, nullptr, nullptr, note, sizeof(note));
            EXPECT_STREQ(note, "gr");
        });
}

TEST_F(RoundTrip, ArraysStructuresAndFilesIn)
{
    client(
        []
        {
            const uint32_t steps[] = {1, 2, 0xFFFFFFFF};
            kiln_Reading_t limit = {-1.5, UNITS_FAHRENHEIT, "top", {1, 2, 3}, 3};
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            ASSERT_EQ(write(ends[1], "hello", 5), 5);
            EXPECT_EQ(stove_SetProfile(nullptr, steps, 3, &limit, ends[0]), LE_OK);
            // The library owns what was sent: with the server's copy closed too, nobody can read any more.
            signal(SIGPIPE, SIG_IGN);
            EXPECT_EQ(write(ends[1], "x", 1), -1);
            EXPECT_EQ(errno, EPIPE);
            close(ends[1]);
        });
    EXPECT_EQ(server().steps, (std::vector<uint32_t>{1, 2, 0xFFFFFFFF}));
    EXPECT_STREQ(server().limit.label, "top");
    EXPECT_EQ(server().limit.scale, UNITS_FAHRENHEIT);
    EXPECT_EQ(server().limit.historyCount, 3U);
    EXPECT_EQ(server().logged, "hello");
    client(
        []
        {
            kiln_Reading_t limit = {};
            EXPECT_EQ(stove_SetProfile(nullptr, nullptr, 0, &limit, -1), LE_OK);
        });
    EXPECT_TRUE(server().steps.empty());
}

TEST_F(RoundTrip, ReferencesBoolsAndFilesOut)
{
    client(
        []
        {
            kiln_ChamberRef_t all[8];
            size_t allSize = 8;
            bool isHot[8];
            size_t isHotSize = 8;
            int log = -1;
            stove_GetChambers(all, &allSize, isHot, &isHotSize, &log);
            EXPECT_EQ(allSize, 2U);
            EXPECT_EQ(all[1], reference<kiln_ChamberRef_t>(0x103));
            EXPECT_EQ(isHotSize, 2U);
            EXPECT_FALSE(isHot[0]);
            EXPECT_TRUE(isHot[1]);
            EXPECT_GE(log, 0);
            close(log);
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

TEST_F(RoundTrip, StructIsReturned)
{
    client(
        []
        {
            const kiln_Reading_t limit = stove_GetLimit(reference<kiln_ChamberRef_t>(0x101));
            EXPECT_EQ(limit.value, 1.5);
            EXPECT_EQ(limit.scale, UNITS_KELVIN);
            EXPECT_STREQ(limit.label, "limit");
            EXPECT_EQ(limit.historyCount, 2U);
            EXPECT_EQ(limit.history[1], 8);
        });
}

TEST_F(RoundTrip, StringIsReturned)
{
    client(
        []
        {
            char title[40] = "before";
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The Large One");
        });
    EXPECT_EQ(server().noteSize, 25U);
    client(
        []
        {
            char title[4] = "";
            stove_GetTitle(nullptr, title, sizeof(title));
            EXPECT_STREQ(title, "The");
            stove_GetTitle(nullptr, nullptr, 0);
        });
}

TEST_F(RoundTrip, FileThatTheServerDoesNotSet)
{
    server().setsFile = false;
    client(
        []
        {
            int log = 99;
            stove_GetChambers(nullptr, nullptr, nullptr, nullptr, &log);
            EXPECT_EQ(log, -1);
        });
    EXPECT_NE(fcntl(0, F_GETFD), -1);
}

}  // namespace
