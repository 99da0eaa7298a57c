// Manifests to canonical JSON: members sorted, lists sorted by name, nothing written that has its default.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "runtime/formats/manifest.h"

namespace ligature::formats
{
namespace
{

using Json = nlohmann::json;

template <typename T>
void put(Json& object, const char* member, const std::optional<T>& value)
{
    if (value)
    {
        object[member] = *value;
    }
}

void putText(Json& object, const char* member, const std::string& value)
{
    if (!value.empty())
    {
        object[member] = value;
    }
}

void putFlag(Json& object, const char* member, bool value)
{
    if (value)
    {
        object[member] = true;
    }
}

/// Containers and objects: left out when empty.
void putContent(Json& object, const char* member, Json value)
{
    if (!value.empty())
    {
        object[member] = std::move(value);
    }
}

Json toValue(const FileEntry& file)
{
    Json object = {{"path", file.path}, {"hash", file.hash}, {"size", file.size}, {"mode", file.mode}};
    putFlag(object, "writeable", file.writeable);
    return object;
}

Json toValue(const RequiredObject& required)
{
    Json object = {{"kind", required.kind}, {"source", required.source}, {"destination", required.destination}};
    putFlag(object, "read", required.read);
    putFlag(object, "write", required.write);
    putFlag(object, "execute", required.execute);
    return object;
}

Json toValue(const ProcessLimits& limits)
{
    Json object = Json::object();
    put(object, "maxCoreDumpFileBytes", limits.maxCoreDumpFileBytes);
    put(object, "maxFileBytes", limits.maxFileBytes);
    put(object, "maxFileDescriptors", limits.maxFileDescriptors);
    put(object, "maxLockedMemoryBytes", limits.maxLockedMemoryBytes);
    put(object, "maxStackBytes", limits.maxStackBytes);
    return object;
}

Json toValue(const AppLimits& limits)
{
    Json object = Json::object();
    put(object, "cpuShare", limits.cpuShare);
    put(object, "maxFileSystemBytes", limits.maxFileSystemBytes);
    put(object, "maxMemoryBytes", limits.maxMemoryBytes);
    put(object, "maxMQueueBytes", limits.maxMQueueBytes);
    put(object, "maxQueuedSignals", limits.maxQueuedSignals);
    put(object, "maxThreads", limits.maxThreads);
    put(object, "maxSecureStorageBytes", limits.maxSecureStorageBytes);
    return object;
}

Json toValue(const ProcessEntry& process)
{
    Json object = {{"name", process.name}, {"arguments", process.arguments}};
    putContent(object, "variables", process.variables);
    putText(object, "faultAction", process.faultAction);
    putText(object, "priority", process.priority);
    putContent(object, "limits", toValue(process.limits));
    put(object, "watchdogTimeout", process.watchdogTimeout);
    put(object, "maxWatchdogTimeout", process.maxWatchdogTimeout);
    putText(object, "watchdogAction", process.watchdogAction);
    return object;
}

Json toValue(const Agent& agent)
{
    return {{"kind", agent.kind}, {"name", agent.name}};
}

Json toValue(const BindingEntry& binding)
{
    return {{"client", toValue(binding.client)},
            {"clientInterface", binding.clientInterface},
            {"server", toValue(binding.server)},
            {"serverInterface", binding.serverInterface}};
}

Json toValue(const InterfaceEntry& interface)
{
    Json object = {{"name", interface.name}, {"protocolId", interface.protocolId}};
    putFlag(object, "optional", interface.optional);
    putFlag(object, "extern", interface.isExtern);
    return object;
}

Json toValue(const AppOverrideEntry& overrides)
{
    Json object = Json::object();
    putContent(object, "limits", toValue(overrides.limits));
    putContent(object, "processLimits", toValue(overrides.processLimits));
    put(object, "faultAction", overrides.faultAction);
    put(object, "watchdogAction", overrides.watchdogAction);
    put(object, "maxPriority", overrides.maxPriority);
    put(object, "username", overrides.username);
    put(object, "preloaded", overrides.preloaded);
    put(object, "watchdogTimeout", overrides.watchdogTimeout);
    put(object, "maxWatchdogTimeout", overrides.maxWatchdogTimeout);
    put(object, "groups", overrides.groups);
    put(object, "capabilities", overrides.capabilities);
    put(object, "sandboxed", overrides.sandboxed);
    put(object, "startManual", overrides.startManual);
    return object;
}

Json toValue(const SystemAppEntry& app)
{
    Json object = {{"name", app.name}, {"hash", app.hash}, {"packHash", app.packHash}, {"packSize", app.packSize}};
    putContent(object, "overrides", toValue(app.overrides));
    return object;
}

Json toValue(const CommandEntry& command)
{
    return {{"name", command.name}, {"app", command.app}, {"path", command.path}};
}

template <typename T, typename Key>
Json sortedList(std::vector<T> items, Key key)
{
    std::stable_sort(items.begin(), items.end(), [&](const T& a, const T& b) { return key(a) < key(b); });
    Json list = Json::array();
    for (const T& item : items)
    {
        list.push_back(toValue(item));
    }
    return list;
}

const auto byPath = [](const auto& item) -> const std::string& { return item.path; };
const auto byName = [](const auto& item) -> const std::string& { return item.name; };
const auto byAll = [](const auto& item) -> const auto&
{
    return item;
};

std::string toText(const Json& object, const std::string& name)
{
    try
    {
        return object.dump();
    }
    catch (const Json::exception&)
    {
        throw FormatError("manifest of " + name + ": a name or text in it is not valid UTF-8");
    }
}

}  // namespace

std::string toJson(const AppManifest& manifest)
{
    Json object = {{"format", kManifestFormat},
                   {"kind", "app"},
                   {"name", manifest.name},
                   {"target", manifest.target},
                   {"sandboxed", manifest.sandboxed}};
    putText(object, "version", manifest.version);
    putFlag(object, "startManual", manifest.startManual);
    putContent(object, "limits", toValue(manifest.limits));
    putText(object, "username", manifest.username);
    putContent(object, "capabilities", manifest.capabilities);
    putContent(object, "groups", manifest.groups);
    putContent(object, "tags", manifest.tags);
    putContent(object, "configTrees", manifest.configTrees);
    put(object, "watchdogTimeout", manifest.watchdogTimeout);
    put(object, "maxWatchdogTimeout", manifest.maxWatchdogTimeout);
    putText(object, "watchdogAction", manifest.watchdogAction);
    Json required = Json::array();
    for (const RequiredObject& entry : manifest.requires_)
    {
        required.push_back(toValue(entry));
    }
    putContent(object, "requires", std::move(required));
    Json processes = Json::array();
    for (const ProcessEntry& process : manifest.processes)
    {
        processes.push_back(toValue(process));
    }
    putContent(object, "processes", std::move(processes));
    putContent(object, "clients", sortedList(manifest.clients, byName));
    putContent(object, "servers", sortedList(manifest.servers, byName));
    putContent(object, "bindings", sortedList(manifest.bindings, byAll));
    putContent(object, "files", sortedList(manifest.files, byPath));
    return toText(object, manifest.name);
}

std::string toJson(const SystemManifest& manifest)
{
    Json object = {
        {"format", kManifestFormat}, {"kind", "system"}, {"name", manifest.name}, {"target", manifest.target}};
    putContent(object, "apps", sortedList(manifest.apps, byName));
    putContent(object, "bindings", sortedList(manifest.bindings, byAll));
    putContent(object, "commands", sortedList(manifest.commands, byName));
    putContent(object, "files", sortedList(manifest.files, byPath));
    return toText(object, manifest.name);
}

}  // namespace ligature::formats
