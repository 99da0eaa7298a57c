// Makes the file system of a sandbox out of a mount plan. Runs in the app's own mount namespace.
#pragma once

#include <stdexcept>
#include <string>

#include "runtime/daemons/supervisor/identity.h"
#include "runtime/daemons/supervisor/mount_plan.h"

namespace ligature::supervisor
{

/// A sandbox that cannot be made. `what()` says what was tried and why it failed.
class SandboxError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Mounts `writeableDirectory` on `mountPoint`, carries out the plan in it, makes it the root directory of the
/// process's mount namespace and leaves the old one behind. `asRoot`: device nodes may be made, with rights for the
/// app's group. What the app put into its writeable area is not trusted: no symbolic link in it is followed. Throws
/// SandboxError. Returns remarks on what this kernel does not offer.
std::vector<std::string> enterRootDirectory(const MountPlan& plan, const std::string& writeableDirectory,
                                            const std::string& mountPoint, const Identity& identity, bool asRoot);

/// Removes the empty files and folders that stood below the plan's mounts, after the namespace is gone. Follows no
/// links and fails silently: what the app made meanwhile stays.
void removeMountPoints(const MountPlan& plan, const std::string& writeableDirectory);

/// Gives the writeable area to the app if it belongs to somebody else. Follows no links. Throws SandboxError.
void giveTo(const std::string& writeableDirectory, const Identity& identity);

}  // namespace ligature::supervisor
