#include "run_loop.h"

#include <gmock/gmock.h>
#include <cstdlib>

extern "C" int useHeadersFromC(void);

namespace
{

using testing::HasSubstr;
using testing::internal::CaptureStderr;
using testing::internal::GetCapturedStderr;

TEST(Log, PrintsALineInTheKnownLayout)
{
    CaptureStderr();
    LE_INFO("answer %d", 42);
    EXPECT_THAT(GetCapturedStderr(),
                testing::MatchesRegex("[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} :  INFO \\| "
                                      "[^ ]+\\[[0-9]+\\]/[^ ]+ T=main \\| "
                                      "log_test.cpp TestBody\\(\\) [0-9]+ \\| answer 42\n"));
}

TEST(Log, NamesEachLevel)
{
    CaptureStderr();
    LE_WARN("m");
    LE_ERROR("m");
    LE_CRIT("m");
    LE_EMERG("m");
    const std::string lines = GetCapturedStderr();
    EXPECT_THAT(lines, HasSubstr(" : -WRN- | "));
    EXPECT_THAT(lines, HasSubstr(" : =ERR= | "));
    EXPECT_THAT(lines, HasSubstr(" : *CRT* | "));
    EXPECT_THAT(lines, HasSubstr(" : *EMR* | "));
}

TEST(Log, KeepsErrnoAndKnowsItsText)
{
    CaptureStderr();
    errno = ENOENT;
    LE_INFO("%m");
    EXPECT_EQ(errno, ENOENT);
    EXPECT_THAT(GetCapturedStderr(), HasSubstr("| No such file or directory\n"));
    EXPECT_STREQ(LE_ERRNO_TXT(EACCES), "Permission denied");
}

TEST(Log, DoesNotCutLongMessages)
{
    const std::string text(5000, 'x');
    CaptureStderr();
    LE_INFO("%s!", text.c_str());
    EXPECT_THAT(GetCapturedStderr(), HasSubstr(" | " + text + "!\n"));
}

TEST(Log, FiltersByTheLevelOfTheComponent)
{
    le_log_Level_t* level = nullptr;
    le_log_SessionRef_t session = le_log_RegComponent("filtered", &level);
    EXPECT_EQ(*level, LE_LOG_INFO);
    _le_log_SetFilterLevel(session, LE_LOG_CRIT);
    EXPECT_EQ(*level, LE_LOG_CRIT);
    EXPECT_EQ(le_log_RegComponent("filtered", nullptr), session);
}

TEST(Log, TracesAreOffUntilEnabledAndPrintTheirKeyword)
{
    le_log_TraceRef_t trace = le_log_GetTraceRef("wheels");
    EXPECT_EQ(le_log_GetTraceRef("wheels"), trace);
    CaptureStderr();
    LE_TRACE(trace, "hidden");
    le_log_EnableTrace(trace);
    LE_TRACE(trace, "shown");
    le_log_DisableTrace(trace);
    const std::string lines = GetCapturedStderr();
    EXPECT_THAT(lines, HasSubstr(" : wheels | "));
    EXPECT_THAT(lines, Not(HasSubstr("hidden")));
    EXPECT_FALSE(le_log_IsTraceEnabled(nullptr));
}

TEST(Log, EnvironmentEnablesTraces)
{
    setenv("LE_LOG_KEYWORDS", "other/a:gears/b", 1);
    le_log_SessionRef_t gears = le_log_RegComponent("gears", nullptr);
    EXPECT_FALSE(le_log_IsTraceEnabled(_le_log_GetTraceRef(gears, "a")));
    EXPECT_TRUE(le_log_IsTraceEnabled(_le_log_GetTraceRef(gears, "b")));
    unsetenv("LE_LOG_KEYWORDS");
}

TEST(Log, DumpsSixteenBytesToALine)
{
    CaptureStderr();
    LE_LOG_DUMP(LE_LOG_INFO, "0123456789abcdef\n~", 18);
    const std::string lines = GetCapturedStderr();
    EXPECT_THAT(lines, HasSubstr("| 30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66 : 0123456789abcdef\n"));
    EXPECT_THAT(lines, HasSubstr("| 0A 7E                                           : .~\n"));
}

TEST(Log, NamesResultCodes)
{
    EXPECT_STREQ(LE_RESULT_TXT(LE_SUSPENDED), "LE_SUSPENDED");
    EXPECT_STREQ(LE_RESULT_TXT(static_cast<le_result_t>(-99)), "(unknown)");
}

TEST(LogDeath, FatalEndsWithStatusOne)
{
    EXPECT_FATAL(LE_FATAL("over %s", "there"), "\\*EMR\\* .* over there");
    EXPECT_FATAL(LE_ASSERT(1 == 2), "Assert Failed: '1 == 2'");
    EXPECT_FATAL(LE_ASSERT_OK(LE_FAULT), "Assert Failed: 'LE_FAULT' is not LE_OK \\(0\\)");
    EXPECT_FATAL(
        {
            atexit([]() { LE_FATAL("again"); });
            LE_FATAL("first");
        },
        "first");
}

TEST(Headers, WorkFromC)
{
    EXPECT_EQ(useHeadersFromC(), 42);
}

TEST(TestReport, CountsFailuresUpToTheLargestStatus)
{
    const auto run = [](int failures)
    {
        LE_TEST_PLAN(LE_TEST_NO_PLAN);
        LE_TEST_OK(true, "good");
        for (int index = 0; index < failures; ++index)
        {
            LE_TEST_OK(false, "bad %d", index);
        }
        LE_TEST_BEGIN_SKIP(true, 2);
        LE_TEST(false);
        LE_TEST_END_SKIP();
        LE_TEST_BEGIN_TODO(true);
        LE_TEST_OK(false, "later");
        LE_TEST_END_TODO();
        LE_TEST_EXIT;
    };
    EXPECT_EXIT(run(1), testing::ExitedWithCode(1),
                "TAP \\| ok 1 - good\n(.*\n)*.*TAP \\| not ok 2 - bad 0\n(.*\n)*.*TAP \\| ok 4 # skip\n"
                "(.*\n)*.*TAP \\| not ok 5 - later # TODO\n(.*\n)*.*TAP \\| 1..5\n");
    EXPECT_EXIT(run(500), testing::ExitedWithCode(126), "1..504");
}

}  // namespace
