// An interface as JSON, for other programs (spec/api-and-ifgen.md 4.2).
#pragma once

#include <string>

#include "grammar/source.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The interface and, in the same form, all it imports. `name`: what its C names begin with. Pure.
std::string jsonDump(const Interface& interface, const std::string& name, const SourceMap& sources);

}  // namespace ligature::ifgen
