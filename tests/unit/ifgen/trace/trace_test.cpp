// What a follower sees of calls, answers and reports.
#include <sstream>

#include "tests/unit/ifgen/trace/fixture.h"

namespace ligature::test
{
namespace
{

TEST_F(Trace, CallAndAnswerAreSeenOnBothSides)
{
    Listener listener(source());
    setLevel();
    const auto records = collect(listener, 4);
    ASSERT_EQ(eventsOf(records), kOneCall);
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.pid, getpid());
        EXPECT_EQ(seen.app, "<" + ligature::test::ownAccount() + ">");
        EXPECT_EQ(seen.record.peer, getpid());
        EXPECT_EQ(seen.record.api, "beacon");
        EXPECT_EQ(seen.record.function, "SetLevel");
        EXPECT_EQ(seen.record.number, 7U);
        EXPECT_NE(seen.record.session, 0U);
        EXPECT_EQ(seen.record.lost, 0U);
    }
    EXPECT_EQ(records[0].record.interface, "lamp");
    EXPECT_EQ(records[1].record.interface, "beacon");
    // A request is its number and a byte, an answer its number and the result.
    EXPECT_EQ(records[0].record.bytes, 5U);
    EXPECT_EQ(records[1].record.bytes, 5U);
    EXPECT_EQ(records[2].record.bytes, 8U);
    EXPECT_EQ(records[3].record.bytes, 8U);
    EXPECT_EQ(records[0].record.call, records[3].record.call);
    EXPECT_EQ(records[1].record.call, records[2].record.call);
    EXPECT_NE(records[0].record.call, records[1].record.call);
    EXPECT_EQ(records[3].record.duration, records[3].record.time - records[0].record.time);
    EXPECT_EQ(records[2].record.duration, records[2].record.time - records[1].record.time);
}

/// The record of this event and call; fails when there is none.
const Seen& find(const std::vector<Seen>& records, Event event, uint32_t call)
{
    const auto found =
        std::find_if(records.begin(), records.end(),
                     [&](const Seen& seen) { return seen.record.event == event && seen.record.call == call; });
    if (found == records.end())
    {
        throw std::runtime_error("no record of call " + std::to_string(call));
    }
    return *found;
}

TEST_F(Trace, CallsThatDoNotWaitAreSeenWithTheirAnswers)
{
    Listener listener(source());
    static std::atomic<int> answers;
    answers = 0;
    world_->client.run(
        []
        {
            for (const uint8_t level : {1, 2})
            {
                lamp_SetLevelAsync(
                    level, [](le_result_t, void*) { ++answers; }, nullptr);
            }
        });
    const auto records = collect(listener, 8);
    EXPECT_TRUE(eventually([] { return answers == 2; }));
    std::vector<uint32_t> calls;
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.api, "beacon");
        EXPECT_EQ(seen.record.function, "SetLevel");
        EXPECT_EQ(seen.record.number, 7U);
        if (seen.record.event == Event::CallSent)
        {
            calls.push_back(seen.record.call);
        }
    }
    ASSERT_EQ(calls.size(), 2U);
    EXPECT_NE(calls[0], calls[1]);
    // Both are sent before the event loop takes an answer.
    const Seen& firstAnswer = find(records, Event::AnswerReceived, calls[0]);
    EXPECT_LT(find(records, Event::CallSent, calls[1]).record.time, firstAnswer.record.time);
    for (const uint32_t call : calls)
    {
        const Seen& sent = find(records, Event::CallSent, call);
        const Seen& answer = find(records, Event::AnswerReceived, call);
        EXPECT_EQ(sent.record.interface, "lamp");
        EXPECT_EQ(sent.record.bytes, 5U);
        EXPECT_EQ(answer.record.interface, "lamp");
        EXPECT_EQ(answer.record.bytes, 8U);
        EXPECT_EQ(answer.record.session, sent.record.session);
        EXPECT_EQ(answer.record.peer, getpid());
        EXPECT_EQ(answer.record.duration, answer.record.time - sent.record.time);
    }
}

TEST_F(Trace, AnswersOfCallsThatDoNotWaitAreSeenInTheOrderOfTheServer)
{
    Listener listener(source());
    world_->server.run([] { holdsNames = true; });
    world_->client.run(
        []
        {
            for (int i = 0; i < 2; ++i)
            {
                lamp_GetNameAsync([](const char*, void*) {}, nullptr);
            }
        });
    const auto records = collect(listener, 8);
    world_->server.run([] { holdsNames = false; });
    std::vector<uint32_t> sent;
    std::vector<uint32_t> answered;
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.function, "GetName");
        if (seen.record.event == Event::CallSent)
        {
            sent.push_back(seen.record.call);
        }
        if (seen.record.event == Event::AnswerReceived)
        {
            answered.push_back(seen.record.call);
        }
    }
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(answered, (std::vector<uint32_t>{sent[1], sent[0]}));
    EXPECT_GT(find(records, Event::AnswerReceived, sent[0]).record.duration,
              find(records, Event::AnswerReceived, sent[1]).record.duration);
}

TEST_F(Trace, AnAnswerThatNobodyWaitsForIsSeenAtTheServerAlone)
{
    Listener listener(source());
    world_->server.run([] { holdsNames = true; });
    LoopThread passing;
    passing.run(
        []
        {
            lamp_ConnectService();
            lamp_GetNameAsync([](const char*, void*) { ADD_FAILURE() << "answered"; }, nullptr);
            EXPECT_EQ(lamp_SetLevel(1), LE_OK);  // the server has both
            lamp_DisconnectService();
        });
    collect(listener, 6);
    world_->client.run(
        []
        {
            char name[21];
            lamp_GetName(name, sizeof(name));
        });
    world_->server.run([] { holdsNames = false; });
    size_t answersSent = 0;
    size_t answersReceived = 0;
    for (const Seen& seen : collect(listener, 5))
    {
        answersSent += seen.record.event == Event::AnswerSent;
        answersReceived += seen.record.event == Event::AnswerReceived;
    }
    EXPECT_EQ(answersSent, 2U);
    EXPECT_EQ(answersReceived, 1U);
}

TEST_F(Trace, ReportsCarryTheNameOfTheirEvent)
{
    Listener listener(source());
    std::atomic<int> level{0};
    lamp_StateHandlerRef_t handler = nullptr;
    world_->client.run(
        [&]
        {
            handler = lamp_AddStateHandler(
                [](uint8_t now, void* context) { *static_cast<std::atomic<int>*>(context) = now; }, &level);
        });
    const auto added = collect(listener, 4);
    EXPECT_EQ(eventsOf(added), kOneCall);
    EXPECT_EQ(added[0].record.function, "AddStateHandler");
    EXPECT_EQ(added[2].record.function, "AddStateHandler");

    setLevel();
    const auto records = collect(listener, 6);
    EXPECT_EQ(level, 3);
    int reports = 0;
    for (const Seen& seen : records)
    {
        if (seen.record.event == Event::ReportSent || seen.record.event == Event::ReportReceived)
        {
            ++reports;
            EXPECT_EQ(seen.record.function, "State");
            EXPECT_EQ(seen.record.number, 40U);
            EXPECT_EQ(seen.record.call, 0U);
            EXPECT_EQ(seen.record.bytes, 9U);
        }
    }
    EXPECT_EQ(reports, 2);
    world_->client.run([&] { lamp_RemoveStateHandler(handler); });
    EXPECT_EQ(collect(listener, 4)[0].record.function, "RemoveStateHandler");
}

TEST_F(Trace, OneWayCallsHaveNoAnswer)
{
    Listener listener(source());
    world_->client.run(
        []
        {
            lamp_Blink(3);
            EXPECT_EQ(lamp_SetLevel(3), LE_OK);
        });
    std::vector<Seen> records = collect(listener, 6);
    std::erase_if(records, [](const Seen& seen) { return seen.record.function != "Blink"; });
    ASSERT_EQ(eventsOf(records), (std::vector<Event>{Event::CallSent, Event::CallReceived}));
    for (const Seen& seen : records)
    {
        EXPECT_EQ(seen.record.number, 8U);
        EXPECT_EQ(seen.record.bytes, 5U);
        EXPECT_NE(seen.record.call, 0U);
    }
}

TEST_F(Trace, NumbersWithGapsHaveNames)
{
    Listener listener(source());
    world_->client.run(
        []
        {
            char name[21];
            lamp_GetName(name, sizeof(name));
            EXPECT_STREQ(name, "north");
        });
    for (const Seen& seen : collect(listener, 4))
    {
        EXPECT_EQ(seen.record.function, "GetName");
        EXPECT_EQ(seen.record.number, 1000U);
    }
}

TEST_F(Trace, CodeMadeWithoutNamesShowsNumbers)
{
    Listener listener(source());
    world_->client.run([] { EXPECT_EQ(quiet_SetLevel(1), LE_OK); });
    const auto records = collect(listener, 4);
    EXPECT_EQ(records[0].record.interface, "quiet");
    EXPECT_EQ(records[0].record.api, "");
    EXPECT_EQ(records[0].record.function, "");
    EXPECT_EQ(records[0].record.number, 7U);
    EXPECT_EQ(records[1].record.function, "SetLevel");  // the server has names
}

}  // namespace
}  // namespace ligature::test
