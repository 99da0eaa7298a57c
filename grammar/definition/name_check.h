// Checks of names that have parts: both sides of a binding, and aliases.
#pragma once

#include <vector>

#include "grammar/definition/report.h"

namespace ligature::definition
{

/// Checks that each side of a binding (`client` and `target` of the entry) names something that can be bound in a file
/// of this kind.
void checkBinding(const Entry& binding, FileKind kind, Report& report);

/// The parts of an alias: it is a name, or, with `mayBeInstance`, the three names of the instance of an interface.
/// Reports what is neither.
std::vector<Word> aliasOf(const Word& alias, bool mayBeInstance, Report& report);

}  // namespace ligature::definition
