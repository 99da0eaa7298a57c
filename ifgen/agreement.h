// Whether two versions of an interface mean the same by the messages that both have.
#pragma once

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// True when every message number that both forms have stands for the same function with the same bytes. An
/// enumeration of `after` may have more elements.
bool agree(const Interface& before, const Interface& after);

/// True when values of the two have the same bytes, which mean the same, whatever files declare their types. `nullptr`
/// is the type of what is not there.
bool meanTheSame(const Type* left, const Type* right);
bool meanTheSame(const Variable& left, const Variable& right);

}  // namespace ligature::ifgen
