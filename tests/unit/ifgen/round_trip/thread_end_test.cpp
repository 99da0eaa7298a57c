// Clients in the destructors of a thread that ends.
#include "tests/unit/ifgen/round_trip/round_trip.h"

namespace
{

using namespace ligature::test;

void runToItsEnd(le_thread_MainFunc_t work)
{
    le_thread_Ref_t thread = le_thread_Create("ending", work, nullptr);
    le_thread_SetJoinable(thread);
    le_thread_Start(thread);
    le_thread_Join(thread, nullptr);
}

thread_local kiln_AlarmedHandlerRef_t Added = nullptr;

TEST_F(RoundTrip, ADestructorFromBeforeTheConnectionMayStillUseIt)
{
    const int removed = server().removed;
    static std::atomic<int> cleaned{0};
    cleaned = 0;
    runToItsEnd(
        [](void*) -> void*
        {
            le_thread_AddDestructor(
                [](void*)
                {
                    stove_RemoveAlarmedHandler(Added);
                    EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
                    stove_DisconnectService();
                    ++cleaned;
                },
                nullptr);
            stove_ConnectService();
            Added = stove_AddAlarmedHandler(
                KILN_FAN, [](kiln_ChamberRef_t, kiln_Alarm_t, const char*, void*) {}, nullptr, 0);
            return nullptr;
        });
    EXPECT_EQ(cleaned, 1);
    EXPECT_EQ(server().removed, removed + 1);
}

TEST_F(RoundTrip, ADestructorMayConnect)
{
    const int closed = server().sessionsClosed;
    runToItsEnd(
        [](void*) -> void*
        {
            le_thread_AddDestructor(
                [](void*)
                {
                    stove_ConnectService();
                    EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
                },
                nullptr);
            return nullptr;
        });
    EXPECT_TRUE(eventually([&] { return server().sessionsClosed == closed + 1; }));
}

TEST_F(RoundTrip, CloseHandlersOfAThreadThatEndsMayCallOthers)
{
    world_->directory->bind("guest", "host");
    static std::atomic<bool> isOpened{false};
    static std::atomic<int> answers{0};
    auto host = std::make_unique<LoopThread>();
    host->run(
        []
        {
            le_msg_ServiceRef_t service = le_msg_CreateService(le_msg_GetProtocolRef("host", 8), "host");
            le_msg_AddServiceOpenHandler(
                service, [](le_msg_SessionRef_t, void*) { isOpened = true; }, nullptr);
            le_msg_AddServiceCloseHandler(
                service, [](le_msg_SessionRef_t, void*) { answers += stove_GetScale() == UNITS_FAHRENHEIT; }, nullptr);
            le_msg_AdvertiseService(service);
            stove_ConnectService();
        });
    le_msg_SessionRef_t guest = nullptr;
    client(
        [&]
        {
            guest = le_msg_CreateSession(le_msg_GetProtocolRef("host", 8), "guest");
            le_msg_SetSessionCloseHandler(
                guest, [](le_msg_SessionRef_t, void*) {}, nullptr);
            le_msg_OpenSessionSync(guest);
        });
    EXPECT_TRUE(eventually([] { return isOpened.load(); }));
    host.reset();
    EXPECT_EQ(answers, 1);
    client([&] { le_msg_DeleteSession(guest); });
}

// Whose own close handler would have removed them after that of its user.
TEST_F(RoundTrip, HandlersGoWithAServerThatEndsInItsCloseHandler)
{
    client(
        []
        {
            Added = stove_AddAlarmedHandler(
                KILN_FAN, [](kiln_ChamberRef_t, kiln_Alarm_t, const char*, void*) {}, nullptr, 0);
        });
    Subscription known{};
    serverThread(
        [&]
        {
            known = server().subscriptions.begin()->second;
            le_msg_AddServiceCloseHandler(
                kiln_GetServiceRef(), [](le_msg_SessionRef_t, void*) { le_thread_Exit(nullptr); }, nullptr);
        });
    const int removed = server().removed;
    client(stove_DisconnectService);
    EXPECT_TRUE(eventually([&] { return server().removed == removed + 1; }));
    world_->server.~LoopThread();
    known.handler(nullptr, KILN_FAN, "to nobody", known.context);

    new (&world_->server) LoopThread;
    serverThread(kiln_AdvertiseService);
    client(
        []
        {
            stove_ConnectService();
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
}

}  // namespace
