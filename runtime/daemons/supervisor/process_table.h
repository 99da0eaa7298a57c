// Questions to /proc about processes.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace ligature::supervisor
{

/// All present descendants of a process, itself not among them.
std::vector<pid_t> descendantsOf(pid_t ancestor);

/// The name a process goes by: its first argument, without folders; "?" if it is gone.
std::string processName(pid_t process);

/// The threads of a process; empty if it is gone.
std::vector<pid_t> threadsOf(pid_t process);

}  // namespace ligature::supervisor
