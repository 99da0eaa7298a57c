// Programs that the build tools run.
#pragma once

#include <string>
#include <vector>

#include "mkapp/options.h"

namespace ligature::mkapp
{

/// Exit statuses of the build tools (design, "Diagnostics are the user interface").
enum ExitStatus
{
    kExitDone = 0,
    kExitInput = 1,
    kExitCommandLine = 2,
    kExitBuildStep = 3,
    kExitDefect = 70,
};

/// Runs ninja on the work directory's build.ninja and waits for it. 0, kExitBuildStep, or 128 + a signal's number.
int runNinja(const Options& options, const std::string& workDirectory);

/// Keeps others out of a work directory while it lives; waits for its turn. Throws WriteError when the
/// directory cannot be made or written to.
class WorkDirectoryLock
{
public:
    explicit WorkDirectoryLock(const std::string& workDirectory);
    ~WorkDirectoryLock();
    WorkDirectoryLock(const WorkDirectoryLock&) = delete;
    WorkDirectoryLock& operator=(const WorkDirectoryLock&) = delete;

private:
    int file_;
};

}  // namespace ligature::mkapp
