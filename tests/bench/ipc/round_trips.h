// Compares ways to exchange a message and its answer between two processes, all on one processor and in one run.
#pragma once

#include <string>
#include <vector>

#include "tests/bench/bench.h"

namespace ligature::bench
{

/// One way. Its client is a program that follows peer.h; the server is started before, in the same environment.
struct RoundTripVariant
{
    std::string name;
    std::vector<std::string> server;  ///< command line; empty if the client needs none
    std::vector<std::string> client;
    double goal = 0;  ///< largest ratio to the baseline
};

/// Starts all, lets each make a batch of `perBatch` round trips in turn, many times, and gives the median of the
/// batches' means in microseconds for each. Both ends of all variants are pinned to one processor. Variables are added
/// to the environment. Throws std::runtime_error if a program fails.
std::vector<double> medianRoundTrips(const std::vector<RoundTripVariant>& variants,
                                     const std::vector<std::pair<std::string, std::string>>& variables, int perBatch);

/// The same as a table; ratios are to the first variant.
std::vector<Result> compareRoundTrips(const std::vector<RoundTripVariant>& variants,
                                      const std::vector<std::pair<std::string, std::string>>& variables);

/// The messaging API and generated code against a bare socket, with several payloads.
std::vector<Result> measureMessaging(const Context& context);

/// A call within the process beside a function pointer and a message (direct_calls.cpp).
std::vector<Result> measureDirectCalls(const Context& context);

/// The measurements of this folder.
std::vector<Benchmark> ipcBenchmarks();

}  // namespace ligature::bench
