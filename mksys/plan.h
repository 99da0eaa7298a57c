// Stage "plan" for systems: all apps, each with a pack of its own, and the system's manifest and pack.
#pragma once

#include "mkapp/planner.h"
#include "mksys/model.h"

namespace ligature::mksys
{

/// Flags that the system's definition adds to those of the command line. A flag may hold quotes; they are read as a
/// shell would.
mkapp::Toolchain flagsOf(const System& system);

/// App packs go to `app/<app>/` in the work directory, the system's to the output directory. What the system says about
/// an app is in the system's manifest alone, so an app's pack does not depend on the system.
mkapp::Plan planSystem(const System& system, const mkapp::BuildSettings& settings);

/// The system's manifest, hashes and sizes still empty.
formats::SystemManifest manifestOf(const System& system, const std::string& target);

}  // namespace ligature::mksys
