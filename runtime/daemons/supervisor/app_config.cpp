#include "runtime/daemons/supervisor/app_config.h"

#include <algorithm>
#include <array>

namespace ligature::supervisor
{

namespace
{

template <typename Value>
void replace(std::optional<Value>& value, const std::optional<Value>& by)
{
    if (by)
    {
        value = by;
    }
}

template <typename Value>
void replace(Value& value, const std::optional<Value>& by)
{
    if (by)
    {
        value = *by;
    }
}

/// Order of priorities; an unset one is medium. "rt1".."rt32" come after all others.
int rankOf(const std::string& priority)
{
    constexpr std::array kNames{"idle", "low", "medium", "high"};
    if (priority.rfind("rt", 0) == 0)
    {
        int level = 0;
        for (const char digit : priority.substr(2, 2))
        {
            level = level * 10 + (digit - '0');
        }
        return static_cast<int>(kNames.size()) + level;
    }
    const auto found = std::find(kNames.begin(), kNames.end(), priority.empty() ? std::string("medium") : priority);
    return static_cast<int>(found - kNames.begin());
}

}  // namespace

formats::AppManifest applyOverrides(formats::AppManifest manifest, const formats::AppOverrideEntry& overrides)
{
    replace(manifest.limits.cpuShare, overrides.limits.cpuShare);
    replace(manifest.limits.maxFileSystemBytes, overrides.limits.maxFileSystemBytes);
    replace(manifest.limits.maxMemoryBytes, overrides.limits.maxMemoryBytes);
    replace(manifest.limits.maxMQueueBytes, overrides.limits.maxMQueueBytes);
    replace(manifest.limits.maxQueuedSignals, overrides.limits.maxQueuedSignals);
    replace(manifest.limits.maxThreads, overrides.limits.maxThreads);
    replace(manifest.limits.maxSecureStorageBytes, overrides.limits.maxSecureStorageBytes);
    replace(manifest.username, overrides.username);
    replace(manifest.groups, overrides.groups);
    replace(manifest.capabilities, overrides.capabilities);
    replace(manifest.sandboxed, overrides.sandboxed);
    replace(manifest.startManual, overrides.startManual);
    replace(manifest.watchdogAction, overrides.watchdogAction);
    replace(manifest.watchdogTimeout, overrides.watchdogTimeout);
    replace(manifest.maxWatchdogTimeout, overrides.maxWatchdogTimeout);
    for (auto& process : manifest.processes)
    {
        replace(process.limits.maxCoreDumpFileBytes, overrides.processLimits.maxCoreDumpFileBytes);
        replace(process.limits.maxFileBytes, overrides.processLimits.maxFileBytes);
        replace(process.limits.maxFileDescriptors, overrides.processLimits.maxFileDescriptors);
        replace(process.limits.maxLockedMemoryBytes, overrides.processLimits.maxLockedMemoryBytes);
        replace(process.limits.maxStackBytes, overrides.processLimits.maxStackBytes);
        replace(process.faultAction, overrides.faultAction);
        if (overrides.maxPriority && rankOf(process.priority) > rankOf(*overrides.maxPriority))
        {
            process.priority = *overrides.maxPriority;
        }
    }
    return manifest;
}

std::set<std::string> settingsWithoutEffect(const formats::AppManifest& manifest)
{
    std::set<std::string> names;
    const auto note = [&](bool asked, const char* name)
    {
        if (asked)
        {
            names.insert(name);
        }
    };
    const auto noteWatchdog = [&](const auto& settings)
    {
        note(settings.watchdogTimeout.has_value(), "watchdogTimeout");
        note(settings.maxWatchdogTimeout.has_value(), "maxWatchdogTimeout");
        note(!settings.watchdogAction.empty(), "watchdogAction");
    };
    noteWatchdog(manifest);
    for (const auto& process : manifest.processes)
    {
        noteWatchdog(process);
    }
    note(manifest.limits.maxSecureStorageBytes.has_value(), "maxSecureStorageBytes");
    note(!manifest.configTrees.empty(), "configTree");
    return names;
}

}  // namespace ligature::supervisor
