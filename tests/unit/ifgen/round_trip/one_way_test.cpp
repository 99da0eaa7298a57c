// Functions that nobody answers.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>

#include "tests/unit/ifgen/round_trip/round_trip.h"
#include "tests/unit/messaging/loses_session.h"

namespace ligature::test
{
namespace
{

TEST_F(RoundTrip, OneWayCallsWaitForNobodyAndKeepTheirOrder)
{
    static std::atomic<bool> isOver;
    isOver = false;
    serverThread([] { server().remarks.clear(); });
    world_->server.start(
        []
        {
            while (!isOver)
            {
                usleep(1000);
            }
        });
    client(
        []
        {
            int ends[2];
            ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
            ASSERT_EQ(write(ends[1], " and more", 9), 9);
            close(ends[1]);
            stove_Remark(reference<kiln_ChamberRef_t>(0x301), "first", ends[0]);
            stove_Remark(nullptr, "second", -1);
            stove_Remark(reference<kiln_ChamberRef_t>(0x303), "", -1);
            isOver = true;
            EXPECT_EQ(stove_GetScale(), UNITS_FAHRENHEIT);
        });
    serverThread(
        []
        {
            EXPECT_EQ(server().remarks, (std::vector<std::string>{"first and more", "second", ""}));
            EXPECT_EQ(server().remarked, reference<kiln_ChamberRef_t>(0x303));
            EXPECT_NE(server().session, nullptr);
        });
}

TEST_F(RoundTrip, AOneWayCallTellsThatTheServerIsGone)
{
    serverThread([] { server().killsClient = true; });
    client(
        []
        {
            EXPECT_TRUE(losesSession(stove_SetServerDisconnectHandler,
                                     []
                                     {
                                         // The thread's event loop does not run meanwhile.
                                         for (int i = 0; i < 10'000'000; ++i)
                                         {
                                             stove_Remark(nullptr, "x", -1);
                                         }
                                     }));
            stove_ConnectService();
        });
    serverThread([] { server().killsClient = false; });
}

}  // namespace
}  // namespace ligature::test
