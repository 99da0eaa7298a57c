// A generated call costs one send and one receive on each side, and at most one wait on the server.
#include <gtest/gtest.h>

#include "tests/bench/ipc/system_calls.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/serviceDirectory/directory_process.h"

using namespace ligature;

namespace
{

constexpr int kCalls = 500;
/// Starting and ending do not cost the same in every run, nor does a loaded machine.
constexpr int kSlack = 25;

std::string listed(const bench::SystemCalls& calls)
{
    std::string text;
    for (const auto& [name, count] : calls)
    {
        text += name + " " + std::to_string(count) + "\n";
    }
    return text;
}

/// What the client is told: how many bytes, and how long a call may take.
class SystemCalls : public testing::TestWithParam<std::vector<std::string>>
{
};

TEST_P(SystemCalls, OneSendAndOneReceiveOnEachSide)
{
    const test::DirectoryProcess directory;
    directory.bind("echo", "echo");
    const test::ScratchDirectory scratch;
    const std::string programs = test::buildRoot() + "/test/";
    std::vector<std::string> program = {programs + "bench_ipc_generated_client"};
    program.insert(program.end(), GetParam().begin(), GetParam().end());
    const bench::SystemCallsOfBoth both =
        bench::countSystemCalls({programs + "bench_ipc_generated_server"}, program,
                                {{directory::kSocketVariable, directory.userSocket()}}, kCalls, scratch.path());

    SCOPED_TRACE("client:\n" + listed(both.client) + "server:\n" + listed(both.server));
    const bench::KindsOfSystemCalls client = bench::kindsOf(both.client);
    EXPECT_NEAR(client.send, kCalls, kSlack);
    EXPECT_NEAR(client.receive, kCalls, kSlack);
    EXPECT_NEAR(client.wait, 0, kSlack);
    EXPECT_NEAR(client.other, 0, kSlack);
    const bench::KindsOfSystemCalls server = bench::kindsOf(both.server);
    EXPECT_NEAR(server.send, kCalls, kSlack);
    EXPECT_NEAR(server.receive, kCalls, kSlack);
    EXPECT_LE(server.wait, kCalls + kSlack);
    EXPECT_NEAR(server.other, 0, kSlack);
}

/// A number, a text and bytes, as generated_client.cpp has it.
INSTANTIATE_TEST_SUITE_P(Payloads, SystemCalls,
                         testing::Values(std::vector<std::string>{"4"}, std::vector<std::string>{"100"},
                                         std::vector<std::string>{"1024"}));
/// A limit is the socket's: nobody looks at a clock or waits apart.
INSTANTIATE_TEST_SUITE_P(TimeLimit, SystemCalls, testing::Values(std::vector<std::string>{"4", "60000"}));

TEST(SystemCallsOfSessions, AClientThatDoesNotWaitForEventsIsNotPreparedForThem)
{
    const test::DirectoryProcess directory;
    directory.bind("client", "server");
    const test::ScratchDirectory scratch;
    const std::string program = test::buildRoot() + "/test/bench_ipc_message";
    const bench::SystemCalls client =
        bench::countSystemCalls({program, "server", "4"}, {program, "open", "4"},
                                {{directory::kSocketVariable, directory.userSocket()}}, kCalls, scratch.path())
            .client;
    SCOPED_TRACE(listed(client));
    long all = 0;
    for (const auto& [name, count] : client)
    {
        all += count;
    }
    // socket, connect, the request, the answer, close
    EXPECT_NEAR(all, 5 * kCalls, kSlack);
}

}  // namespace
