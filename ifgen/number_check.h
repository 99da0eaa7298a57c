// Message ids, versions and sizes of messages. Private to this folder.
#pragma once

#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// Part of check(), see modeller.h (telaf-dialect.md 5).
void checkNumbers(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics);

}  // namespace ligature::ifgen
