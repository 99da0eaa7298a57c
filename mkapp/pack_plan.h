// The file that tells packtool what to pack: JSON with the manifest (hashes still zero) and where contents are.
#pragma once

#include <string>

#include "mkapp/plan.h"

namespace ligature::mkapp
{

/// The same plan gives the same text.
std::string packPlanText(const PackPlan& plan);

/// The reverse. Throws formats::FormatError for text that packPlanText() does not make.
PackPlan readPackPlan(const std::string& text);

}  // namespace ligature::mkapp
