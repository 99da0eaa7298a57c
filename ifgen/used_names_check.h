// C names of a file and of those that it uses. Private to this folder.
#pragma once

#include "grammar/diagnostic.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// Part of check(), see modeller.h. Names of two files can be one in C where the name of one file begins as that of the
/// other does: a type `x_Mode` of units.api is what a type `Mode` of units_x.api is called.
void checkUsedNames(const Interface& interface, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
