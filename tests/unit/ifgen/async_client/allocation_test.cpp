// Calls, waited for or not, and commands that are answered later allocate nothing once they have been made before.
#include "tests/unit/ifgen/async_client/fixture.h"
#include "tests/unit/ifgen/async_client/server_functions.h"
#include "tests/unit/messaging/count_allocations.h"

namespace ligature::test
{

namespace
{

constexpr int kRounds = 50;
constexpr int kCallsPerRound = 6;

std::atomic<int> Answers{0};

void everyCall()
{
    for (int i = 0; i < kRounds; ++i)
    {
        kiln_Reading_t now;
        uint16_t past[8];
        size_t pastSize = 8;
        char note[65];
        char title[25];
        EXPECT_EQ(stove_Read(nullptr, &now, past, &pastSize, note, sizeof(note)), LE_BUSY);
        EXPECT_NE(stove_Open("four"), nullptr);
        EXPECT_EQ(stove_GetLimit(nullptr).value, 1.5);
        stove_GetTitle(nullptr, title, sizeof(title));
        EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);
    }
}

void everyCallWithoutWaiting()
{
    for (int i = 0; i < kRounds; ++i)
    {
        stove_ReadAsync(
            nullptr, [](le_result_t, const kiln_Reading_t*, const uint16_t*, size_t, const char*, void*) { ++Answers; },
            nullptr);
        stove_OpenAsync(
            "four", [](kiln_ChamberRef_t, void*) { ++Answers; }, nullptr);
        stove_GetLimitAsync(
            nullptr, [](kiln_Reading_t, void*) { ++Answers; }, nullptr);
        stove_GetTitleAsync(
            nullptr, [](const char*, void*) { ++Answers; }, nullptr);
        stove_CloseAsync(
            nullptr, [](void*) { ++Answers; }, nullptr);
        stove_GetScaleAsync([](units_Scale_t, void*) { ++Answers; }, nullptr);
    }
}

TEST_F(AsyncClient, CallsThatWaitAllocateNothing)
{
    const size_t own = allocationsOf(world_->client, Answers, 0, [] {});
    EXPECT_EQ(allocationsOf(world_->client, Answers, 0, everyCall), own);
}

TEST_F(AsyncClient, CallsThatDoNotWaitAllocateNothing)
{
    world_->server.run([] { asyncServer().waiting.reserve(kRounds); });
    const size_t own = allocationsOf(world_->client, Answers, 0, [] {});
    EXPECT_EQ(allocationsOf(world_->client, Answers, kRounds * kCallsPerRound, everyCallWithoutWaiting), own);
}

}  // namespace

}  // namespace ligature::test
