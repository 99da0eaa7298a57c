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
constexpr int kStarts =
    3;  ///< of the programs: where their memory lies makes them faster or slower as long as they run
constexpr int kRounds = 3;
constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kSlice = 400 * kMillisecond;
constexpr int64_t kStart = 100 * kMillisecond;  ///< until all are at work
constexpr double kMostUnfair = 1.2;

using Command = std::vector<std::string>;
using Variables = std::vector<std::pair<std::string, std::string>>;

/// What was measured, all rounds of all starts.
struct Figures
{
    std::vector<double> most;  ///< calls of a client
    std::vector<double> least;
    std::vector<double> alone;  ///< microseconds per call of one client, and of all together
    std::vector<double> together;
};

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

    void measure(Figures& figures)
    {
        const double microseconds = static_cast<double>(kSlice) / 1000;
        figures.alone.push_back(microseconds / callsOf(1, 1)[0]);
        const std::vector<double> calls = callsOf(processes_.size(), threads_);
        figures.most.push_back(*std::max_element(calls.begin(), calls.end()));
        figures.least.push_back(*std::min_element(calls.begin(), calls.end()));
        figures.together.push_back(microseconds / std::accumulate(calls.begin(), calls.end(), 0.0));
    }

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
};

/// How fair the server is, and what a call costs, beside the same with bare clients.
void append(std::vector<Result>& results, const std::string& name, const Figures& ours, const Figures& bare)
{
    const double most = median(ours.most);
    const double least = median(ours.least);
    const double alone = median(ours.alone);
    const double together = median(ours.together);
    const double unfair = most / least;
    const double slower = together / alone;
    results.push_back({name + ": most calls", most, "calls", "least calls of a client", least, unfair,
                       fmt::format("<= {} x", kMostUnfair), unfair <= kMostUnfair});
    results.push_back({name + ": time per call",
                       together,
                       "us",
                       "one client",
                       alone,
                       slower,
                       "<= 1 x",
                       slower <= 1,
                       {{median(bare.together) / median(bare.alone), "for bare clients"}}});
}

}  // namespace

std::vector<Result> measureCrowd(const std::string& peer, const std::string& barePeer, const Variables& variables)
{
    std::vector<Result> results;
    for (const size_t processes : {size_t{1}, kClients})
    {
        Figures oursFigures;
        Figures bareFigures;
        for (int start = 0; start < kStarts; ++start)
        {
            const std::string name = fmt::format("ligature-bench-{}-{}-{}", ::getpid(), processes, start);
            Crowd ours({peer, "server", "4"}, {peer, "slice", "4"}, variables, processes);
            Crowd bare({barePeer, "server", name, "4"}, {barePeer, "slice", name, "4"}, variables, processes);
            for (int round = 0; round < kRounds; ++round)
            {
                ours.measure(oursFigures);
                bare.measure(bareFigures);
            }
        }
        append(results, fmt::format("{} clients in {}", kClients, processes == 1 ? "1 process" : "64 processes"),
               oursFigures, bareFigures);
    }
    return results;
}

}  // namespace ligature::bench
