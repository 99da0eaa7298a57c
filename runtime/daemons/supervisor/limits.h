// Resource limits of an app's processes (spec/runtime.md 4.5): which, and setting them.
#pragma once

#include <sys/resource.h>

#include <string>
#include <vector>

#include "runtime/formats/manifest.h"

namespace ligature::supervisor
{

inline constexpr uint64_t kDefaultMemoryBytes = 40'960'000;
inline constexpr uint64_t kDefaultThreads = 20;
inline constexpr uint64_t kDefaultCpuShare = 1024;
inline constexpr uint64_t kDefaultFileSystemBytes = 131'072;

struct ResourceLimit
{
    int resource;      ///< RLIMIT_*
    const char* name;  ///< as in definition files
    uint64_t value;
};

struct LimitSettings
{
    bool memoryByCgroup = false;   ///< else by RLIMIT_DATA
    bool threadsByCgroup = false;  ///< else by RLIMIT_NPROC
    bool threadsCountable = true;  ///< whether RLIMIT_NPROC counts this app alone
    unsigned threadsBeside = 0;    ///< threads that count but are not the app's
};

/// The limits of one process with all defaults filled in. Without a memory cgroup the data of a process is limited to
/// maxMemoryBytes plus the stacks of maxThreads threads, which count as data as soon as they are reserved.
std::vector<ResourceLimit> resourceLimits(const formats::AppLimits& app, const formats::ProcessLimits& process,
                                          const LimitSettings& settings);

/// Sets soft and hard limits of the calling process. What the system does not allow is set as high as it does, and
/// reported: one text per such limit.
std::vector<std::string> setResourceLimits(const std::vector<ResourceLimit>& limits);

}  // namespace ligature::supervisor
