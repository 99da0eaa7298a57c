// What an honest client feels of one that attacks its server.
#pragma once

#include <vector>

#include "tests/bench/bench.h"

namespace ligature::bench
{

/// The time that all but the slowest hundredth of a client's calls stay within, alone and beside each kind of attack.
/// Server and client have one processor, attacker and Service Directory another if there is one.
std::vector<Result> measureUnderAttack(const Context& context);

}  // namespace ligature::bench
