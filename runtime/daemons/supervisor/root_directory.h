// Makes the file system of a sandbox out of a mount plan. Runs in the app's own mount namespace.
#pragma once

#include <string>
#include <vector>

#include "runtime/daemons/supervisor/identity.h"
#include "runtime/daemons/supervisor/mount_plan.h"

namespace ligature::supervisor
{

/// Mounts `writeableDirectory` on `mountPoint`, carries out the plan in it, makes it the root directory of the
/// process's mount namespace and leaves the old one behind. `asRoot`: device nodes may be made, with rights for the
/// app's group. What the app put into its writeable area is not trusted: no symbolic link in it is followed. Throws
/// SandboxError. Returns remarks on what this kernel does not offer.
std::vector<std::string> enterRootDirectory(const MountPlan& plan, const std::string& writeableDirectory,
                                            const std::string& mountPoint, const Identity& identity, bool asRoot);

}  // namespace ligature::supervisor
