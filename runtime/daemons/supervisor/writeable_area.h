// The writeable area of an app as seen from outside its sandbox. What the app put there is not trusted: no symbolic
// link in it is followed.
#pragma once

#include <string>

#include "runtime/daemons/supervisor/app_config.h"
#include "runtime/daemons/supervisor/identity.h"
#include "runtime/daemons/supervisor/mount_plan.h"

namespace ligature::supervisor
{

/// Removes the empty files and folders that stood below the plan's mounts, after the namespace is gone. Follows no
/// links and fails silently: what the app made meanwhile stays.
void removeMountPoints(const MountPlan& plan, const std::string& writeableDirectory);

/// Gives the writeable area to the app if it belongs to somebody else. Follows no links. Throws SandboxError.
void giveTo(const std::string& writeableDirectory, const Identity& identity);

/// Shows the app's files and required objects in the working directory of an unsandboxed app, as symbolic links. What
/// the app put there itself stays. Throws SandboxError.
void linkFiles(const AppConfig& app);

}  // namespace ligature::supervisor
