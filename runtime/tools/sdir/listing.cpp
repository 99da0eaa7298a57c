#include "runtime/tools/sdir/listing.h"

#include <stdexcept>

#include <fmt/format.h>

#include "runtime/formats/protocol_versions.h"

namespace ligature::sdir
{

using nlohmann::json;

namespace
{

std::string name(const json& end)
{
    const auto app = end.find("app");
    const std::string interface = end.at("interface").get<std::string>();
    return app != end.end() ? fmt::format("{}.{}", app->get<std::string>(), interface)
                            : fmt::format("<{}>.{}", end.at("user").get<std::string>(), interface);
}

/// Of a service or client whose interface has versions: ", version 1 to 3".
std::string versions(const json& entry)
{
    if (!entry.contains("apiVersion"))
    {
        return "";
    }
    return ", version " + formats::describeVersions(
                              {entry.at("servingVersion").get<uint16_t>(), entry.at("apiVersion").get<uint16_t>()});
}

}  // namespace

json parseEnd(const std::string& text)
{
    const bool isUser = text.starts_with('<');
    const auto close = text.find('>');
    const auto dot = isUser ? (close == std::string::npos ? close : close + 1) : text.find('.');
    if (dot == std::string::npos || dot >= text.size() || text[dot] != '.' || dot + 1 == text.size())
    {
        throw std::invalid_argument(
            fmt::format("'{}' is not an interface: give APP.EXE.COMPONENT.INTERFACE, APP.INTERFACE, or <USER> in the "
                        "place of APP",
                        text));
    }
    const std::string agent = isUser ? text.substr(1, close - 1) : text.substr(0, dot);
    if (agent.empty())
    {
        throw std::invalid_argument(fmt::format("'{}' does not say whose interface it is", text));
    }
    return {{isUser ? "user" : "app", agent}, {"interface", text.substr(dot + 1)}};
}

std::string listing(const json& reply)
{
    std::string text = "BINDINGS\n\n";
    for (const json& binding : reply.at("bindings"))
    {
        text += fmt::format("        {} -> {}\n", name(binding.at("client")), name(binding.at("service")));
    }
    text += "\nSERVICES\n\n";
    for (const json& service : reply.at("services"))
    {
        text += fmt::format("        {}  (protocol ID = '{}', max message size = {} bytes{})\n",
                            name(service.at("service")), service.at("protocolId").get<std::string>(),
                            service.at("maxMessageSize").get<uint64_t>(), versions(service));
    }
    text += "\nWAITING CLIENTS\n\n";
    for (const json& client : reply.at("waiting"))
    {
        const auto service = client.find("service");
        const std::string what = service == client.end() ? "UNBOUND" : "WAITING for " + name(*service);
        text +=
            fmt::format("        [pid {:5}] {} {}  (protocol ID = '{}'{})\n", client.at("pid").get<int64_t>(),
                        name(client.at("client")), what, client.at("protocolId").get<std::string>(), versions(client));
    }
    return text + "\n";
}

std::string jsonListing(const json& reply)
{
    const json chosen{
        {"bindings", reply.at("bindings")}, {"services", reply.at("services")}, {"waiting", reply.at("waiting")}};
    return chosen.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace ligature::sdir
