// Stage "model" for interfaces: syntax tree to model.
#pragma once

#include <memory>

#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The models of the files that a tree uses, in the order of its USETYPES; null for one that has errors.
using Imports = std::vector<const Interface*>;

/// Makes the model of one file. All mistakes are reported; the result is null when there was one. `name` is the base
/// name. Pure but for `diagnostics` (spec/api-and-ifgen.md 1.5 to 1.12).
std::unique_ptr<Interface> makeModel(const api::Tree& tree, const std::string& name, const Imports& imports,
                                     const SourceMap& sources, Diagnostics& diagnostics);

/// Stage "check": rules over a whole interface. What the C names of an interface are and that none clash, message ids,
/// versions, sizes (spec/api-and-ifgen.md 1.5 "not checked by the original", telaf-dialect.md 5).
void check(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
