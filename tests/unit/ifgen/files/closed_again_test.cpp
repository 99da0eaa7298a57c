// What a server has given away, it may have the habit of closing again.
#include "tests/unit/ifgen/files/fixture.h"

using namespace ligature::test;

namespace
{

std::atomic<int> Calls{0};
std::string Told;

TEST_F(Files, OfAReportFromAnotherThreadAreNotTheServersAnyMore)
{
    post_GotHandlerRef_t handler = nullptr;
    client(
        [&]
        {
            handler = post_AddGotHandler(
                [](int first, uint32_t, int second, int third, void*)
                {
                    Told = takeText(first) + " " + takeText(second) + " " + takeText(third);
                    ++Calls;
                },
                nullptr);
        });
    for (const uint32_t gives : {uint32_t{kFirst}, kFirst | kSecond | kThird})
    {
        Calls = 0;
        // The server's thread sends it, but not yet.
        world_->server.run(
            [&]
            {
                LoopThread other;
                other.run([&] { report(gives | kClosesAgain); });
            });
        EXPECT_TRUE(eventually([] { return Calls == 1; }));
        client([&] { EXPECT_EQ(Told, gives == kFirst ? "first - -" : "first second third"); });
    }
    client([&] { post_RemoveGotHandler(handler); });
}

}  // namespace
