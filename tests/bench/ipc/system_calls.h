// Counts the system calls that client and server make for a call.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/bench.h"

namespace ligature::bench
{

/// Name of a system call to how often it was made.
using SystemCalls = std::map<std::string, long>;

/// Of both sides, for a number of round trips.
struct SystemCallsOfBoth
{
    SystemCalls client;
    SystemCalls server;
};

/// What `roundTrips` round trips cost, start and end of the programs left out: strace(1) counts two runs, one of one
/// more and one of a single one. The client follows peer.h; an empty server is counted with the client. Variables are
/// added to the environment. Writes into `directory`. Throws std::runtime_error if a program fails or strace cannot
/// trace.
SystemCallsOfBoth countSystemCalls(const std::vector<std::string>& server, const std::vector<std::string>& client,
                                   const std::vector<std::pair<std::string, std::string>>& variables, int roundTrips,
                                   const std::string& directory);

/// How many of the calls send, receive, or wait; `other` is the rest.
struct KindsOfSystemCalls
{
    long send = 0;
    long receive = 0;
    long wait = 0;
    long other = 0;
};
KindsOfSystemCalls kindsOf(const SystemCalls& calls);

/// Both sides of a generated call.
std::vector<Result> measureSystemCalls(const Context& context);

}  // namespace ligature::bench
