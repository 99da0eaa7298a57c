#include "tests/bench/ipc/crowd.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include "tests/bench/ipc/peer.h"
#include "tests/bench/ipc/pinned_program.h"

namespace ligature::bench
{

namespace
{

constexpr size_t kClients = 64;
constexpr int kRounds = 7;
constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kSlice = 400 * kMillisecond;
constexpr int64_t kStart = 100 * kMillisecond;  ///< until all are at work
constexpr double kMostUnfair = 1.2;

using Clients = std::vector<std::unique_ptr<PinnedProgram>>;

/// The calls that each of the first `count` clients made in the same slice of time.
std::vector<double> callsOf(const Clients& clients, size_t count)
{
    const int64_t begin = nanoseconds() + kStart;
    for (size_t i = 0; i < count; ++i)
    {
        clients[i]->order(fmt::format("{} {}", begin, begin + kSlice));
    }
    std::vector<double> calls;
    for (size_t i = 0; i < count; ++i)
    {
        calls.push_back(clients[i]->number());
    }
    return calls;
}

/// What a server with 64 clients does, and with one of them.
struct Crowd
{
    Crowd(std::vector<std::string> serverCommand, const std::vector<std::string>& client,
          const std::vector<std::pair<std::string, std::string>>& variables)
        : server(serverCommand, variables)
    {
        for (size_t i = 0; i < kClients; ++i)
        {
            clients.push_back(std::make_unique<PinnedProgram>(client, variables));
        }
        callsOf(clients, kClients);  // warms up
    }

    void measure()
    {
        const double microseconds = static_cast<double>(kSlice) / 1000;
        alone.push_back(microseconds / callsOf(clients, 1)[0]);
        const std::vector<double> calls = callsOf(clients, kClients);
        most.push_back(*std::max_element(calls.begin(), calls.end()));
        least.push_back(*std::min_element(calls.begin(), calls.end()));
        together.push_back(microseconds / std::accumulate(calls.begin(), calls.end(), 0.0));
    }

    PinnedProgram server;
    Clients clients;
    std::vector<double> most;
    std::vector<double> least;
    std::vector<double> alone;
    std::vector<double> together;
};

}  // namespace

std::vector<Result> measureCrowd(const std::string& peer, const std::string& barePeer,
                                 const std::vector<std::pair<std::string, std::string>>& variables)
{
    const std::string name = fmt::format("ligature-bench-{}", ::getpid());
    Crowd ours({peer, "server", "4"}, {peer, "slice", "4"}, variables);
    Crowd bare({barePeer, "server", name, "4"}, {barePeer, "slice", name, "4"}, variables);
    for (int round = 0; round < kRounds; ++round)
    {
        ours.measure();
        bare.measure();
    }
    const double unfair = median(ours.most) / median(ours.least);
    const double slower = median(ours.together) / median(ours.alone);
    const double bareSlower = median(bare.together) / median(bare.alone);
    return {{"64 clients: most calls", median(ours.most), "calls", "least calls of a client", median(ours.least),
             unfair, fmt::format("<= {} x", kMostUnfair), unfair <= kMostUnfair},
            {"64 clients: time per call",
             median(ours.together),
             "us",
             "one client",
             median(ours.alone),
             slower,
             "<= 1 x",
             slower <= 1,
             {{bareSlower, "for 64 bare clients"}}}};
}

}  // namespace ligature::bench
