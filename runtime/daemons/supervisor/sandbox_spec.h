// All that is needed to make the sandbox of one app and start its processes.
#pragma once

#include <string>

#include "runtime/daemons/supervisor/app_config.h"
#include "runtime/daemons/supervisor/identity.h"
#include "runtime/daemons/supervisor/limits.h"
#include "runtime/daemons/supervisor/mount_plan.h"

namespace ligature::supervisor
{

struct SandboxSpec
{
    AppConfig app;
    Identity identity;
    MountPlan plan;  ///< confined only
    LimitSettings limits;
    bool confined = true;  ///< own namespaces and root directory
    bool asRoot = false;   ///< the Supervisor is root: no user namespace is needed
    /// Who the Supervisor is: in a new user namespace nobody has a name yet, and a process cannot find it out any more.
    uid_t outsideUser = 0;
    gid_t outsideGroup = 0;
};

/// Where the new root directory is put together.
inline std::string rootMountPoint(const SandboxSpec& spec)
{
    return spec.app.runDirectory + "/root";
}

}  // namespace ligature::supervisor
