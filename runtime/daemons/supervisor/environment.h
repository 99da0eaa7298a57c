// The environment a process of an app starts with: nothing but what is said here (spec/runtime.md 2.4).
#pragma once

#include <map>
#include <string>

#include "runtime/daemons/supervisor/app_config.h"

namespace ligature::supervisor
{

/// `confined`: the process runs in the sandbox's own root directory, so paths are those of the sandbox. The manifest's
/// variables win over PATH; LD_LIBRARY_PATH gets the places of the app's and the framework's libraries added at its
/// end.
std::map<std::string, std::string> processEnvironment(const AppConfig& app, const formats::ProcessEntry& process,
                                                      bool confined);

/// Where a process finds its Service Directory socket.
std::string directorySocketFor(const AppConfig& app, bool confined);

}  // namespace ligature::supervisor
