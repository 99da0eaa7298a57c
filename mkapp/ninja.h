// The text of build.ninja and compile_commands.json for a plan.
#pragma once

#include <string>

#include "mkapp/plan.h"

namespace ligature::mkapp
{

/// build.ninja. Paths are absolute, but those in the work directory begin with a variable, whose value is relative when
/// the work directory lies below the current one: ninja and the kernel have less to read. Words of commands are quoted.
/// The same plan gives the same text. A path that ninja cannot hold (line break, `|`): NotForNinja.
std::string ninjaText(const Plan& plan);

/// compile_commands.json: one object per compilation, in the order of the plan. `directory`: where ninja is run.
std::string compileCommandsText(const Plan& plan, const std::string& directory);

}  // namespace ligature::mkapp
