// A call of a server in the client's process: as ifgen makes it, as a plain function, and as a message would take it.
#include <fmt/format.h>

#include "tests/bench/ipc/round_trips.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

std::vector<Result> measureDirectCalls(const Context& context)
{
    constexpr int kDirectPerBatch = 200'000;
    constexpr int kMessagesPerBatch = 2000;
    constexpr double kNanoseconds = 1000;
    const test::DirectoryProcess directory;
    directory.bind("echo", "echo");
    const std::vector<std::pair<std::string, std::string>> variables = {
        {directory::kSocketVariable, directory.userSocket()}};
    const std::string programs = context.buildDirectory + "/test/";
    std::vector<Result> results;
    for (const std::string bytes : {"4", "100", "1024"})
    {
        const std::vector<double> own = medianRoundTrips({{"", {}, {programs + "bench_ipc_direct", "pointer", bytes}},
                                                          {"", {}, {programs + "bench_ipc_direct", "call", bytes}}},
                                                         variables, kDirectPerBatch);
        const std::vector<double> message = medianRoundTrips(
            {{"", {programs + "bench_ipc_generated_server"}, {programs + "bench_ipc_generated_client", bytes}}},
            variables, kMessagesPerBatch);
        Result result{fmt::format("direct call, {} bytes", bytes),
                      own[1] * kNanoseconds,
                      "ns",
                      "function pointer",
                      own[0] * kNanoseconds,
                      own[1] / own[0],
                      "",
                      false};
        result.further = {{message[0] / own[1], "x faster than by message"}};
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace ligature::bench
