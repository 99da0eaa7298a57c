// Handlers and callbacks of a client that calls its server directly: they run from its event loop, as if messages came.
#include "tests/unit/ifgen/round_trip/direct.h"

namespace
{

using namespace ligature::test;

TEST_F(Direct, F36_HandlersRunInTheThreadThatAddedThem)
{
    Told told;
    std::thread::id own;
    client(
        [&]
        {
            own = std::this_thread::get_id();
            ASSERT_NE(stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0), nullptr);
            std::string text = "hot";
            report(text.c_str());
            text = "gone";
            EXPECT_EQ(told.calls, 0);  // not before the event loop has its turn
        });
    settle();
    EXPECT_EQ(told.calls, 1);
    EXPECT_EQ(told.text, "hot");
    report("again");  // from the test's own thread
    settle();
    EXPECT_EQ(told.calls, 2);
    EXPECT_EQ(told.text, "again");
    EXPECT_EQ(told.thread, own);
}

TEST_F(Direct, RefusedHandlerIsNoHandler)
{
    client([] { EXPECT_EQ(stove_AddAlarmedHandler(0, onAlarm, nullptr, 0), nullptr); });
}

TEST_F(Direct, RemovedHandlerGetsNoReportThatWaits)
{
    Told told;
    client(
        [&]
        {
            kiln_AlarmedHandlerRef_t handler = stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
            report("waits");
            stove_RemoveAlarmedHandler(handler);
        });
    settle();
    EXPECT_EQ(told.calls, 0);
    EXPECT_EQ(server().removed, 1);
    EXPECT_TRUE(server().subscriptions.empty());
}

TEST_F(Direct, HandlersGoWithTheConnectionOrTheThread)
{
    Told told;
    client(
        [&]
        {
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
            stove_DisconnectService();
        });
    EXPECT_EQ(server().removed, 1);
    client(
        [&]
        {
            stove_ConnectService();
            stove_AddAlarmedHandler(KILN_FAN, onAlarm, &told, 0);
        });
    const Subscription late = server().subscriptions.begin()->second;
    client_.reset();
    EXPECT_EQ(server().removed, 2);
    late.handler(nullptr, KILN_FAN, "nobody hears", late.context);
    EXPECT_EQ(told.calls, 0);
}

TEST_F(Direct, F36_CallbackRunsOnceAndLater)
{
    Told told;
    client(
        [&]
        {
            EXPECT_EQ(stove_Fire(nullptr, 1.0, onDone, &told), LE_OK);
            EXPECT_EQ(told.calls, 0);
        });
    settle();
    EXPECT_EQ(told.calls, 1);
}

TEST_F(Direct, CallbackOfAFailedFunctionIsForgotten)
{
    Told told;
    server().fireResult = LE_FAULT;
    client([&] { EXPECT_EQ(stove_Fire(nullptr, 0.0, onDone, &told), LE_FAULT); });
    server().done(LE_OK, server().doneContext);
    settle();
    EXPECT_EQ(told.calls, 0);
}

}  // namespace
