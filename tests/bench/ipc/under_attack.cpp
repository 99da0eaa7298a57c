#include "tests/bench/ipc/under_attack.h"

#include <sched.h>

#include <memory>

#include <fmt/format.h>

#include "tests/bench/ipc/pinned_program.h"
#include "tests/unit/messaging/attackers.h"

namespace ligature::bench
{

namespace
{

constexpr int kRounds = 15;
constexpr int kCalls = 5000;
constexpr double kGoal = 2;

/// Microseconds that all but the slowest hundredth of its calls stay within.
double slowestCall(PinnedProgram& client)
{
    client.order(std::to_string(kCalls));
    return client.number() / 1000;
}

/// Of those this program may use. The pinned programs have the first.
int lastProcessor()
{
    cpu_set_t allowed;
    ::sched_getaffinity(0, sizeof(allowed), &allowed);
    int last = CPU_SETSIZE - 1;
    while (last > 0 && !CPU_ISSET(last, &allowed))
    {
        --last;
    }
    return last;
}

}  // namespace

std::vector<Result> measureUnderAttack(const Context& context)
{
    auto besides = std::make_unique<OnProcessor>(lastProcessor());
    const test::DirectoryProcess directory;
    besides.reset();
    directory.bind("client", "server");
    const std::vector<std::pair<std::string, std::string>> variables = {
        {directory::kSocketVariable, directory.userSocket()}};
    const std::string peer = context.buildDirectory + "/test/bench_ipc_message";
    const PinnedProgram server({peer, "server", "4"}, variables);
    PinnedProgram client({peer, "slowest", "4"}, variables);
    slowestCall(client);
    // Attackers speak the protocol of message_peer.cpp.
    const directory::Request request = test::makeRequest(directory::Kind::Open, "client", "bench", 4096);
    std::vector<Result> results;
    for (const test::Attack attack : test::kAttacks)
    {
        std::vector<double> alone;
        std::vector<double> attacked;
        for (int round = 0; round < kRounds; ++round)
        {
            alone.push_back(slowestCall(client));
            const test::Attacker attacker(attack, directory.userSocket(), request, lastProcessor());
            attacked.push_back(slowestCall(client));
        }
        const double base = median(alone);
        const double own = median(attacked);
        results.push_back({fmt::format("99th percentile of a call beside {}", test::describe(attack)), own, "us",
                           "alone", base, own / base, fmt::format("<= {} x", kGoal), own <= kGoal * base});
    }
    return results;
}

}  // namespace ligature::bench
