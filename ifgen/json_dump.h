// An interface as JSON, for other programs (spec/api-and-ifgen.md 4.2).
#pragma once

#include <string>

#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The interface and, in the same form, all it imports. `name`: what its C names begin with. Pure.
/// Only of what checkJson() lets pass: else it may be without end.
std::string jsonDump(const Interface& interface, const std::string& name, const SourceMap& sources);

/// Whether that is of a sensible size: reports the first USETYPES or declaration at which it is not any more. Takes
/// time as the files are long, not as the JSON would be.
bool checkJson(const Interface& interface, const SourceMap& sources, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
