#include "run_loop.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <atomic>
#include <limits>
#include <string>
#include <vector>

namespace
{

TEST(Clock, Calculates)
{
    const auto equals = [](le_clk_Time_t a, le_clk_Time_t b) { return le_clk_Equal(a, b); };
    EXPECT_TRUE(equals(le_clk_Add({1, 600000}, {2, 700000}), {4, 300000}));
    EXPECT_TRUE(equals(le_clk_Sub({4, 300000}, {2, 700000}), {1, 600000}));
    EXPECT_TRUE(equals(le_clk_Sub({1, 0}, {1, 1}), {-1, 999999}));
    EXPECT_TRUE(equals(le_clk_Multiply({1, 600000}, 3), {4, 800000}));
    EXPECT_TRUE(equals(le_clk_Multiply({1, 500000}, -1), {-2, 500000}));
    EXPECT_TRUE(le_clk_GreaterThan({1, 1}, {1, 0}));
    EXPECT_FALSE(le_clk_GreaterThan({1, 1}, {1, 1}));
    const le_clk_Time_t before = le_clk_GetRelativeTime();
    EXPECT_FALSE(le_clk_GreaterThan(before, le_clk_GetRelativeTime()));
    EXPECT_GT(le_clk_GetAbsoluteTime().sec, 1600000000);
}

TEST(Clock, PrintsTimes)
{
    char text[64];
    size_t length = 99;
    EXPECT_EQ(le_clk_ConvertToUTCString({86400, 12345}, "%Y-%m-%d %J %K %%J", text, sizeof(text), &length), LE_OK);
    EXPECT_STREQ(text, "1970-01-02 012 012345 %J");
    EXPECT_EQ(length, 24u);
    EXPECT_EQ(le_clk_ConvertToUTCString({0, 0}, "%Y", text, 5, &length), LE_OK);
    EXPECT_EQ(le_clk_ConvertToUTCString({0, 0}, "%Y", text, 4, &length), LE_OVERFLOW);
    EXPECT_EQ(length, 0u);
    EXPECT_STREQ(text, "");
    EXPECT_EQ(le_clk_ConvertToUTCString({0, 0}, "", text, 4, nullptr), LE_OK);
    EXPECT_EQ(le_clk_GetLocalDateTimeString(LE_CLK_STRING_FORMAT_DATE_TIME, text, sizeof(text), nullptr), LE_OK);
}

TEST(Clock, ReadsTimesAsUtc)
{
    setenv("TZ", "EST5", 1);
    tzset();
    le_clk_Time_t time = {};
    EXPECT_EQ(le_clk_ConvertToTime("%Y-%m-%d %H:%M:%S", "1970-01-02 00:00:01", &time), LE_OK);
    EXPECT_EQ(time.sec, 86401);
    EXPECT_EQ(le_clk_ConvertToTime("%Y", "words", &time), LE_BAD_PARAMETER);
    unsetenv("TZ");
    tzset();
    EXPECT_EQ(le_clk_SetAbsoluteTime({-1, 0}), LE_BAD_PARAMETER);
    EXPECT_EQ(le_clk_SetAbsoluteTime({1, 1000000}), LE_BAD_PARAMETER);
    EXPECT_EQ(le_clk_SetTimezoneFile(0, 0), LE_UNSUPPORTED);
}

std::vector<std::string> expired;

void note(le_timer_Ref_t timer)
{
    expired.push_back(static_cast<const char*>(le_timer_GetContextPtr(timer)) +
                      std::to_string(le_timer_GetExpiryCount(timer)) + (le_timer_IsRunning(timer) ? "+" : "."));
}

le_timer_Ref_t create(const char* name, uint32_t milliseconds, uint32_t repeat)
{
    le_timer_Ref_t timer = le_timer_Create(name);
    EXPECT_EQ(le_timer_SetHandler(timer, note), LE_OK);
    EXPECT_EQ(le_timer_SetContextPtr(timer, const_cast<char*>(name)), LE_OK);
    EXPECT_EQ(le_timer_SetMsInterval(timer, milliseconds), LE_OK);
    EXPECT_EQ(le_timer_SetRepeat(timer, repeat), LE_OK);
    return timer;
}

TEST(Timer, ExpiresAsOftenAsToldAtEachStart)
{
    expired.clear();
    le_timer_Ref_t timer = create("t", 2, 3);
    for (int start = 0; start < 2; ++start)
    {
        EXPECT_EQ(le_timer_Start(timer), LE_OK);
        EXPECT_EQ(le_timer_Start(timer), LE_BUSY);
        EXPECT_EQ(le_timer_SetRepeat(timer, 1), LE_BUSY);
        EXPECT_EQ(le_timer_SetHandler(timer, nullptr), LE_BUSY);
        EXPECT_EQ(le_timer_SetContextPtr(timer, nullptr), LE_BUSY);
        EXPECT_EQ(le_timer_SetWakeup(timer, true), LE_BUSY);
        ASSERT_TRUE(serveUntil([&]() { return !le_timer_IsRunning(timer); }));
        EXPECT_EQ(expired, (std::vector<std::string>{"t1+", "t2+", "t3."}));
        expired.clear();
    }
    EXPECT_EQ(le_timer_Stop(timer), LE_FAULT);
    EXPECT_EQ(le_timer_GetExpiryCount(timer), 3u);
    le_timer_Delete(timer);
}

TEST(Timer, NeverExpiresEarlyAndInOrderOfTime)
{
    expired.clear();
    le_timer_Ref_t late = create("late", 40, 1);
    le_timer_Ref_t early = create("early", 20, 1);
    le_timer_Ref_t asleep = create("asleep", 60, 1);
    EXPECT_EQ(le_timer_SetWakeup(asleep, false), LE_OK);
    const le_clk_Time_t begin = le_clk_GetRelativeTime();
    le_timer_Start(asleep);
    le_timer_Start(late);
    le_timer_Start(early);
    ASSERT_TRUE(serveUntil([]() { return expired.size() == 3; }));
    EXPECT_EQ(expired[0], "early1.");
    EXPECT_EQ(expired[1], "late1.");
    EXPECT_FALSE(le_clk_GreaterThan({0, 59000}, le_clk_Sub(le_clk_GetRelativeTime(), begin)));
    le_timer_Delete(late);
    le_timer_Delete(early);
    le_timer_Delete(asleep);
}

TEST(Timer, TakesANewIntervalWhileItRuns)
{
    expired.clear();
    le_timer_Ref_t timer = create("t", 3600000, 1);
    le_timer_Start(timer);
    EXPECT_GT(le_timer_GetMsTimeRemaining(timer), 3590000u);
    usleep(2000);
    EXPECT_EQ(le_timer_SetMsInterval(timer, 1), LE_OK);  // Over since its start.
    ASSERT_TRUE(serveUntil([]() { return expired.size() == 1; }));
    EXPECT_EQ(le_timer_GetTimeRemaining(timer).sec, 0);
    le_timer_Delete(timer);
}

TEST(Timer, ZeroIntervalLeavesTheLoopToOthers)
{
    expired.clear();
    le_timer_Ref_t timer = create("z", 0, 0);
    le_timer_Start(timer);
    static bool hasRun;
    hasRun = false;
    ASSERT_TRUE(serveUntil([]() { return expired.size() > 2; }));
    le_event_QueueFunction([](void*, void*) { hasRun = true; }, nullptr, nullptr);
    ASSERT_TRUE(serveUntil([]() { return hasRun; }));
    EXPECT_EQ(le_timer_Stop(timer), LE_OK);
    le_timer_Delete(timer);
}

TEST(Timer, MayBeDeletedOrRestartedByItsHandler)
{
    static int runs;
    runs = 0;
    le_timer_Ref_t timer = le_timer_Create("suicidal");
    le_timer_SetMsInterval(timer, 1);
    le_timer_SetRepeat(timer, 0);
    le_timer_SetHandler(timer,
                        [](le_timer_Ref_t self)
                        {
                            if (++runs == 3)
                            {
                                le_timer_Delete(self);
                                return;
                            }
                            le_timer_Restart(self);
                            EXPECT_EQ(le_timer_GetExpiryCount(self), 0u);
                        });
    le_timer_Start(timer);
    ASSERT_TRUE(serveUntil([]() { return runs == 3; }));
    EXPECT_FATAL(le_timer_IsRunning(timer), "There is no timer");
}

TEST(Timer, RunsInTheThreadThatStartsIt)
{
    static std::atomic<int> count;
    static std::atomic<bool> isElsewhere;
    count = 0;
    isElsewhere = false;
    static le_timer_Ref_t timer;
    timer = le_timer_Create("moved");
    le_timer_SetMsInterval(timer, 1);
    le_timer_SetRepeat(timer, 0);
    le_timer_SetHandler(timer,
                        [](le_timer_Ref_t)
                        {
                            isElsewhere = le_thread_GetMyName() == std::string("starter");
                            ++count;
                        });
    le_thread_Ref_t thread = le_thread_Create(
        "starter",
        [](void*) -> void*
        {
            le_timer_Start(timer);
            le_event_RunLoop();
        },
        nullptr);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    ASSERT_TRUE(serveUntil([]() { return count >= 2; }));
    EXPECT_TRUE(isElsewhere);
    le_thread_Cancel(thread);
    le_thread_Join(thread, nullptr);
    EXPECT_FALSE(le_timer_IsRunning(timer));  // Its thread has gone.
    le_timer_Delete(timer);
}

TEST(Timer, SaturatesLongIntervals)
{
    le_timer_Ref_t timer = le_timer_Create("long");
    le_timer_SetInterval(timer, {10000000000, 0});
    EXPECT_EQ(le_timer_GetMsInterval(timer), UINT32_MAX);
    EXPECT_EQ(le_timer_GetInterval(timer).sec, 10000000000);
    EXPECT_EQ(le_timer_Start(timer), LE_OK);
    EXPECT_EQ(le_timer_GetMsTimeRemaining(timer), UINT32_MAX);
    le_timer_Delete(timer);
    EXPECT_FATAL(le_timer_Start(nullptr), "There is no timer");
}

TEST(Timer, NegativeIntervalsExpireAtOnce)
{
    for (const time_t seconds : {time_t{-1}, time_t{-10000000000}, std::numeric_limits<time_t>::min()})
    {
        expired.clear();
        le_timer_Ref_t timer = create("negative", 0, 1);
        le_timer_SetInterval(timer, {seconds, 0});
        EXPECT_EQ(le_timer_GetMsInterval(timer), 0u) << seconds;
        EXPECT_EQ(le_timer_Start(timer), LE_OK);
        EXPECT_TRUE(serveUntil([] { return !expired.empty(); })) << seconds;
        le_timer_Delete(timer);
    }
}

TEST(Timer, TakesMicrosecondsBeyondASecond)
{
    le_timer_Ref_t timer = le_timer_Create("microseconds");
    le_timer_SetInterval(timer, {1, 5000000});
    EXPECT_EQ(le_timer_GetMsInterval(timer), 6000u);
    le_timer_Delete(timer);
}

}  // namespace
