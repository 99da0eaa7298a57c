// Values of ENUM and BITMASK elements (spec/api-and-ifgen.md 1.9). Private to this folder.
#pragma once

#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"
#include "ifgen/model.h"
#include "ifgen/scope.h"

namespace ligature::ifgen
{

/// Gives every element its value and the type its width; reports doubled, odd and too wide values, and names that
/// `scope` does not know.
void fillElements(const api::Enumeration& written, Type& type, Scope& scope, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
