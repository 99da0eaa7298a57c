#include "runtime/daemons/supervisor/limits.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ligature::supervisor
{

std::vector<ResourceLimit> resourceLimits(const formats::AppLimits& app, const formats::ProcessLimits& process,
                                          const LimitSettings& settings)
{
    constexpr uint64_t kUsualStackBytes = 8 << 20;
    const uint64_t threads = app.maxThreads.value_or(kDefaultThreads);
    std::vector<ResourceLimit> limits{
        {RLIMIT_CORE, "maxCoreDumpFileBytes", process.maxCoreDumpFileBytes.value_or(8192)},
        {RLIMIT_FSIZE, "maxFileBytes", process.maxFileBytes.value_or(90112)},
        {RLIMIT_MEMLOCK, "maxLockedMemoryBytes", process.maxLockedMemoryBytes.value_or(8192)},
        {RLIMIT_NOFILE, "maxFileDescriptors", process.maxFileDescriptors.value_or(256)},
        {RLIMIT_MSGQUEUE, "maxMQueueBytes", app.maxMQueueBytes.value_or(512)},
        {RLIMIT_SIGPENDING, "maxQueuedSignals", app.maxQueuedSignals.value_or(100)},
    };
    if (process.maxStackBytes)
    {
        limits.push_back({RLIMIT_STACK, "maxStackBytes", *process.maxStackBytes});
    }
    if (!settings.threadsByCgroup && settings.threadsCountable)
    {
        limits.push_back({RLIMIT_NPROC, "maxThreads", threads + settings.threadsBeside});
    }
    if (!settings.memoryByCgroup)
    {
        const uint64_t stacks = threads * process.maxStackBytes.value_or(kUsualStackBytes);
        limits.push_back({RLIMIT_DATA, "maxMemoryBytes", app.maxMemoryBytes.value_or(kDefaultMemoryBytes) + stacks});
    }
    return limits;
}

std::vector<std::string> setResourceLimits(const std::vector<ResourceLimit>& limits)
{
    std::vector<std::string> notes;
    for (const auto& limit : limits)
    {
        rlimit wanted{limit.value, limit.value};
        if (::setrlimit(limit.resource, &wanted) == 0)
        {
            continue;
        }
        const int error = errno;
        rlimit present{};
        ::getrlimit(limit.resource, &present);
        wanted.rlim_cur = wanted.rlim_max = std::min<rlim_t>(limit.value, present.rlim_max);
        ::setrlimit(limit.resource, &wanted);
        notes.push_back(std::string(limit.name) + " " + std::to_string(limit.value) +
                        " is more than this system allows (" + std::strerror(error) +
                        "): " + std::to_string(wanted.rlim_max) + " it is");
    }
    return notes;
}

}  // namespace ligature::supervisor
