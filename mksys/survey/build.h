// Stage "build" of a survey: runs the tool for the file's kind.
#pragma once

#include <optional>

#include "grammar/diagnostic.h"
#include "mksys/survey/examine.h"

namespace ligature::survey
{

/// Runs mkapp, mkcomp, mksys or ifgen on the file in a directory of its own, which is removed afterwards. The first
/// line of its output that tells of an error, or nothing when all went well.
std::optional<Reason> build(const FoundFile& file, const Settings& settings);

}  // namespace ligature::survey
