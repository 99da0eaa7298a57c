#include "tests/bench/ipc/system_calls.h"

#include <algorithm>
#include <csignal>
#include <memory>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

#include "tests/bench/ipc/pinned_program.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

namespace
{

using Variables = std::vector<std::pair<std::string, std::string>>;

/// -I2: SIGTERM makes it end the program and write the counts.
std::vector<std::string> traced(const std::vector<std::string>& command, const std::string& output)
{
    std::vector<std::string> result = {"/usr/bin/strace", "-I2", "-f", "-c", "-U", "name,calls", "-o", output};
    result.insert(result.end(), command.begin(), command.end());
    return result;
}

/// Lines `name  count` between two lines of hyphens.
SystemCalls readCounts(const std::string& file)
{
    std::istringstream lines(test::readText(file));
    SystemCalls counts;
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream words(line);
        std::string name;
        long count = 0;
        if (words >> name >> count && name != "total")
        {
            counts[name] = count;
        }
    }
    if (counts.empty())
    {
        throw std::runtime_error("strace has counted nothing: is tracing allowed here?");
    }
    return counts;
}

SystemCallsOfBoth countRun(const std::vector<std::string>& server, const std::vector<std::string>& client,
                           const Variables& variables, int roundTrips, const std::string& directory)
{
    SystemCallsOfBoth both;
    std::unique_ptr<PinnedProgram> tracedServer;
    if (!server.empty())
    {
        tracedServer = std::make_unique<PinnedProgram>(traced(server, directory + "/server.calls"), variables);
    }
    PinnedProgram tracedClient(traced(client, directory + "/client.calls"), variables);
    tracedClient.roundTrips(roundTrips);
    tracedClient.end(SIGTERM);
    both.client = readCounts(directory + "/client.calls");
    if (tracedServer != nullptr)
    {
        tracedServer->end(SIGTERM);
        both.server = readCounts(directory + "/server.calls");
    }
    return both;
}

SystemCalls difference(SystemCalls more, const SystemCalls& less)
{
    for (const auto& [name, count] : less)
    {
        more[name] -= count;
    }
    return more;
}

Result makeResult(const std::string& name, const SystemCalls& calls, int roundTrips, const SystemCalls& bare,
                  double allowedWaits)
{
    const auto perCall = [&](long count) { return static_cast<double>(count) / roundTrips; };
    const auto sum = [&](const SystemCalls& all)
    {
        const KindsOfSystemCalls kinds = kindsOf(all);
        return perCall(kinds.send + kinds.receive + kinds.wait + kinds.other);
    };
    Result result;
    result.name = name;
    result.median = sum(calls);
    result.unit = "calls";
    result.comparedWith = "one side of a bare socket";
    result.comparedMedian = sum(bare) / 2;
    result.ratio = result.median / result.comparedMedian;
    result.goal = allowedWaits > 0 ? "1 send, 1 receive, <= 1 wait" : "1 send, 1 receive";
    const KindsOfSystemCalls kinds = kindsOf(calls);
    // What starts and ends differ by.
    const double slack = 0.05;
    result.met = perCall(kinds.send) < 1 + slack && perCall(kinds.receive) < 1 + slack &&
                 perCall(kinds.wait) < allowedWaits + slack && perCall(kinds.other) < slack;
    for (const auto& [call, count] : calls)
    {
        if (perCall(count) >= slack)
        {
            result.further.push_back({perCall(count), call});
        }
    }
    return result;
}

}  // namespace

SystemCallsOfBoth countSystemCalls(const std::vector<std::string>& server, const std::vector<std::string>& client,
                                   const Variables& variables, int roundTrips, const std::string& directory)
{
    const SystemCallsOfBoth one = countRun(server, client, variables, 1, directory);
    const SystemCallsOfBoth all = countRun(server, client, variables, 1 + roundTrips, directory);
    return {difference(all.client, one.client), difference(all.server, one.server)};
}

KindsOfSystemCalls kindsOf(const SystemCalls& calls)
{
    KindsOfSystemCalls kinds;
    for (const auto& [name, count] : calls)
    {
        const auto is = [&](std::initializer_list<const char*> names)
        { return std::find(names.begin(), names.end(), name) != names.end(); };
        long& kind = is({"send", "sendto", "sendmsg", "sendmmsg", "write", "writev"})   ? kinds.send
                     : is({"recv", "recvfrom", "recvmsg", "recvmmsg", "read", "readv"}) ? kinds.receive
                     : is({"poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2"})
                         ? kinds.wait
                         : kinds.other;
        kind += count;
    }
    return kinds;
}

std::vector<Result> measureSystemCalls(const Context& context)
{
    constexpr int kRoundTrips = 1000;
    const test::DirectoryProcess directory;
    directory.bind("echo", "echo");
    const Variables variables = {{directory::kSocketVariable, directory.userSocket()}};
    const std::string programs = context.buildDirectory + "/test/";
    const SystemCalls bare =
        countSystemCalls({}, {programs + "bench_ipc_raw", "4"}, variables, kRoundTrips, context.workDirectory).client;
    const SystemCallsOfBoth own =
        countSystemCalls({programs + "bench_ipc_generated_server"}, {programs + "bench_ipc_generated_client", "4"},
                         variables, kRoundTrips, context.workDirectory);
    return {makeResult("generated call, client", own.client, kRoundTrips, bare, 0),
            makeResult("generated call, server", own.server, kRoundTrips, bare, 1)};
}

}  // namespace ligature::bench
