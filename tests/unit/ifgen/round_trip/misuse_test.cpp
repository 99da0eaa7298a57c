// What ends the process of a client that calls functions wrongly, and what does not.
#include "le_ipc.h"
#include "tests/unit/ifgen/round_trip/round_trip.h"

namespace
{

using namespace ligature::test;

// Fatal ends the process, so these run in a child: packing alone, without a session.
TEST(Misuse, IsFatalInTheCaller)
{
    testing::FLAGS_gtest_death_test_style = "threadsafe";
    uint8_t bytes[64];
    le_ipc_Writer_t out = {bytes, 0, sizeof(bytes)};
    EXPECT_EXIT(le_ipc_PutString(&out, "123456", 5), testing::ExitedWithCode(1), "longer than the 5 bytes");
    EXPECT_EXIT(le_ipc_PutString(&out, nullptr, 5), testing::ExitedWithCode(1), "NULL was given");
    EXPECT_EXIT(le_ipc_PutArray(&out, bytes, 6, 1, 5), testing::ExitedWithCode(1), "6 elements");
    EXPECT_EXIT(le_ipc_PutArray(&out, nullptr, 1, 1, 5), testing::ExitedWithCode(1), "NULL was given");
    EXPECT_EXIT(le_ipc_PutReference(&out, reference<void*>(2)), testing::ExitedWithCode(1), "no reference");
    EXPECT_EXIT(stove_GetScale(), testing::ExitedWithCode(1), "stove_ConnectService\\(\\) was not called");
}

TEST(Misuse, ConnectingWithoutABinding)
{
    // No directory at all: nothing is left behind and it can be tried again.
    EXPECT_EXIT(
        {
            setenv("LIGATURE_SERVICE_DIRECTORY", "/nonexistent/socket", 1);
            exit(stove_TryConnectService() == LE_COMM_ERROR && stove_TryConnectService() == LE_COMM_ERROR ? 7 : 8);
        },
        testing::ExitedWithCode(7), "");
}

}  // namespace
