// Handlers and callbacks of a client: who is told, how often, and until when.
#include "tests/unit/ifgen/round_trip/round_trip.h"

namespace
{

using namespace ligature::test;

struct Alarms
{
    std::atomic<int> count{0};
    kiln_Alarm_t last = 0;
    std::string text;
};

void onAlarm(kiln_ChamberRef_t, kiln_Alarm_t alarms, const char* text, void* context)
{
    auto* seen = static_cast<Alarms*>(context);
    seen->last = alarms;
    seen->text = text;
    ++seen->count;
}

void report(kiln_Alarm_t alarms)
{
    for (const auto& [own, subscription] : server().subscriptions)
    {
        subscription.handler(reference<kiln_ChamberRef_t>(5), alarms, "hot", subscription.context);
    }
}

TEST_F(RoundTrip, EventsReachTheHandlerUntilItIsRemoved)
{
    Alarms seen;
    kiln_AlarmedHandlerRef_t handler = nullptr;
    client([&] { handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 7); });
    ASSERT_NE(handler, nullptr);
    EXPECT_EQ(server().subscriptions.begin()->second.period, 7U);
    EXPECT_NE(static_cast<void*>(handler), server().subscriptions.begin()->first);
    serverThread([] { report(KILN_OVERHEAT); });
    EXPECT_TRUE(eventually([&] { return seen.count == 1; }));
    EXPECT_EQ(seen.last, static_cast<kiln_Alarm_t>(KILN_OVERHEAT));
    EXPECT_EQ(seen.text, "hot");

    // From a foreign thread.
    ligature::test::LoopThread other;
    other.run([] { report(KILN_FAN); });
    EXPECT_TRUE(eventually([&] { return seen.count == 2; }));

    // What was reported before the removal and not delivered yet is dropped.
    client(
        [&]
        {
            world_->server.run([] { report(KILN_FAN); });
            stove_RemoveAlarmedHandler(handler);
        });
    client([] {});
    EXPECT_EQ(seen.count, 2);
    EXPECT_TRUE(server().subscriptions.empty());
}

TEST_F(RoundTrip, RefusedHandler)
{
    client([] { EXPECT_EQ(stove_AddAlarmedHandler(0, onAlarm, nullptr, 0), nullptr); });
}

TEST_F(RoundTrip, HandlersOfAClientThatGoesAreRemoved)
{
    Alarms seen;
    int before = server().removed;
    client(
        [&]
        {
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 0);
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &seen, 0);
            stove_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return server().removed == before + 2; }));
    client([] { stove_ConnectService(); });
}

void onDone(le_result_t outcome, void* context)
{
    *static_cast<std::atomic<int>*>(context) = static_cast<int>(outcome);
}

TEST_F(RoundTrip, CallbackIsCalledOnce)
{
    std::atomic<int> outcome{1};
    client([&] { EXPECT_EQ(stove_Fire(nullptr, 180.5, onDone, &outcome), LE_OK); });
    serverThread([] { server().done(LE_TIMEOUT, server().doneContext); });
    EXPECT_TRUE(eventually([&] { return outcome == LE_TIMEOUT; }));
    EXPECT_EXIT(server().done(LE_OK, server().doneContext), testing::ExitedWithCode(1), "more than once");
}

TEST_F(RoundTrip, CallbackOfAClientThatIsGoneIsDropped)
{
    int before = server().sessionsClosed;
    std::atomic<int> outcome{1};
    client(
        [&]
        {
            EXPECT_EQ(stove_Fire(nullptr, 180.5, onDone, &outcome), LE_OK);
            stove_DisconnectService();
        });
    EXPECT_TRUE(eventually([&] { return server().sessionsClosed > before; }));
    serverThread([] {});
    client([] { stove_ConnectService(); });
    serverThread([] { server().done(LE_OK, server().doneContext); });
    client([] {});
    EXPECT_EQ(outcome, 1);
}

}  // namespace
