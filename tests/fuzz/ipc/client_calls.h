// A client of every.api, under the name `user`, that calls each function and looks at all it gets.
#pragma once

#include <cstddef>

namespace ligature::fuzz
{

/// How many different calls there are.
size_t callCount();
/// Makes one call with good arguments. `wantsOutputs`: with a place for every output, else with none. May be left by
/// longjmp() when the connection is lost.
void call(size_t which, bool wantsOutputs);

}  // namespace ligature::fuzz
