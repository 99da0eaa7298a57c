// What a process of a sandboxed app may never do: privileges, capabilities, system calls.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "runtime/daemons/supervisor/identity.h"

namespace ligature::supervisor
{

/// Becomes the app's user, keeps only the named capabilities ("cap_sys_time" or "sys_time") and can never gain others,
/// not even through set-uid programs. `withGroups`: false inside a user namespace, where groups cannot be changed.
/// Names that this system does not know, and capabilities it does not have to give, are reported as texts. Throws
/// SandboxError: a process that could not be confined must not run.
std::vector<std::string> becomeApp(const Identity& identity, const std::set<std::string>& capabilities,
                                   bool withGroups);

/// Forbids system calls that an app has no business with: mounting, namespaces, kernel modules, tracing, keys, bpf and
/// the like fail with EPERM. Calls that a kept capability stands for stay allowed. To be called after becomeApp().
/// Throws SandboxError.
void filterSystemCalls(const std::set<std::string>& capabilities);

/// Drops what the sandbox's first process does not need once the sandbox stands. `capabilities` are those that the
/// app's processes keep. Throws SandboxError.
void reduceFirstProcess(const std::set<std::string>& capabilities);

}  // namespace ligature::supervisor
