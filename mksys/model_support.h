// What the modelling files of systems share.
#pragma once

#include <string>
#include <vector>

#include "mkapp/model_support.h"
#include "mksys/model.h"

namespace ligature::mksys
{

using definition::Entry;
using definition::Section;
using definition::Word;

/// The app called `name`, or nullptr. `apps` is sorted by name.
SystemApp* findApp(std::vector<SystemApp>& apps, const std::string& name);

/// As above; an unknown name is reported with the nearest, unless the system lists an app of that name that could not
/// be modelled.
SystemApp* requireApp(System& system, const Word& word, Diagnostics& diagnostics);

/// The override block of an entry of `apps:`.
AppOverrides modelOverrides(const Entry& entry, const mkapp::App& app, Diagnostics& diagnostics);

/// Fills the table of bindings: those of the apps, then those of the system's `bindings:` sections over them.
void modelBindings(const std::vector<const Section*>& sections, System& system, Diagnostics& diagnostics);

}  // namespace ligature::mksys
