// Stage "emit": a plan to files. Files are written only if their text differs, so that ninja sees only real changes.
#pragma once

#include <string>
#include <vector>

#include "mkapp/plan.h"
#include "templates/templates.h"

namespace ligature::mkapp
{

/// Writes generated sources (in several threads), pack plans, build.ninja and compile_commands.json below the plan's
/// work directory. Returns the paths of all files of the plan, written or not. `currentDirectory`: where ninja will be
/// run. Throws WriteError.
std::vector<std::string> emit(const Plan& plan, const Templates& templates, const std::string& currentDirectory);

/// The text of one generated source.
std::string generatedText(const FilePlan& file, const Templates& templates);

}  // namespace ligature::mkapp
