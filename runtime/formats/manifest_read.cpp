// JSON to manifests. A manifest is signed data but nothing is taken on trust: what is not provably harmless is refused.
#include "runtime/formats/json_fields.h"
#include "runtime/formats/limits.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/manifest_values.h"
#include "runtime/formats/names.h"

namespace ligature::formats
{
namespace
{

using Json = nlohmann::json;

using namespace manifestValues;

constexpr int kDepth = 8;

const auto byPath = [](const auto& item) -> const std::string& { return item.path; };
const auto byName = [](const auto& item) -> const std::string& { return item.name; };
const auto byAll = [](const auto& item) -> const auto&
{
    return item;
};

FileEntry readFile(JsonObject& object)
{
    FileEntry file;
    file.path = relativePath(object, "path");
    file.hash = hash(object, "hash");
    file.size = object.natural("size", kMaxFileBytes);
    file.mode = static_cast<uint32_t>(object.natural("mode", 0777));
    file.writeable = object.booleanOrFalse("writeable");
    return file;
}

std::vector<FileEntry> readFiles(JsonObject& object)
{
    std::vector<FileEntry> files = sortedList<FileEntry>(object, "files", readFile, byPath);
    if (files.size() > kMaxFiles)
    {
        throw FormatError("manifest: it lists more than " + std::to_string(kMaxFiles) + " files");
    }
    std::map<std::string, uint64_t> sizes;
    std::set<std::string> paths;
    for (const FileEntry& file : files)
    {
        if (sizes.emplace(file.hash, file.size).first->second != file.size)
        {
            refuse("files", file.path, "has another size than a file of the same content");
        }
        paths.insert(file.path);
    }
    for (const FileEntry& file : files)
    {
        for (size_t end = file.path.find('/'); end != std::string::npos; end = file.path.find('/', end + 1))
        {
            if (paths.contains(file.path.substr(0, end)))
            {
                refuse("files", file.path.substr(0, end), "is both a file and a directory");
            }
        }
    }
    return files;
}

RequiredObject readRequired(JsonObject& object)
{
    RequiredObject required;
    required.kind = oneOf(object.place("kind"), object.text("kind"), {"file", "directory", "device"});
    required.source = checked(object.place("source"), object.text("source"), isAbsolutePath, "is not an absolute path");
    required.destination = object.text("destination");
    if (!isAbsolutePath(required.destination) && !isRelativePath(required.destination))
    {
        refuse(object.place("destination"), required.destination, "is not a safe path");
    }
    required.read = object.booleanOrFalse("read");
    required.write = object.booleanOrFalse("write");
    required.execute = object.booleanOrFalse("execute");
    return required;
}

ProcessLimits readProcessLimits(JsonObject& parent, const char* member)
{
    ProcessLimits limits;
    if (std::optional<JsonObject> object = parent.object(member))
    {
        limits.maxCoreDumpFileBytes = object->optionalNatural("maxCoreDumpFileBytes");
        limits.maxFileBytes = object->optionalNatural("maxFileBytes");
        limits.maxFileDescriptors = object->optionalNatural("maxFileDescriptors");
        limits.maxLockedMemoryBytes = object->optionalNatural("maxLockedMemoryBytes");
        limits.maxStackBytes = object->optionalNatural("maxStackBytes");
        object->finish();
    }
    return limits;
}

AppLimits readAppLimits(JsonObject& parent)
{
    AppLimits limits;
    if (std::optional<JsonObject> object = parent.object("limits"))
    {
        limits.cpuShare = object->optionalNatural("cpuShare");
        limits.maxFileSystemBytes = object->optionalNatural("maxFileSystemBytes");
        limits.maxMemoryBytes = object->optionalNatural("maxMemoryBytes");
        limits.maxMQueueBytes = object->optionalNatural("maxMQueueBytes");
        limits.maxQueuedSignals = object->optionalNatural("maxQueuedSignals");
        limits.maxThreads = object->optionalNatural("maxThreads");
        limits.maxSecureStorageBytes = object->optionalNatural("maxSecureStorageBytes");
        object->finish();
    }
    return limits;
}

ProcessEntry readProcess(JsonObject& object)
{
    ProcessEntry process;
    process.name = checked(object.place("name"), object.text("name"), isProcessName, "is not the name of a process");
    object.each("arguments", [&](const Json& value, const std::string& where)
                { process.arguments.push_back(jsonText(value, where)); });
    if (process.arguments.empty() || process.arguments[0].empty())
    {
        refuse(object.place("arguments"), process.name, "has no executable");
    }
    object.eachMember(
        "variables",
        [&](const std::string& variable, const Json& value, const std::string& where)
        {
            if (variable.empty() || variable.find('=') != std::string::npos || variable.find('\0') != std::string::npos)
            {
                refuse(object.place("variables"), variable, "is not the name of a variable");
            }
            process.variables[variable] = jsonText(value, where);
        });
    process.faultAction = wordOrEmpty(object, "faultAction", faultAction);
    process.priority = wordOrEmpty(object, "priority", priority);
    process.limits = readProcessLimits(object, "limits");
    process.watchdogTimeout = object.optionalInteger("watchdogTimeout", -1);
    process.maxWatchdogTimeout = object.optionalInteger("maxWatchdogTimeout", -1);
    process.watchdogAction = wordOrEmpty(object, "watchdogAction", watchdogAction);
    return process;
}

Agent readAgent(JsonObject& parent, const char* member)
{
    std::optional<JsonObject> object = parent.object(member);
    if (!object)
    {
        throw FormatError("manifest: " + parent.place(member) + " is missing");
    }
    Agent agent;
    agent.kind = oneOf(object->place("kind"), object->text("kind"), {"app", "user"});
    agent.name = checked(object->place("name"), object->text("name"), agent.kind == "app" ? isName : isAccountName,
                         "is not the name of an app or account");
    object->finish();
    return agent;
}

BindingEntry readBinding(JsonObject& object)
{
    BindingEntry binding;
    binding.client = readAgent(object, "client");
    binding.clientInterface = serviceName(object, "clientInterface");
    binding.server = readAgent(object, "server");
    binding.serverInterface = serviceName(object, "serverInterface");
    return binding;
}

/// The table as a whole: sorted, and no client interface bound twice.
std::vector<BindingEntry> readBindings(JsonObject& object)
{
    std::vector<BindingEntry> bindings = sortedList<BindingEntry>(object, "bindings", readBinding, byAll);
    for (size_t i = 1; i < bindings.size(); ++i)
    {
        if (bindings[i].client == bindings[i - 1].client &&
            bindings[i].clientInterface == bindings[i - 1].clientInterface)
        {
            refuse("bindings", bindings[i].client.name + "." + bindings[i].clientInterface, "is bound twice");
        }
    }
    return bindings;
}

InterfaceEntry readInterface(JsonObject& object)
{
    InterfaceEntry interface;
    interface.name = serviceName(object, "name");
    interface.protocolId = object.text("protocolId");
    if (interface.protocolId.empty() || interface.protocolId.size() > 127)
    {
        refuse(object.place("protocolId"), interface.protocolId, "is empty or longer than 127 bytes");
    }
    interface.optional = object.booleanOrFalse("optional");
    interface.isExtern = object.booleanOrFalse("extern");
    return interface;
}

AppOverrideEntry readOverrides(JsonObject& parent)
{
    AppOverrideEntry overrides;
    std::optional<JsonObject> object = parent.object("overrides");
    if (!object)
    {
        return overrides;
    }
    overrides.limits = readAppLimits(*object);
    overrides.processLimits = readProcessLimits(*object, "processLimits");
    overrides.faultAction = optionalWord(*object, "faultAction", faultAction);
    overrides.watchdogAction = optionalWord(*object, "watchdogAction", watchdogAction);
    overrides.maxPriority = optionalWord(*object, "maxPriority", priority);
    if (object->has("username"))
    {
        overrides.username = name(*object, "username");
    }
    overrides.preloaded = object->optionalText("preloaded");
    overrides.watchdogTimeout = object->optionalInteger("watchdogTimeout", -1);
    overrides.maxWatchdogTimeout = object->optionalInteger("maxWatchdogTimeout", -1);
    if (object->has("groups"))
    {
        overrides.groups = names(*object, "groups");
    }
    if (object->has("capabilities"))
    {
        overrides.capabilities = names(*object, "capabilities");
    }
    overrides.sandboxed = object->optionalBoolean("sandboxed");
    overrides.startManual = object->optionalBoolean("startManual");
    object->finish();
    return overrides;
}

SystemAppEntry readSystemApp(JsonObject& object)
{
    SystemAppEntry app;
    app.name = name(object, "name");
    app.hash = hash(object, "hash");
    app.packHash = hash(object, "packHash");
    app.packSize = object.natural("packSize");
    app.overrides = readOverrides(object);
    return app;
}

CommandEntry readCommand(JsonObject& object)
{
    CommandEntry command;
    command.name = object.text("name");
    if (!isRelativePath(command.name) || command.name.find('/') != std::string::npos)
    {
        refuse(object.place("name"), command.name, "is not the name of a command");
    }
    command.app = name(object, "app");
    command.path = object.text("path");
    if (!isAbsolutePath(command.path) && !isRelativePath(command.path))
    {
        refuse(object.place("path"), command.path, "is not a safe path");
    }
    return command;
}

AppManifest readApp(JsonObject& object)
{
    AppManifest app;
    app.name = name(object, "name");
    app.version = object.textOrEmpty("version");
    app.target = name(object, "target");
    app.sandboxed = object.boolean("sandboxed");
    app.startManual = object.booleanOrFalse("startManual");
    app.limits = readAppLimits(object);
    app.username = object.has("username") ? name(object, "username") : "";
    app.capabilities = names(object, "capabilities");
    app.groups = names(object, "groups");
    object.eachMember("tags", [&](const std::string& tag, const Json& value, const std::string& where)
                      { app.tags[tag] = jsonText(value, where); });
    object.eachMember("configTrees",
                      [&](const std::string& tree, const Json& value, const std::string& where)
                      {
                          checked(where, tree, isName, "is not the name of a tree");
                          if (!value.is_boolean())
                          {
                              refuse(where, tree, "is not true or false");
                          }
                          app.configTrees[tree] = value.get<bool>();
                      });
    app.watchdogTimeout = object.optionalInteger("watchdogTimeout", -1);
    app.maxWatchdogTimeout = object.optionalInteger("maxWatchdogTimeout", -1);
    app.watchdogAction = wordOrEmpty(object, "watchdogAction", watchdogAction);
    object.each("requires",
                [&](const Json& value, const std::string& where)
                {
                    JsonObject inner(value, where);
                    app.requires_.push_back(readRequired(inner));
                    inner.finish();
                });
    std::set<std::string> processNames;
    object.each("processes",
                [&](const Json& value, const std::string& where)
                {
                    JsonObject inner(value, where);
                    app.processes.push_back(readProcess(inner));
                    inner.finish();
                    if (!processNames.insert(app.processes.back().name).second)
                    {
                        refuse(where, app.processes.back().name, "appears twice");
                    }
                });
    app.clients = sortedList<InterfaceEntry>(object, "clients", readInterface, byName);
    app.servers = sortedList<InterfaceEntry>(object, "servers", readInterface, byName);
    app.bindings = readBindings(object);
    app.files = readFiles(object);
    return app;
}

SystemManifest readSystem(JsonObject& object)
{
    SystemManifest system;
    system.name = name(object, "name");
    system.target = name(object, "target");
    system.apps = sortedList<SystemAppEntry>(object, "apps", readSystemApp, byName);
    system.bindings = readBindings(object);
    system.commands = sortedList<CommandEntry>(object, "commands", readCommand, byName);
    system.files = readFiles(object);
    for (const FileEntry& file : system.files)
    {
        // A system's directory also holds things that are not of its files; framework files keep to their folders.
        const std::string folder = file.path.substr(0, file.path.find('/') + 1);
        if (file.writeable || (folder != "bin/" && folder != "lib/" && folder != "libexec/" && folder != "share/"))
        {
            refuse("files", file.path, "is writeable or not below bin, lib, libexec or share");
        }
    }
    return system;
}

}  // namespace

Manifest parseManifest(const std::string& text)
{
    if (text.size() > kMaxManifestBytes)
    {
        throw FormatError("manifest: it is larger than " + std::to_string(kMaxManifestBytes) + " bytes");
    }
    const Json document = parseStrictJson(text, kDepth);
    JsonObject object(document, "");
    const uint64_t format = object.natural("format");
    if (format != kManifestFormat)
    {
        throw FormatError("manifest: it has format " + std::to_string(format) + "; this version reads format " +
                          std::to_string(kManifestFormat));
    }
    const std::string kind = oneOf("kind", object.text("kind"), {"app", "system"});
    Manifest manifest = kind == "app" ? Manifest(readApp(object)) : Manifest(readSystem(object));
    object.finish();
    return manifest;
}

}  // namespace ligature::formats
