// Many clients of one server at the same time.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/bench/bench.h"

namespace ligature::bench
{

/// Lets one client, then 64, call one server for the same time, all pinned to one processor, several times, and counts
/// the calls of each. Two results: the most that a client got as a multiple of the least, and the time per call of all
/// as a multiple of the time per call of one, with the same multiple of a bare server. `peer` is bench_ipc_message,
/// `barePeer` bench_ipc_bare; variables are added to the environment.
std::vector<Result> measureCrowd(const std::string& peer, const std::string& barePeer,
                                 const std::vector<std::pair<std::string, std::string>>& variables);

}  // namespace ligature::bench
