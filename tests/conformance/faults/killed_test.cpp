// Clients that are killed at a random moment. `./dev soak` makes many more rounds.
#include <malloc.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "tests/conformance/faults/fixture.h"
#include "tests/support/background_program.h"

namespace ligature::test
{
namespace
{

size_t descriptors()
{
    const std::filesystem::directory_iterator files("/proc/self/fd");
    return static_cast<size_t>(std::distance(begin(files), end(files)));
}

/// What the server has, with all sessions but that of the test's own client gone.
struct Holdings
{
    size_t descriptors;
    size_t heapBytes;
};

TEST_F(Fault, ClientsKilledAtAnyMomentLeaveNothingInTheServer)
{
    const char* given = std::getenv("LIGATURE_SOAK_ROUNDS");
    const int rounds = given != nullptr ? std::atoi(given) : 200;
    std::mt19937 random(3);
    auto killSome = [&](int count)
    {
        for (int i = 0; i < count; ++i)
        {
            const BackgroundProgram doomed({buildRoot() + "/test/doomed_client"});
            ::usleep(random() % 8000);
        }
        EXPECT_TRUE(eventually(
            []
            {
                world().client.run([] { soft_Nothing(); });
                return faultServer().closed == faultServer().opened - 1;
            }));
        bool isEmpty = false;
        server([&] { isEmpty = faultServer().subscriptions.empty(); });
        EXPECT_TRUE(isEmpty);
        return Holdings{descriptors(), mallinfo2().uordblks};
    };
    world().server.openTimers();
    world().client.openTimers();
    const Holdings before = killSome(100);
    const int opened = faultServer().opened;
    const Holdings after = killSome(rounds);
    EXPECT_GT(faultServer().opened, opened + rounds / 4);  // most were killed in the middle of their calls
    EXPECT_LE(after.descriptors, before.descriptors);
    // Every client had a subscription and callbacks that wait, hundreds of bytes; pools may keep some more idle blocks.
    constexpr size_t kIdleBlocks = 8 * 1024;
    EXPECT_LT(after.heapBytes, before.heapBytes + kIdleBlocks + 16 * static_cast<size_t>(rounds));
}

}  // namespace
}  // namespace ligature::test
