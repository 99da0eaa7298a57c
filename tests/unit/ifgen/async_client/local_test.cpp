// Client and server joined by a local service. No Service Directory runs.
#include "kiln_server.h"
#include "tests/unit/ifgen/async_client/fixture.h"

namespace ligature::test
{

namespace
{

le_msg_LocalService_t Service;  // stays as long as the process

}  // namespace

JoinedWorld::JoinedWorld()
{
    server.run(
        []
        {
            kiln_InitService(&Service);
            kiln_SetServiceRef(&Service);
            kiln_AdvertiseService();
        });
    stove_SetBinding(&Service);
}

namespace
{

// There is no process between the two: when the server is done the answer waits for the client's event loop.
TEST_F(AsyncClient, AnswersWaitForTheEventLoopOfTheClient)
{
    static std::atomic<int> answers;
    answers = 0;
    client(
        [&]
        {
            stove_GetScaleAsync(
                [](units_Scale_t scale, void* thread)
                {
                    EXPECT_EQ(scale, UNITS_KELVIN);
                    EXPECT_EQ(le_thread_GetCurrent(), thread);
                    ++answers;
                },
                le_thread_GetCurrent());
            world_->server.run([] {});
            EXPECT_EQ(answers, 0);
        });
    EXPECT_TRUE(eventually([] { return answers == 1; }));
}

}  // namespace

}  // namespace ligature::test
