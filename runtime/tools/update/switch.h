// Making another system current, and getting a running framework to run it.
#pragma once

#include <string>

#include "runtime/formats/target_layout.h"

namespace ligature::update
{

/// Makes system `index` current; if the framework runs, asks the Supervisor to restart and waits until it says how that
/// went. Returns what went wrong in words for a person, empty if nothing did. Throws formats::FormatError when the
/// system cannot be made current.
std::string switchTo(const formats::TargetLayout& layout, unsigned index);

}  // namespace ligature::update
