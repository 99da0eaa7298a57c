// Stage "read" for `.api` files: bytes to syntax tree.
#pragma once

#include <string>

#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace ligature::api
{

/// Reads the text of a file that is already in `sources`. Mistakes are reported to `diagnostics`: at most one per
/// declaration and kMaxErrors in all; the tree holds every declaration that could be understood. Safe on any bytes:
/// nesting is limited to kMaxDepth. Pure but for `diagnostics`; calls for different files may run in parallel when
/// they have different SourceMaps and Diagnostics (spec/api-and-ifgen.md 1.1 to 1.4).
Tree read(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

/// Parentheses, braces and brackets may be nested this deep.
inline constexpr int kMaxDepth = 64;

/// Reading stops reporting after so many errors in one file.
inline constexpr size_t kMaxErrors = 50;

}  // namespace ligature::api
