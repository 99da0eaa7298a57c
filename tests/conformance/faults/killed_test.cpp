// Clients that are killed at a random moment. `./dev soak` makes many more rounds.
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>

#include "tests/conformance/faults/fixture.h"
#include "tests/support/background_program.h"

namespace ligature::test
{
namespace
{

/// Answers the commands that still wait, all of clients that are gone, from a thread that is not the server's.
void answerTheDead()
{
    while (later_ServerCmdRef_t command = laterServer().takeHeld())
    {
        later_WaitRespond(command, 2);
    }
}

/// What the servers have, with all sessions but that of the test's own client gone.
struct Holdings
{
    size_t descriptors;
    size_t heapBytes;
};

TEST_F(Fault, ClientsKilledAtAnyMomentLeaveNothingInTheServers)
{
    const char* given = std::getenv("LIGATURE_SOAK_ROUNDS");
    const int rounds = given != nullptr ? std::atoi(given) : 200;
    std::mt19937 random(3);
    auto killSome = [&](int count)
    {
        for (int i = 0; i < count; ++i)
        {
            const int opened = laterServer().opened;
            const BackgroundProgram doomed({buildRoot() + "/test/doomed_client"});
            // Half of them at any time since their start, the others in the middle of their calls, however busy the
            // machine is.
            if (i % 2 == 0)
            {
                EXPECT_TRUE(eventually([&] { return laterServer().opened != opened; }));
            }
            ::usleep(random() % 8000);
        }
        EXPECT_TRUE(eventually(
            []
            {
                world().client.run([] { soft_Nothing(); });
                return faultServer().closed == faultServer().opened - 1 && laterServer().closed == laterServer().opened;
            }));
        world().client.run(answerTheDead);
        world().laterServer.run([] {});  // has let the answers go
        bool isEmpty = false;
        server([&] { isEmpty = faultServer().subscriptions.empty(); });
        EXPECT_TRUE(isEmpty);
        return Holdings{ownDescriptors(), mallinfo2().uordblks};
    };
    world().server.openTimers();
    world().laterServer.openTimers();
    world().client.openTimers();
    const Holdings before = killSome(100);
    const int opened = faultServer().opened;
    const int openedLater = laterServer().opened;
    // How much is under way at once is chance, so there may be more in use than ever before and kept for the next: what
    // counts is the part of the rounds with the least growth. What every client leaves would be in all of them.
    constexpr int kParts = 4;
    size_t leastGrowth = SIZE_MAX;
    Holdings after = before;
    for (int i = 0; i < kParts; ++i)
    {
        const Holdings last = after;
        after = killSome(rounds / kParts);
        leastGrowth = std::min(leastGrowth, after.heapBytes - std::min(after.heapBytes, last.heapBytes));
    }
    EXPECT_GT(faultServer().opened, opened + rounds / 4);
    EXPECT_GT(laterServer().opened, openedLater + rounds / 4);
    EXPECT_LE(after.descriptors, before.descriptors);
    // Every client had a subscription, and callbacks and commands that wait: what one of them leaves is more than this
    // for all.
    EXPECT_LT(leastGrowth, 16 * static_cast<size_t>(rounds / kParts));
}

}  // namespace
}  // namespace ligature::test
