// Questions that later stages ask the model.
#include <map>

#include "mkapp/modeller.h"

namespace ligature::mkapp
{

std::vector<BundledFile> bundledFiles(const App& app)
{
    std::map<std::string, const BundledFile*> byDestination;
    for (const BundledFile& file : app.bundles)
    {
        byDestination.emplace(file.destination, &file);
    }
    for (const Component* component : app.components)
    {
        for (const BundledFile& file : component->bundles)
        {
            byDestination.emplace(file.destination, &file);
        }
    }
    std::vector<BundledFile> result;
    result.reserve(byDestination.size());
    for (const auto& [destination, file] : byDestination)
    {
        result.push_back(*file);
    }
    return result;
}

std::vector<RequiredObject> requiredObjects(const App& app)
{
    std::vector<RequiredObject> result;
    for (const Component* component : app.components)
    {
        result.insert(result.end(), component->requires_.begin(), component->requires_.end());
    }
    result.insert(result.end(), app.requires_.begin(), app.requires_.end());
    return result;
}

AppLimits effectiveLimits(const App& app)
{
    return {.cpuShare = app.cpuShare.value_or(1024),
            .maxFileSystemBytes = app.maxFileSystemBytes.value_or(131'072),
            .maxMemoryBytes = app.maxMemoryBytes.value_or(40'960'000),
            .maxMQueueBytes = app.maxMQueueBytes.value_or(512),
            .maxQueuedSignals = app.maxQueuedSignals.value_or(100),
            .maxThreads = app.maxThreads.value_or(20),
            .maxSecureStorageBytes = app.maxSecureStorageBytes.value_or(8192)};
}

ProcessLimits effectiveLimits(const ProcessEnvironment& environment)
{
    return {.maxCoreDumpFileBytes = environment.maxCoreDumpFileBytes.value_or(102'400),
            .maxFileBytes = environment.maxFileBytes.value_or(102'400),
            .maxFileDescriptors = environment.maxFileDescriptors.value_or(256),
            .maxLockedMemoryBytes = environment.maxLockedMemoryBytes.value_or(8192),
            .maxStackBytes = environment.maxStackBytes};
}

}  // namespace ligature::mkapp
