// What can be wrong with an input that is right in itself but cannot be built: E0800-E0899.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"
#include "mkapp/model.h"

namespace ligature::mkapp::codes
{

extern const Code kExternalBuild;
extern const Code kNoEffectYet;

}  // namespace ligature::mkapp::codes

namespace ligature::mkapp
{

/// Every code of planning and building, by number.
const std::vector<const Code*>& buildCodes();

/// Reports what the planner cannot build, at the components that ask for it.
void checkBuildable(const ComponentSet& components, Diagnostics& diagnostics);

/// Warns, once, of settings that go into the pack of an app or a system but that nothing on the target obeys yet.
void checkEffects(const std::string& app, const SettingsWithoutEffect& settings, Diagnostics& diagnostics);

}  // namespace ligature::mkapp
