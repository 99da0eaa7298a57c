#include "tests/bench/ipc/round_trips.h"

#include <unistd.h>

#include <memory>

#include <fmt/format.h>

#include "tests/bench/ipc/crowd.h"
#include "tests/bench/ipc/pinned_program.h"
#include "tests/bench/ipc/system_calls.h"
#include "tests/bench/ipc/under_attack.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

namespace
{

/// Where its memory happens to lie makes a program a little faster or slower as long as it runs: so each is started more
/// than once.
constexpr int kRuns = 5;
constexpr int kBatchesPerRun = 7;
constexpr int kRoundTripsPerBatch = 2000;

/// Of a bare server's socket.
std::string bareName(const std::string& of)
{
    return fmt::format("ligature-bench-{}-{}", ::getpid(), of);
}

}  // namespace

std::vector<double> medianRoundTrips(const std::vector<RoundTripVariant>& variants,
                                     const std::vector<std::pair<std::string, std::string>>& variables, int perBatch)
{
    std::vector<std::vector<double>> times(variants.size());
    for (int run = 0; run < kRuns; ++run)
    {
        std::vector<std::unique_ptr<PinnedProgram>> servers;
        std::vector<std::unique_ptr<PinnedProgram>> clients;
        for (const RoundTripVariant& variant : variants)
        {
            if (!variant.server.empty())
            {
                servers.push_back(std::make_unique<PinnedProgram>(variant.server, variables));
            }
            clients.push_back(std::make_unique<PinnedProgram>(variant.client, variables));
            clients.back()->roundTrips(perBatch);  // warms up, and shows that it works
        }
        for (int batch = 0; batch < kBatchesPerRun; ++batch)
        {
            for (size_t i = 0; i < variants.size(); ++i)
            {
                times[i].push_back(clients[i]->roundTrips(perBatch));
            }
        }
    }
    std::vector<double> medians;
    for (const std::vector<double>& batches : times)
    {
        medians.push_back(median(batches));
    }
    return medians;
}

std::vector<Result> compareRoundTrips(const std::vector<RoundTripVariant>& variants,
                                      const std::vector<std::pair<std::string, std::string>>& variables)
{
    const std::vector<double> medians = medianRoundTrips(variants, variables, kRoundTripsPerBatch);
    std::vector<Result> results;
    const double base = medians[0];
    for (size_t i = 1; i < variants.size(); ++i)
    {
        const double own = medians[i];
        const double goal = variants[i].goal;
        results.push_back({variants[i].name, own, "us", variants[0].name, base, own / base,
                           goal > 0 ? fmt::format("<= {} x", goal) : "", own <= goal * base});
    }
    return results;
}

std::vector<Result> measureMessaging(const Context& context)
{
    const OnProcessor withTheOthers(firstProcessor());
    const test::DirectoryProcess directory;
    directory.bind("client", "server");
    directory.bind("echo", "echo");
    const std::string programs = context.buildDirectory + "/test/";
    std::vector<Result> results;
    for (const char* bytes : {"4", "100", "1024"})
    {
        const std::vector<RoundTripVariant> variants = {
            {fmt::format("bare socket, {} bytes", bytes), {}, {programs + "bench_ipc_raw", bytes}},
            {fmt::format("bare server with epoll, {} bytes", bytes),
             {programs + "bench_ipc_bare", "server", bareName(bytes), bytes},
             {programs + "bench_ipc_bare", "call", bareName(bytes), bytes}},
            {fmt::format("le_msg request, {} bytes", bytes),
             {programs + "bench_ipc_message", "server", bytes},
             {programs + "bench_ipc_message", "call", bytes},
             1.15},
            {fmt::format("generated call, {} bytes", bytes),
             {programs + "bench_ipc_generated_server"},
             {programs + "bench_ipc_generated_client", bytes},
             1.15},
        };
        for (Result& result : compareRoundTrips(variants, {{directory::kSocketVariable, directory.userSocket()}}))
        {
            results.push_back(std::move(result));
        }
    }
    const std::string peer = programs + "bench_ipc_message";
    const std::vector<RoundTripVariant> others = {
        {"bare socket, 4 bytes", {}, {programs + "bench_ipc_raw", "4"}},
        {"one-way message, 4 bytes", {peer, "server", "4"}, {peer, "event", "4"}, 0.333},
        {"generated one-way call, 4 bytes",
         {programs + "bench_ipc_generated_server"},
         {programs + "bench_ipc_generated_client", "oneway"},
         0.333},
        {"pipelined request, 4 bytes", {}, {peer, "pipeline", "4"}, 0.333},
        {"session open and close", {}, {peer, "open", "4"}, 10},
    };
    for (Result& result : compareRoundTrips(others, {{directory::kSocketVariable, directory.userSocket()}}))
    {
        results.push_back(std::move(result));
    }
    for (Result& result :
         measureCrowd(peer, programs + "bench_ipc_bare", {{directory::kSocketVariable, directory.userSocket()}}))
    {
        results.push_back(std::move(result));
    }
    return results;
}

std::vector<Benchmark> ipcBenchmarks()
{
    return {
        {"ipc", "call and reply between two processes: bare socket, le_msg, generated code", measureMessaging},
        {"direct", "a call of a server in the client's process, beside a function pointer", measureDirectCalls},
        {"system-calls", "system calls per call, counted by strace", measureSystemCalls},
        {"ipc-attack", "the slowest hundredth of an honest client's calls while another attacks", measureUnderAttack}};
}

}  // namespace ligature::bench
