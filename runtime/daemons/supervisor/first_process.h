// The first process of an app: it makes the sandbox, starts and reaps the app's processes, and takes all of them with
// it when it ends. In a process-id namespace it is process 1.
//
// It talks with the Supervisor over a control connection:
//
//   Supervisor  {"command":"go"}                       make the sandbox
//               {"command":"output"} + descriptor      standard output, then standard error, of the next process
//               {"command":"spawn","process":P}
//               {"command":"terminate"}                SIGTERM to all; end when all are gone
//               {"command":"kill"}                     SIGKILL to all; end when all are gone
//   first       {"event":"ready"}, or {"event":"failed","message":M} and it ends
//               {"event":"remark","message":M}
//               {"event":"started","process":P,"pid":N}, or {"event":"notStarted","process":P,"message":M}
//               {"event":"exited","process":P,"status":WAIT STATUS}
//               {"event":"empty"}                      no process is left
#pragma once

#include "runtime/daemons/supervisor/sandbox_spec.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

/// The life of the first process, in a child of the Supervisor that was cloned with the namespaces of `spec`.
[[noreturn]] void runFirstProcess(const SandboxSpec& spec, formats::UniqueFd socket);

/// Writes the maps of a new user namespace: `identity` inside is the calling user outside. Throws SandboxError.
void mapIdentity(const Identity& identity, uid_t outsideUser, gid_t outsideGroup);

}  // namespace ligature::supervisor
