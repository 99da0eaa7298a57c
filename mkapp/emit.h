// Stage "emit": a plan to files. Files are written only if their text differs, so that ninja sees only real changes.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "mkapp/plan.h"
#include "templates/templates.h"

namespace ligature::mkapp
{

/// A file could not be written; `what()` names it and says why.
class EmitError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Writes generated sources (in several threads), pack plans, build.ninja and compile_commands.json below the plan's
/// work directory. Returns the paths of all files of the plan, written or not. `currentDirectory`: where ninja will be
/// run. Throws EmitError.
std::vector<std::string> emit(const Plan& plan, const Templates& templates, const std::string& currentDirectory);

/// Writes `text` unless the file holds it already; makes folders. True if it was written. Throws EmitError.
bool writeIfChanged(const std::string& path, const std::string& text);

/// The text of one generated source.
std::string generatedText(const FilePlan& file, const Templates& templates);

}  // namespace ligature::mkapp
