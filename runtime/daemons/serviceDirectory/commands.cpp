#include "runtime/daemons/serviceDirectory/commands.h"

#include <sys/socket.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

namespace ligature::directory
{

namespace
{

using nlohmann::json;

constexpr size_t kManifestLimit = 16 << 20;  ///< bytes

/// A command that cannot be carried out; `what()` is the reply's message.
class Refused : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

std::string textMember(const json& object, const char* name)
{
    const auto member = object.find(name);
    if (member == object.end() || !member->is_string())
    {
        throw Refused(fmt::format("\"{}\" is missing or not a text", name));
    }
    return member->get<std::string>();
}

void checkName(const std::string& name, size_t limit)
{
    const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c > ' ' && c < 0x7f; });
    if (!printable)
    {
        throw Refused("a name has a space or a character that is not visible ASCII; it may have neither");
    }
    if (name.empty() || name.size() >= limit)
    {
        throw Refused(
            fmt::format("'{}' cannot be a name: a name of this kind has 1 to {} characters", name, limit - 1));
    }
}

Interface interfaceMember(const json& request, const char* name)
{
    const auto member = request.find(name);
    if (member == request.end() || !member->is_object())
    {
        throw Refused(fmt::format("\"{}\" is missing or not an object", name));
    }
    Interface interface;
    interface.agent.kind = member->contains("app") ? "app" : "user";
    interface.agent.name = textMember(*member, interface.agent.kind.c_str());
    interface.name = textMember(*member, "interface");
    checkName(interface.agent.name, kAgentSize - 2);
    checkName(interface.name, kNameSize);
    return interface;
}

json toJson(const Interface& interface)
{
    return {{interface.agent.kind, interface.agent.name}, {"interface", interface.name}};
}

json load(Directory& directory, const json& request)
{
    const std::string path = textMember(request, "system") + "/manifest.json";
    std::ifstream file(path, std::ios::binary);
    std::string text;
    char piece[16384];
    while (file.read(piece, sizeof(piece)) || file.gcount() > 0)
    {
        text.append(piece, static_cast<size_t>(file.gcount()));
        if (text.size() > kManifestLimit)
        {
            throw Refused(path + ": too large");
        }
    }
    if (text.empty())
    {
        throw Refused(path + ": cannot be read");
    }
    try
    {
        const formats::Manifest manifest = formats::parseManifest(text);
        const auto* system = std::get_if<formats::SystemManifest>(&manifest);
        if (system == nullptr)
        {
            throw Refused(path + ": is the manifest of an app, not of a system");
        }
        directory.setBindings(system->bindings);
        return {{"bindings", system->bindings.size()}};
    }
    catch (const formats::FormatError& error)
    {
        throw Refused(path + ": " + error.what());
    }
}

json addApp(Directory& directory, const json& request, formats::UniqueFd descriptor)
{
    const std::string name = textMember(request, "name");
    checkName(name, kAgentSize);
    const auto uid = request.find("uid");
    if (uid == request.end() || !uid->is_number_unsigned() || uid->get<uint64_t>() >= std::numeric_limits<uid_t>::max())
    {
        throw Refused("\"uid\" is missing or not a user id");
    }
    int type = 0;
    int listening = 0;
    socklen_t size = sizeof(int);
    if (!descriptor || ::getsockopt(descriptor.get(), SOL_SOCKET, SO_TYPE, &type, &size) != 0 ||
        ::getsockopt(descriptor.get(), SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) != 0 || type != SOCK_SEQPACKET ||
        listening == 0)
    {
        throw Refused("addApp needs the descriptor of a listening SOCK_SEQPACKET socket");
    }
    if (!directory.addApp(name, static_cast<uid_t>(uid->get<uint64_t>()), std::move(descriptor)))
    {
        throw Refused(fmt::format("app '{}' is known already", name));
    }
    return json::object();
}

json removeApp(Directory& directory, const json& request)
{
    const std::string name = textMember(request, "name");
    if (!directory.removeApp(name))
    {
        throw Refused(fmt::format("app '{}' is not known", name));
    }
    return json::object();
}

/// What a protocol is, into an entry of the list.
void addProtocol(const std::string& id, json& entry)
{
    entry["protocolId"] = id;
    if (const auto versioned = formats::parseVersionedProtocolId(id))
    {
        entry["servingVersion"] = versioned->versions.oldest;
        entry["apiVersion"] = versioned->versions.newest;
    }
}

json list(const Directory& directory)
{
    const Registry& registry = directory.registry();
    json reply{{"bindings", json::array()}, {"services", json::array()}, {"waiting", json::array()}};
    for (const auto& [client, binding] : registry.bindings())
    {
        reply["bindings"].push_back({{"client", toJson(client)}, {"service", toJson(binding.server)}});
    }
    for (const auto& [interface, service] : registry.services())
    {
        json entry{
            {"service", toJson(interface)}, {"pid", service.pid}, {"maxMessageSize", service.protocol.maxMessageSize}};
        addProtocol(service.protocol.id, entry);
        reply["services"].push_back(std::move(entry));
    }
    for (const Party& client : registry.waiting())
    {
        json entry{{"client", toJson(client.interface)}, {"pid", client.pid}};
        addProtocol(client.protocol.id, entry);
        const auto binding = registry.bindings().find(client.interface);
        if (binding != registry.bindings().end())
        {
            entry["service"] = toJson(binding->second.server);
        }
        reply["waiting"].push_back(std::move(entry));
    }
    return reply;
}

json dispatch(Directory& directory, const json& request, formats::UniqueFd descriptor)
{
    const std::string command = textMember(request, "command");
    if (command == "load")
    {
        return load(directory, request);
    }
    if (command == "addApp")
    {
        return addApp(directory, request, std::move(descriptor));
    }
    if (command == "removeApp")
    {
        return removeApp(directory, request);
    }
    if (command == "list")
    {
        return list(directory);
    }
    if (command == "bind")
    {
        const Interface client = interfaceMember(request, "client");
        directory.bind(client, interfaceMember(request, "server"));
        return json::object();
    }
    if (command == "unbind")
    {
        const Interface client = interfaceMember(request, "client");
        if (!directory.unbind(client))
        {
            throw Refused(fmt::format("{} is not bound", describe(client)));
        }
        return json::object();
    }
    throw Refused("unknown command");
}

}  // namespace

json carryOut(Directory& directory, const json& request, formats::UniqueFd descriptor)
{
    try
    {
        json reply = dispatch(directory, request, std::move(descriptor));
        reply["ok"] = true;
        return reply;
    }
    catch (const Refused& refused)
    {
        return {{"ok", false}, {"message", refused.what()}};
    }
}

}  // namespace ligature::directory
