// From fork() to the app's own program.
#pragma once

#include <string>

#include "runtime/daemons/supervisor/sandbox_spec.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

struct StartResult
{
    pid_t pid = -1;
    std::string error;  ///< why it could not be started; empty if its program runs
};

/// Starts a process in the sandbox of the calling first process and waits until its program has replaced ours.
StartResult startProcess(const SandboxSpec& spec, const formats::ProcessEntry& process, const formats::UniqueFd& output,
                         const formats::UniqueFd& errors);

}  // namespace ligature::supervisor
