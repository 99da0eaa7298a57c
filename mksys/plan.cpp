#include "mksys/plan.h"

#include <algorithm>

#include "mkapp/manifest_words.h"
#include "mkapp/words.h"

namespace ligature::mksys
{
namespace
{

/// Stands in for every hash until the pack is made.
const std::string kNoHash(64, '0');

/// Where the framework's library is in a system.
constexpr const char* kLibraryPath = "lib/liblegato.so";

formats::AppOverrideEntry overridesOf(const AppOverrides& from)
{
    formats::AppOverrideEntry entry;
    entry.limits = {from.cpuShare,         from.maxFileSystemBytes, from.maxMemoryBytes,       from.maxMQueueBytes,
                    from.maxQueuedSignals, from.maxThreads,         from.maxSecureStorageBytes};
    entry.processLimits = {from.maxCoreDumpFileBytes, from.maxFileBytes, from.maxFileDescriptors,
                           from.maxLockedMemoryBytes, from.maxStackBytes};
    if (from.faultAction)
    {
        entry.faultAction = mkapp::wordOf(*from.faultAction);
    }
    if (from.watchdogAction)
    {
        entry.watchdogAction = mkapp::wordOf(*from.watchdogAction);
    }
    entry.maxPriority = from.maxPriority;
    entry.username = from.username;
    entry.preloaded = from.preloaded;
    entry.watchdogTimeout = from.watchdogTimeout;
    entry.maxWatchdogTimeout = from.maxWatchdogTimeout;
    entry.groups = from.groups;
    entry.capabilities = from.capabilities;
    entry.sandboxed = from.sandboxed;
    entry.startManual = from.startManual;
    return entry;
}

void addWords(std::vector<std::string>& words, const std::vector<std::string>& flags)
{
    for (const std::string& flag : flags)
    {
        const auto pieces = mkapp::splitWords(flag).value_or(std::vector<std::string>{flag});
        words.insert(words.end(), pieces.begin(), pieces.end());
    }
}

}  // namespace

mkapp::Toolchain flagsOf(const System& system)
{
    mkapp::Toolchain flags;
    addWords(flags.cflags, system.cflags);
    addWords(flags.cxxflags, system.cxxflags);
    addWords(flags.ldflags, system.ldflags);
    return flags;
}

formats::SystemManifest manifestOf(const System& system, const std::string& target)
{
    formats::SystemManifest manifest;
    manifest.name = system.name;
    manifest.target = target;
    for (const SystemApp& app : system.apps)
    {
        manifest.apps.push_back({app.app->name, kNoHash, kNoHash, 0, overridesOf(app.overrides)});
    }
    std::sort(manifest.apps.begin(), manifest.apps.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const SystemBinding& binding : system.bindings)
    {
        const bool isApp = binding.client.kind == BindingClient::Kind::app;
        manifest.bindings.push_back({{isApp ? "app" : "user", binding.client.agent},
                                     binding.client.interface,
                                     mkapp::agentOf(binding.server),
                                     binding.server.interface});
    }
    std::sort(manifest.bindings.begin(), manifest.bindings.end());
    for (const Command& command : system.commands)
    {
        manifest.commands.push_back({command.name, command.app, command.path.substr(1)});
    }
    manifest.files.push_back({kLibraryPath, kNoHash, 0, 0755, false});
    return manifest;
}

mkapp::Plan planSystem(const System& system, const mkapp::BuildSettings& settings)
{
    mkapp::Planner planner(settings);
    mkapp::PackPlan pack;
    std::vector<std::string> contents;
    for (const SystemApp& app : system.apps)
    {
        const std::string& name = app.app->name;
        const std::string path =
            settings.workDirectory + "/app/" + name + "/" + name + "." + settings.target + ".update";
        planner.planApp(*app.app, path);
        pack.appPacks[name] = path;
        contents.push_back(path);
    }
    const std::string library = settings.install.lib() + "/liblegato.so";
    contents.push_back(library);
    pack.path = settings.workDirectory + "/system.json";
    pack.manifest = manifestOf(system, settings.target);
    pack.sources = {{kLibraryPath, library}};
    planner.planPack(std::move(pack), mkapp::Rule::packSystem,
                     settings.outputDirectory + "/" + system.name + "." + settings.target + ".update",
                     std::move(contents));
    return planner.take();
}

}  // namespace ligature::mksys
