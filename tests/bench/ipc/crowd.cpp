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

using Command = std::vector<std::string>;
using Variables = std::vector<std::pair<std::string, std::string>>;

/// Clients of one server: processes with so many threads each.
class Crowd
{
public:
    Crowd(const Command& server, const Command& client, const Variables& variables, size_t processes)
        : threads_(kClients / processes), server_(server, variables)
    {
        for (size_t i = 0; i < processes; ++i)
        {
            processes_.push_back(std::make_unique<PinnedProgram>(client, variables));
        }
        callsOf(processes, threads_);  // warms up
    }

    void measure()
    {
        const double microseconds = static_cast<double>(kSlice) / 1000;
        alone_.push_back(microseconds / callsOf(1, 1)[0]);
        const std::vector<double> calls = callsOf(processes_.size(), threads_);
        most_.push_back(*std::max_element(calls.begin(), calls.end()));
        least_.push_back(*std::min_element(calls.begin(), calls.end()));
        together_.push_back(microseconds / std::accumulate(calls.begin(), calls.end(), 0.0));
    }

    double most() const { return median(most_); }
    double least() const { return median(least_); }
    /// Microseconds per call of one client, and of all together.
    double alone() const { return median(alone_); }
    double together() const { return median(together_); }

private:
    /// The calls that each client made in the same slice of time.
    std::vector<double> callsOf(size_t processes, size_t threads)
    {
        const int64_t begin = nanoseconds() + kStart;
        for (size_t i = 0; i < processes; ++i)
        {
            processes_[i]->order(fmt::format("{} {} {}", begin, begin + kSlice, threads));
        }
        std::vector<double> calls;
        for (size_t i = 0; i < processes * threads; ++i)
        {
            calls.push_back(processes_[i / threads]->number());
        }
        return calls;
    }

    size_t threads_;
    PinnedProgram server_;
    std::vector<std::unique_ptr<PinnedProgram>> processes_;
    std::vector<double> most_;
    std::vector<double> least_;
    std::vector<double> alone_;
    std::vector<double> together_;
};

/// How fair the server is, and what a call costs, beside the same with bare clients.
void append(std::vector<Result>& results, const std::string& name, const Crowd& ours, const Crowd& bare)
{
    const double unfair = ours.most() / ours.least();
    const double slower = ours.together() / ours.alone();
    results.push_back({name + ": most calls", ours.most(), "calls", "least calls of a client", ours.least(), unfair,
                       fmt::format("<= {} x", kMostUnfair), unfair <= kMostUnfair});
    results.push_back({name + ": time per call",
                       ours.together(),
                       "us",
                       "one client",
                       ours.alone(),
                       slower,
                       "<= 1 x",
                       slower <= 1,
                       {{bare.together() / bare.alone(), "for bare clients"}}});
}

}  // namespace

std::vector<Result> measureCrowd(const std::string& peer, const std::string& barePeer, const Variables& variables)
{
    std::vector<Result> results;
    for (const size_t processes : {size_t{1}, kClients})
    {
        const std::string name = fmt::format("ligature-bench-{}-{}", ::getpid(), processes);
        Crowd ours({peer, "server", "4"}, {peer, "slice", "4"}, variables, processes);
        Crowd bare({barePeer, "server", name, "4"}, {barePeer, "slice", name, "4"}, variables, processes);
        for (int round = 0; round < kRounds; ++round)
        {
            ours.measure();
            bare.measure();
        }
        append(results, fmt::format("{} clients in {}", kClients, processes == 1 ? "1 process" : "64 processes"), ours,
               bare);
    }
    return results;
}

}  // namespace ligature::bench
