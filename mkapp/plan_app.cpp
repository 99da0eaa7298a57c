// An app: its executables, and what its pack holds.
#include <algorithm>

#include "grammar/world.h"
#include "mkapp/manifest_words.h"
#include "mkapp/modeller.h"
#include "mkapp/planner.h"

namespace ligature::mkapp
{
namespace
{

/// Stands in for every hash until the pack is made.
const std::string kNoHash(64, '0');

formats::AppLimits limitsOf(const App& app)
{
    return {app.cpuShare,         app.maxFileSystemBytes, app.maxMemoryBytes,       app.maxMQueueBytes,
            app.maxQueuedSignals, app.maxThreads,         app.maxSecureStorageBytes};
}

std::vector<formats::RequiredObject> requiredOf(const App& app)
{
    std::vector<formats::RequiredObject> result;
    for (const RequiredObject& object : requiredObjects(app))
    {
        formats::RequiredObject entry;
        entry.kind = object.kind == RequiredObject::Kind::file        ? "file"
                     : object.kind == RequiredObject::Kind::directory ? "directory"
                                                                      : "device";
        entry.source = object.source;
        entry.destination = object.destination;
        if (object.permissions)
        {
            entry.read = object.permissions->read;
            entry.write = object.permissions->write;
            entry.execute = object.permissions->execute;
        }
        result.push_back(std::move(entry));
    }
    return result;
}

std::vector<formats::ProcessEntry> processesOf(const App& app)
{
    std::vector<formats::ProcessEntry> result;
    for (const ProcessEnvironment& environment : app.environments)
    {
        for (const Process& process : environment.processes)
        {
            formats::ProcessEntry entry;
            entry.name = process.name;
            entry.arguments = process.arguments;
            entry.arguments.insert(entry.arguments.begin(), process.executable);
            entry.variables = environment.variables;
            entry.faultAction = environment.faultAction ? wordOf(*environment.faultAction) : "";
            entry.priority = environment.priority.value_or("");
            entry.limits = {environment.maxCoreDumpFileBytes, environment.maxFileBytes, environment.maxFileDescriptors,
                            environment.maxLockedMemoryBytes, environment.maxStackBytes};
            entry.watchdogTimeout = environment.watchdogTimeout;
            entry.maxWatchdogTimeout = environment.maxWatchdogTimeout;
            entry.watchdogAction = environment.watchdogAction ? wordOf(*environment.watchdogAction) : "";
            result.push_back(std::move(entry));
        }
    }
    return result;
}

/// Sorted, each entry once.
template <typename T>
void tidy(std::vector<T>& entries)
{
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
}

void addBinding(formats::AppManifest& manifest, const std::string& clientInterface, const BindingTarget& server)
{
    manifest.bindings.push_back({{"app", manifest.name}, clientInterface, agentOf(server), server.interface});
}

void addInterfaces(const App& app, formats::AppManifest& manifest)
{
    for (const Executable& executable : app.executables)
    {
        for (const ComponentInstance& instance : executable.instances)
        {
            for (const ClientInstance& client : instance.clients)
            {
                if (client.isDirect)
                {
                    continue;  // never seen outside of its process
                }
                manifest.clients.push_back({client.serviceName, ifgen::protocolId(*client.interface->api),
                                            client.interface->optional, client.isExtern});
                if (client.binding)
                {
                    addBinding(manifest, client.serviceName, *client.binding);
                }
            }
            for (const ServerInstance& server : instance.servers)
            {
                manifest.servers.push_back(
                    {server.serviceName, ifgen::protocolId(*server.interface->api), false, server.isExtern});
            }
        }
    }
    for (const PreBuiltInterface& client : app.preBuiltClients)
    {
        manifest.clients.push_back({client.name, ifgen::protocolId(*client.api), client.optional, true});
        if (client.binding)
        {
            addBinding(manifest, client.name, *client.binding);
        }
    }
    for (const PreBuiltInterface& server : app.preBuiltServers)
    {
        manifest.servers.push_back({server.name, ifgen::protocolId(*server.api), false, true});
    }
    for (const auto& [name, server] : app.wildcardBindings)
    {
        addBinding(manifest, name, server);
    }
    tidy(manifest.clients);
    tidy(manifest.servers);
    tidy(manifest.bindings);
}

std::string versionOf(const App& app, const std::string& suffix)
{
    return app.version.empty() || suffix.empty() ? app.version + suffix : app.version + "." + suffix;
}

}  // namespace

uint32_t fileMode(const Permissions& permissions)
{
    uint32_t mode = 0640;
    mode |= permissions.execute ? 0111 : 0;
    mode |= permissions.read ? 0004 : 0;
    mode |= permissions.write ? 0002 : 0;
    return mode;
}

PackPlan appPackPlan(const App& app, const BuildSettings& settings, const std::map<std::string, std::string>& built)
{
    formats::AppManifest manifest;
    manifest.name = app.name;
    manifest.version = versionOf(app, settings.versionSuffix);
    manifest.target = settings.target;
    manifest.sandboxed = app.sandboxed;
    manifest.startManual = app.startManual;
    manifest.limits = limitsOf(app);
    manifest.username = app.username;
    manifest.capabilities = app.capabilities;
    manifest.groups = app.groups;
    manifest.tags = app.tags;
    manifest.configTrees = app.configTrees;
    manifest.watchdogTimeout = app.watchdogTimeout;
    manifest.maxWatchdogTimeout = app.maxWatchdogTimeout;
    manifest.watchdogAction = app.watchdogAction ? wordOf(*app.watchdogAction) : "";
    manifest.requires_ = requiredOf(app);
    manifest.processes = processesOf(app);
    addInterfaces(app, manifest);

    PackPlan plan;
    for (const auto& [path, file] : built)
    {
        manifest.files.push_back({path, kNoHash, 0, 0755, false});
        plan.sources[path] = file;
    }
    for (const BundledFile& file : bundledFiles(app))
    {
        if (plan.sources.emplace(file.destination, file.source).second)
        {
            manifest.files.push_back(
                {file.destination, kNoHash, 0, fileMode(file.permissions), file.permissions.write});
        }
    }
    std::sort(manifest.files.begin(), manifest.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    plan.manifest = std::move(manifest);
    return plan;
}

void Planner::planApp(const App& app, const std::string& packPath)
{
    const std::string directory = settings_.workDirectory + "/app/" + app.name;
    std::map<std::string, std::string> built;
    for (const Component* component : app.components)
    {
        const std::string& library = planComponent(*component).library;
        if (!library.empty())
        {
            built["lib/" + fileNameOf(library)] = library;
        }
    }
    for (const Executable& executable : app.executables)
    {
        const std::string path = directory + "/" + executable.name;
        built["bin/" + executable.name] = planExecutable(executable, directory, path, true).path;
    }

    PackPlan pack = appPackPlan(app, settings_, built);
    pack.path = directory + "/pack.json";
    std::vector<std::string> contents;
    for (const auto& [path, file] : pack.sources)
    {
        contents.push_back(file);
    }
    std::sort(contents.begin(), contents.end());
    contents.erase(std::unique(contents.begin(), contents.end()), contents.end());
    planPack(std::move(pack), Rule::packApp, packPath, std::move(contents));
}

}  // namespace ligature::mkapp
