// What the templates of generated sources are given.
#include <algorithm>

#include "mkapp/emit.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

using Json = TemplateData;

/// A C string literal: everything but plain characters in octal.
std::string literal(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\' || c == '?' || byte < 0x20 || byte >= 0x7f)
        {
            const char digits[] = {'\\', static_cast<char>('0' + (byte >> 6)),
                                   static_cast<char>('0' + ((byte >> 3) & 7)), static_cast<char>('0' + (byte & 7))};
            result.append(digits, sizeof digits);
        }
        else
        {
            result += c;
        }
    }
    return result + "\"";
}

std::string render(const InterfacesHeaderText& text, const Templates& templates)
{
    return templates.render("component/interfaces.h", {{"component", text.component}, {"headers", text.headers}});
}

std::string render(const ComponentMainText& text, const Templates& templates)
{
    Json clients = Json::array();
    Json servers = Json::array();
    Json names = Json::array();
    for (const auto& client : text.clients)
    {
        clients.push_back({{"name", client.name}, {"connect", client.connect}});
        names.push_back({{"name", client.name}, {"literal", literal(client.name)}});
    }
    for (const auto& server : text.servers)
    {
        servers.push_back({{"name", server.name}, {"advertise", server.advertise}});
        names.push_back({{"name", server.name}, {"literal", literal(server.name)}});
    }
    const bool hasNames = !names.empty();
    const bool hasPrototypes =
        !text.clients.empty() || std::ranges::any_of(text.servers, &ComponentMainText::Server::advertise);
    return templates.render("component/_componentMain.c", {{"component", text.component},
                                                           {"clients", clients},
                                                           {"servers", servers},
                                                           {"names", names},
                                                           {"external", hasNames && !text.standAlone},
                                                           {"alone", hasNames && text.standAlone},
                                                           {"hasServers", !text.servers.empty()},
                                                           {"hasPrototypes", hasPrototypes}});
}

std::string render(const ExecutableMainText& text, const Templates& templates)
{
    Json services = Json::array();
    for (const auto& service : text.services)
    {
        services.push_back(
            {{"symbol", service.symbol}, {"literal", service.isDirect ? "NULL" : literal(service.name)}});
    }
    Json libraries = Json::array();
    for (const std::string& library : text.libraries)
    {
        libraries.push_back(literal(library));
    }
    return templates.render("component/_main.c", {{"executable", literal(text.executable)},
                                                  {"component", text.component},
                                                  {"services", services},
                                                  {"hasServices", !text.services.empty()},
                                                  {"libraries", libraries},
                                                  {"hasLibraries", !text.libraries.empty()},
                                                  {"hasSources", text.hasSources}});
}

std::string render(const ApiText& text, const Templates& templates)
{
    return ifgen::generateC(*text.api, text.file, text.options, templates).text;
}

}  // namespace

std::string generatedText(const FilePlan& file, const Templates& templates)
{
    return std::visit([&](const auto& content) { return render(content, templates); }, file.content);
}

}  // namespace ligature::mkapp
