// Asynchronous calls of a client: what comes back, in which order, and what becomes of calls that get no answer. The
// same between processes and within one.
#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/support/heap_growth.h"
#include "tests/unit/ifgen/async_client/fixture.h"
#include "tests/unit/ifgen/async_client/server_functions.h"

using namespace ligature::test;

namespace
{

std::atomic<int> Answers{0};

void onScale(units_Scale_t scale, void*)
{
    EXPECT_EQ(scale, UNITS_KELVIN);
    ++Answers;
}

void onRead(le_result_t result, const kiln_Reading_t* now, const uint16_t* past, size_t pastSize, const char* note,
            void* context)
{
    EXPECT_EQ(result, LE_BUSY);
    EXPECT_EQ(now->value, 21.5);
    EXPECT_EQ(now->history[1], 8);
    ASSERT_EQ(pastSize, 8U);  // all that the .api file allows
    EXPECT_EQ(past[7], 8);
    EXPECT_EQ(note, std::string(64, 'n'));
    EXPECT_EQ(context, &Answers);
    ++Answers;
}

void onChambers(const kiln_ChamberRef_t* all, size_t allSize, const bool* isHot, size_t isHotSize, int log, void*)
{
    ASSERT_EQ(allSize, 2U);
    EXPECT_EQ(all[1], reinterpret_cast<kiln_ChamberRef_t>(5));
    ASSERT_EQ(isHotSize, 1U);
    EXPECT_TRUE(isHot[0]);
    EXPECT_EQ(close(log), 0);
    ++Answers;
}

/// Expects what was remarked since the last title.
void onTitle(const char* title, void*)
{
    EXPECT_STREQ(title, "ab");
    ++Answers;
}

// Answers of calls that are under way together come together, and so goes what their handlers send.
TEST_F(AsyncClient, OneWayCallsKeepTheirPlaceAmongOthers)
{
    Answers = 0;
    client(
        []
        {
            for (int i = 0; i < 8; ++i)
            {
                stove_GetScaleAsync(
                    [](units_Scale_t, void*)
                    {
                        stove_Remark(nullptr, "a", -1);
                        stove_Remark(nullptr, "b", -1);
                        stove_GetTitleAsync(nullptr, onTitle, nullptr);
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 8; }));
}

TEST_F(AsyncClient, EveryKindOfOutputArrives)
{
    Answers = 0;
    int ends[2];
    ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
    client(
        [&]
        {
            const uint32_t steps[] = {1, 2};
            const kiln_Reading_t limit = {};
            stove_ReadAsync(nullptr, onRead, &Answers);
            stove_GetChambersAsync(onChambers, nullptr);
            stove_GetScaleAsync(onScale, nullptr);
            stove_OpenAsync(
                "four",
                [](kiln_ChamberRef_t chamber, void*)
                {
                    EXPECT_EQ(chamber, reinterpret_cast<kiln_ChamberRef_t>(9));
                    ++Answers;
                },
                nullptr);
            stove_GetLimitAsync(
                nullptr,
                [](kiln_Reading_t limit, void*)
                {
                    EXPECT_STREQ(limit.label, "limit");
                    ++Answers;
                },
                nullptr);
            stove_GetTitleAsync(
                nullptr,
                [](const char* title, void*)
                {
                    EXPECT_STREQ(title, "The Large One");
                    ++Answers;
                },
                nullptr);
            stove_SetProfileAsync(
                nullptr, steps, 2, &limit, ends[1],
                [](le_result_t result, void*)
                {
                    EXPECT_EQ(result, LE_OK);
                    ++Answers;
                },
                nullptr);
            EXPECT_EQ(Answers, 0);  // only from the event loop
        });
    EXPECT_TRUE(eventually([] { return Answers == 7; }));
    uint32_t seen[2] = {};
    EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 8);
    EXPECT_EQ(read(ends[0], seen, sizeof(seen)), 0);  // nobody has the other end any more
    close(ends[0]);
}

TEST_F(AsyncClient, AnswersComeInTheOrderOfTheServer)
{
    static std::vector<int> order;
    static int names[3] = {0, 1, 2};
    order.clear();
    Answers = 0;
    client(
        []
        {
            for (int& name : names)
            {
                stove_CloseAsync(
                    nullptr, [](void* context) { order.push_back(*static_cast<int*>(context)); }, &name);
            }
            stove_GetScaleAsync(onScale, nullptr);
            EXPECT_EQ(stove_GetScale(), UNITS_KELVIN);  // a synchronous call in between
        });
    EXPECT_TRUE(eventually([] { return Answers == 1; }));
    client([] { EXPECT_EQ(order, (std::vector<int>{2, 1, 0})); });
}

TEST_F(AsyncClient, ManyCallsUnderWay)
{
    Answers = 0;
    client(
        []
        {
            for (int i = 0; i < 5000; ++i)
            {
                stove_GetScaleAsync(onScale, nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 5000; }));
}

TEST_F(AsyncClient, F34_ABlockedServerDoesNotBlockItsClient)
{
    static std::atomic<int> ticks;
    static std::atomic<int> ticksBefore;
    ticks = 0;
    ticksBefore = -1;
    asyncServer().msOfGetLimit = 300;
    le_timer_Ref_t timer = nullptr;
    client(
        [&]
        {
            timer = le_timer_Create("tick");
            le_timer_SetMsInterval(timer, 5);
            le_timer_SetRepeat(timer, 0);
            le_timer_SetHandler(timer, [](le_timer_Ref_t) { ++ticks; });
            le_timer_Start(timer);
            stove_GetLimitAsync(
                nullptr, [](kiln_Reading_t, void*) { ticksBefore = ticks.load(); }, nullptr);
        });
    EXPECT_TRUE(eventually([] { return ticksBefore >= 0; }));
    EXPECT_GE(ticksBefore, 5);
    asyncServer().msOfGetLimit = 0;
    client([&] { le_timer_Delete(timer); });
}

TEST_F(AsyncClient, CallsUnderWayAreForgottenWhenTheClientDisconnects)
{
    Answers = 0;
    const size_t descriptors = ownDescriptors();
    for (int i = 0; i < 50; ++i)
    {
        LoopThread other;
        other.run(
            []
            {
                stove_ConnectService();
                stove_GetChambersAsync(
                    [](const kiln_ChamberRef_t*, size_t, const bool*, size_t, int log, void*)
                    {
                        close(log);
                        ++Answers;
                    },
                    nullptr);
                stove_CloseAsync(
                    nullptr, [](void*) { ++Answers; }, nullptr);
                stove_DisconnectService();
            });
    }
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });  // the server answers those that are gone
    EXPECT_TRUE(eventually([&] { return ownDescriptors() <= descriptors; }));
    EXPECT_EQ(Answers, 0);
}

TEST_F(AsyncClient, AFunctionThatGetsAnAnswerMayDisconnect)
{
    Answers = 0;
    LoopThread other;
    other.run(
        []
        {
            stove_ConnectService();
            for (int i = 0; i < 3; ++i)
            {
                stove_GetScaleAsync(
                    [](units_Scale_t, void*)
                    {
                        stove_DisconnectService();
                        ++Answers;
                    },
                    nullptr);
            }
        });
    EXPECT_TRUE(eventually([] { return Answers == 1; }));
    other.run([] {});
    EXPECT_EQ(Answers, 1);
}

TEST_F(AsyncClient, ALostSessionIsToldByTheDisconnectHandlerAlone)
{
    Answers = 0;
    EXPECT_TRUE(losesConnection(stove_ConnectService, stove_SetServerDisconnectHandler,
                                []
                                {
                                    stove_CloseAsync(
                                        nullptr, [](void*) { ++Answers; }, nullptr);
                                    stove_OpenAsync(
                                        "kill", [](kiln_ChamberRef_t, void*) { ++Answers; }, nullptr);
                                }));
    EXPECT_EQ(Answers, 0);
    client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });
}

TEST_F(AsyncClient, LostSessionsLeaveNothing)
{
    constexpr int kRounds = 150;
    const auto loseMany = []
    {
        for (int i = 0; i < kRounds; ++i)
        {
            losesConnection(stove_ConnectService, stove_SetServerDisconnectHandler,
                            []
                            {
                                stove_CloseAsync(
                                    nullptr, [](void*) {}, nullptr);
                                stove_OpenAsync(
                                    "kill", [](kiln_ChamberRef_t, void*) {}, nullptr);
                            });
        }
        client([] { EXPECT_EQ(stove_GetScale(), UNITS_KELVIN); });  // answers what waited for those that are gone
    };
    constexpr size_t kLeft = 64 * kRounds;  // less than a session has
    EXPECT_LT(leastHeapGrowth(kLeft, loseMany), kLeft);
}

TEST(AsyncClientMisuse, IsFatal)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    EXPECT_EXIT(stove_GetScaleAsync(nullptr, nullptr), testing::ExitedWithCode(1), "nothing is to be called");
    EXPECT_EXIT(stove_GetScaleAsync(onScale, nullptr), testing::ExitedWithCode(1), "was not called for the current");
}

}  // namespace
