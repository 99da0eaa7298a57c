// Stages "model" and "check" for systems.
#pragma once

#include <memory>
#include <string>

#include "mkapp/modeller.h"
#include "mksys/model.h"

namespace ligature::mksys
{

/// The system of a `.sdef` with all its apps. Sections `*Search` extend context.search, `buildVars` change
/// context.read.variables. nullptr when nothing can be modelled.
std::unique_ptr<System> modelSystem(mkapp::ModelContext& context, const std::string& path);

/// Rules of spec 4.5 and design "Check": every client bound, every binding resolved to an existing server, protocol ids
/// equal at both ends, run groups, commands name apps of the system.
void checkSystem(const System& system, Diagnostics& diagnostics);

}  // namespace ligature::mksys
