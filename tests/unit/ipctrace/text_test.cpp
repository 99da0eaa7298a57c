// Lines of `ipctrace` for people and for programs.
#include "runtime/tools/ipctrace/text.h"

#include <cstdlib>
#include <ctime>

#include <gtest/gtest.h>

namespace ligature::ipctrace
{
namespace
{

using trace::Event;

constexpr uint64_t kTime = 1'795'608'001'123'456'789;  // 2026-11-25 12:00:01 UTC

class Text : public testing::Test
{
protected:
    void SetUp() override
    {
        setenv("TZ", "UTC", 1);
        tzset();
        seen_.app = "ledBlinker";
        seen_.pid = 42;
        seen_.record.event = Event::CallSent;
        seen_.record.session = 1;
        seen_.record.call = 17;
        seen_.record.number = 2;
        seen_.record.bytes = 24;
        seen_.record.peer = 40;
        seen_.record.api = "led";
        seen_.record.interface = "light";
        seen_.record.function = "SetLevel";
    }

    std::string answerAfter(uint64_t nanoseconds)
    {
        seen_.record.event = Event::AnswerReceived;
        seen_.record.duration = nanoseconds;
        return textLine(seen_, kTime, "pin");
    }

    Seen seen_;
};

TEST_F(Text, CallIsAnArrowAndAnAnswerHasItsTime)
{
    EXPECT_EQ(textLine(seen_, kTime, "pin"),
              "12:00:01.123456 ledBlinker[42] -> pin[40] light.SetLevel #1.17 call 24 bytes");
    EXPECT_EQ(answerAfter(35'400),
              "12:00:01.123456 ledBlinker[42] <- pin[40] light.SetLevel #1.17 answer 24 bytes, 35 us");
    EXPECT_TRUE(answerAfter(9'999'000).ends_with(", 9999 us"));
    EXPECT_TRUE(answerAfter(12'340'000).ends_with(", 12.3 ms"));
    EXPECT_TRUE(answerAfter(9'900'000'000).ends_with(", 9900.0 ms"));
    EXPECT_TRUE(answerAfter(61'000'000'000).ends_with(", 61.0 s"));
}

TEST_F(Text, ServersSideIsTheOtherDirection)
{
    seen_.record.event = Event::CallReceived;
    EXPECT_EQ(textLine(seen_, kTime, "pin"),
              "12:00:01.123456 ledBlinker[42] <- pin[40] light.SetLevel #1.17 call 24 bytes");
    seen_.record.event = Event::ReportSent;
    seen_.record.call = 0;
    EXPECT_EQ(textLine(seen_, kTime, "pin"),
              "12:00:01.123456 ledBlinker[42] -> pin[40] light.SetLevel #1 report 24 bytes");
}

TEST_F(Text, WhatIsNotKnownIsLeftOut)
{
    seen_.record.function = "";
    EXPECT_EQ(textLine(seen_, kTime, ""), "12:00:01.123456 ledBlinker[42] -> [40] light.(2) #1.17 call 24 bytes");
    seen_.record.peer = 0;
    seen_.record.api = "";
    EXPECT_EQ(textLine(seen_, kTime, ""), "12:00:01.123456 ledBlinker[42] -> light.(2) #1.17 call 24 bytes");
    EXPECT_EQ(jsonLine(seen_, kTime, ""),
              R"({"time":"2026-11-25T12:00:01.123456Z","app":"ledBlinker","pid":42,"side":"client","event":"call",)"
              R"("direction":"sent","interface":"light","number":2,"session":1,"call":17,"bytes":24})");
}

TEST_F(Text, JsonHasEverything)
{
    seen_.record.event = Event::AnswerSent;
    seen_.record.duration = 35'000;
    EXPECT_EQ(jsonLine(seen_, kTime, "pin"),
              R"({"time":"2026-11-25T12:00:01.123456Z","app":"ledBlinker","pid":42,"side":"server","event":"answer",)"
              R"("direction":"sent","interface":"light","api":"led","function":"SetLevel","number":2,"session":1,)"
              R"("call":17,"bytes":24,"durationNs":35000,"peerPid":40,"peerApp":"pin"})");
}

TEST_F(Text, LossIsALineOfItsOwn)
{
    seen_.record.lost = 12;
    EXPECT_EQ(lossTextLine(seen_, kTime), "12:00:01.123456 ledBlinker[42] 12 records lost here");
    EXPECT_EQ(lossJsonLine(seen_, kTime),
              R"({"time":"2026-11-25T12:00:01.123456Z","app":"ledBlinker","pid":42,"lost":12})");
}

}  // namespace
}  // namespace ligature::ipctrace
