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

}  // namespace
