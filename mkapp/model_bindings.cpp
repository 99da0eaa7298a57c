// How the interfaces of an app meet: `extern:` and `bindings:` of a .adef, automatic and direct bindings (spec 2.2.2,
// 2.2.4, 4.3).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

std::string joined(const std::vector<Word>& parts)
{
    std::string text;
    for (const Word& part : parts)
    {
        text += (text.empty() ? "" : ".") + part.raw;
    }
    return text;
}

/// The member of `list` called `name`; with `orNearest` also one that was probably meant.
template <class Item, class Name>
Item* findNamed(std::vector<Item>& list, const std::string& name, Name nameOf, std::string* nearest)
{
    const auto exact = std::ranges::find(list, name, nameOf);
    if (exact != list.end())
    {
        return &*exact;
    }
    std::vector<std::string> names;
    for (Item& item : list)
    {
        names.push_back(nameOf(item));
    }
    *nearest = nearestName(name, names);
    const auto near = nearest->empty() ? list.end() : std::ranges::find(list, *nearest, nameOf);
    return near != list.end() ? &*near : nullptr;
}

const std::string& executableName(const Executable& executable)
{
    return executable.name;
}
const std::string& componentName(const ComponentInstance& instance)
{
    return instance.component->name;
}
const std::string& clientName(const ClientInstance& client)
{
    return client.interface->name;
}
const std::string& serverName(const ServerInstance& server)
{
    return server.interface->name;
}

/// Finds what a dotted name exe.component.interface leads to. The first part that leads nowhere is reported. The search
/// then goes on with what was probably meant, so that the caller can leave that interface out of further complaints.
class Finder
{
public:
    Finder(App& app, Diagnostics& diagnostics) : app_(app), diagnostics_(diagnostics) {}

    struct Place
    {
        ComponentInstance* instance = nullptr;
        bool exact = true;  ///< nothing has been reported
    };

    Place instance(const Word& executableWord, const Word& componentWord)
    {
        Place place;
        std::string nearest;
        Executable* executable = findNamed(app_.executables, executableWord.raw, executableName, &nearest);
        if (executable == nullptr || executable->name != executableWord.raw)
        {
            place.exact = false;
            if (app_.complete)
            {
                report(codes::kUnknownExecutable, executableWord,
                       fmt::format("the app has no executable '{}'", executableWord.raw), nearest);
            }
        }
        if (executable == nullptr)
        {
            return place;
        }
        nearest.clear();
        place.instance = findNamed(executable->instances, componentWord.raw, componentName, &nearest);
        if (place.instance != nullptr && place.instance->component->name == componentWord.raw)
        {
            return place;
        }
        if (!executable->complete)
        {
            return {nullptr, false};  // the component may be one of those that have been reported
        }
        if (place.exact)
        {
            report(codes::kUnknownComponent, componentWord,
                   fmt::format("executable '{}' has no component '{}'", executable->name, componentWord.raw), nearest);
        }
        place.exact = false;
        return place;
    }

    ClientInstance* client(Place& place, const Word& word)
    {
        return interface(place, word, place.instance ? &place.instance->clients : nullptr, clientName, "client");
    }

    ServerInstance* server(Place& place, const Word& word)
    {
        return interface(place, word, place.instance ? &place.instance->servers : nullptr, serverName, "server");
    }

    Diagnostic& report(const Code& code, const Word& word, const std::string& message, const std::string& nearest)
    {
        Diagnostic& error = diagnostics_.error(code, word.span, message);
        if (!nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
        return error;
    }

private:
    template <class Item, class Name>
    Item* interface(Place& place, const Word& word, std::vector<Item>* list, Name nameOf, const char* side)
    {
        if (list == nullptr)
        {
            return nullptr;
        }
        std::string nearest;
        Item* found = findNamed(*list, word.raw, nameOf, &nearest);
        if (found != nullptr && found->interface->name == word.raw)
        {
            return found;
        }
        if (place.exact)
        {
            const Component& component = *place.instance->component;
            Diagnostic& error =
                report(codes::kUnknownInterface, word,
                       fmt::format("component '{}' has no {} interface '{}'", component.name, side, word.raw), nearest);
            const bool isClient =
                std::ranges::find(component.clients, word.raw, &ClientInterface::name) != component.clients.end();
            const bool isServer =
                std::ranges::find(component.servers, word.raw, &ServerInterface::name) != component.servers.end();
            if (isClient || isServer)
            {
                error.suggest(
                    fmt::format("'{}' is one of its {} interfaces", word.raw, isClient ? "client" : "server"));
            }
        }
        place.exact = false;
        return found;
    }

    App& app_;
    Diagnostics& diagnostics_;
};

// ------------------------------------------------------------------------------------------------------- extern

class ExternModeller
{
public:
    ExternModeller(ModelContext& context, App& app)
        : context_(context), diagnostics_(context.read.diagnostics), app_(app), finder_(app, context.read.diagnostics)
    {
    }

    void model(const Section& section)
    {
        for (const Entry& entry : section.entries)
        {
            if (entry.target.size() == 3)
            {
                expose(entry);
            }
        }
        for (const Section& part : section.sections)
        {
            for (const Entry& entry : part.entries)
            {
                preBuilt(entry, part.name.raw == "requires" ? app_.preBuiltClients : app_.preBuiltServers);
            }
        }
    }

private:
    bool claim(const std::string& name, Span span)
    {
        const auto [first, isNew] = names_.try_emplace(name, span);
        if (!isNew)
        {
            diagnostics_
                .error(codes::kExternNameTwice, span,
                       fmt::format("the app has two external interfaces named '{}'", name))
                .note(first->second, "first named here")
                .suggest(fmt::format("give one of them another name: other_{} = <exe>.<component>.<interface>", name));
        }
        return isNew;
    }

    void expose(const Entry& entry)
    {
        const Word& interface = entry.target[2];
        const Word& name = entry.name.empty() ? interface : entry.name[0];
        Finder::Place place = finder_.instance(entry.target[0], entry.target[1]);
        if (!place.exact)
        {
            app_.failedExterns.insert(name.raw);
        }
        if (place.instance == nullptr)
        {
            return;
        }
        const auto client = std::ranges::find(place.instance->clients, interface.raw, clientName);
        const auto server = std::ranges::find(place.instance->servers, interface.raw, serverName);
        if (client != place.instance->clients.end())
        {
            place.exact ? expose(*client, name) : void(client->bindingFailed = true);
        }
        else if (server != place.instance->servers.end())
        {
            place.exact ? expose(*server, name) : void();
        }
        else if (place.exact)
        {
            reportUnknown(*place.instance, interface);
            app_.failedExterns.insert(name.raw);
        }
    }

    void reportUnknown(ComponentInstance& instance, const Word& word)
    {
        std::vector<std::string> names;
        std::ranges::transform(instance.clients, std::back_inserter(names), clientName);
        std::ranges::transform(instance.servers, std::back_inserter(names), serverName);
        const std::string nearest = nearestName(word.raw, names);
        finder_.report(codes::kUnknownInterface, word,
                       fmt::format("component '{}' has no interface '{}'", instance.component->name, word.raw),
                       nearest);
        const auto client = std::ranges::find(instance.clients, nearest, clientName);
        if (client != instance.clients.end())
        {
            client->bindingFailed = true;
        }
    }

    template <class Instance>
    void expose(Instance& instance, const Word& name)
    {
        if (instance.isExtern)
        {
            diagnostics_
                .error(codes::kExternTwice, name.span,
                       fmt::format("the interface is already external, under the name '{}'", instance.serviceName))
                .note(instance.externSpan, "first made external here");
            return;
        }
        if (claim(name.raw, name.span))
        {
            instance.isExtern = true;
            instance.externSpan = name.span;
            instance.serviceName = name.raw;
        }
    }

    void preBuilt(const Entry& entry, std::vector<PreBuiltInterface>& result)
    {
        if (entry.values.empty())
        {
            return;
        }
        PreBuiltInterface interface;
        interface.span =
            entry.name.empty() ? entry.values[0].span : join(entry.name.front().span, entry.name.back().span);
        interface.api = findInterface(context_, entry.values[0]);
        interface.optional = hasOption(entry, "[optional]");
        interface.name = joined(entry.name);
        if (interface.api == nullptr)
        {
            app_.failedExterns.insert(entry.name.empty() ? stemOf(entry.values[0].raw, ".api") : interface.name);
            return;
        }
        if (entry.name.empty())
        {
            interface.name = ifgen::baseName(*interface.api);
        }
        if (claim(interface.name, interface.span))
        {
            result.push_back(std::move(interface));
        }
    }

    ModelContext& context_;
    Diagnostics& diagnostics_;
    App& app_;
    Finder finder_;
    std::map<std::string, Span> names_;
};

// ------------------------------------------------------------------------------------------------------ bindings

bool isUser(const Word& part)
{
    return part.raw.starts_with('<') && part.raw.ends_with('>');
}

class BindingModeller
{
public:
    BindingModeller(ModelContext& context, App& app)
        : diagnostics_(context.read.diagnostics), app_(app), finder_(app, context.read.diagnostics)
    {
    }

    void model(const Entry& entry)
    {
        const auto target = server(entry);
        const std::vector<Word>& client = entry.client;
        if (client.size() == 2 && client[0].raw == "*")
        {
            bindWildcard(entry, target);
        }
        else if (client.size() == 3)
        {
            bindNamed(entry, target);
        }
    }

private:
    /// The server end; nothing when it is wrong (reported).
    std::optional<BindingTarget> server(const Entry& entry)
    {
        const std::vector<Word>& parts = entry.target;
        const Span span = entry.client.empty() ? entry.span : join(entry.client.front().span, entry.client.back().span);
        if (parts.size() == 2)
        {
            if (parts[0].raw == "*")
            {
                return BindingTarget{BindingTarget::Kind::app, app_.name, parts[1].raw, span};
            }
            if (isUser(parts[0]))
            {
                return BindingTarget{BindingTarget::Kind::user, parts[0].raw.substr(1, parts[0].raw.size() - 2),
                                     parts[1].raw, span};
            }
            return BindingTarget{BindingTarget::Kind::app, parts[0].raw, parts[1].raw, span};
        }
        if (parts.size() != 3)
        {
            return std::nullopt;
        }
        const std::string full = joined(parts);
        if (std::ranges::find(app_.preBuiltServers, full, &PreBuiltInterface::name) != app_.preBuiltServers.end())
        {
            return BindingTarget{BindingTarget::Kind::app, app_.name, full, span};
        }
        Finder::Place place = finder_.instance(parts[0], parts[1]);
        const ServerInstance* found = finder_.server(place, parts[2]);
        if (found == nullptr || !place.exact)
        {
            return std::nullopt;
        }
        return BindingTarget{BindingTarget::Kind::app, app_.name, found->serviceName, span};
    }

    template <class Client>
    void bind(Client& client, const Entry& entry, const std::optional<BindingTarget>& target)
    {
        if (client.binding)
        {
            reportTwice(joined(entry.client), join(entry.client.front().span, entry.client.back().span),
                        client.binding->span);
            return;
        }
        client.binding = target;
        client.bindingFailed = !target;
    }

    void reportTwice(const std::string& client, Span span, Span first)
    {
        diagnostics_.error(codes::kBoundTwice, span, fmt::format("client interface '{}' is bound twice", client))
            .note(first, "first bound here");
    }

    void bindNamed(const Entry& entry, const std::optional<BindingTarget>& target)
    {
        const std::string full = joined(entry.client);
        const auto preBuilt = std::ranges::find(app_.preBuiltClients, full, &PreBuiltInterface::name);
        if (preBuilt != app_.preBuiltClients.end())
        {
            bind(*preBuilt, entry, target);
            return;
        }
        Finder::Place place = finder_.instance(entry.client[0], entry.client[1]);
        ClientInstance* client = finder_.client(place, entry.client[2]);
        if (client != nullptr && place.exact)
        {
            bind(*client, entry, target);
        }
        else if (client != nullptr)
        {
            client->bindingFailed = true;
        }
    }

    void bindWildcard(const Entry& entry, const std::optional<BindingTarget>& target)
    {
        const Word& word = entry.client[1];
        const auto preBuilt = std::ranges::find(app_.preBuiltClients, word.raw, &PreBuiltInterface::name);
        if (preBuilt != app_.preBuiltClients.end())
        {
            bind(*preBuilt, entry, target);
            return;
        }
        if (const auto first = app_.wildcardBindings.find(word.raw); first != app_.wildcardBindings.end())
        {
            reportTwice(joined(entry.client), join(entry.client[0].span, word.span), first->second.span);
            return;
        }
        if (!app_.failedExterns.contains(word.raw))
        {
            diagnostics_
                .warning(codes::kUndeclaredWildcard, word.span,
                         fmt::format("no pre-built client interface '{}' is declared", word.raw))
                .suggest(fmt::format("declare it: extern: {{ requires: {{ {}.api }} }}", word.raw));
        }
        if (target)
        {
            app_.wildcardBindings.emplace(word.raw, *target);
        }
    }

    Diagnostics& diagnostics_;
    App& app_;
    Finder finder_;
};

// ------------------------------------------------------------------------------- bindings that nobody has written

/// Clients of the framework's own services that every target offers are bound to them.
void bindAutomatically(App& app)
{
    for (Executable& executable : app.executables)
    {
        for (ComponentInstance& instance : executable.instances)
        {
            for (ClientInstance& client : instance.clients)
            {
                const std::string& name = client.interface->name;
                const bool isAutomatic = name == "le_cfg" || name == "le_wdog";
                if (isAutomatic && !client.binding && !client.bindingFailed && !client.isExtern &&
                    !client.interface->optional)
                {
                    client.binding = BindingTarget{BindingTarget::Kind::user, "root", name, {}, true};
                }
            }
        }
    }
}

/// A `[direct]` server serves the clients of its api in its own executable; they must start after it.
void bindDirect(App& app, Executable& executable, Diagnostics& diagnostics)
{
    struct Server
    {
        const ServerInstance* instance;
        size_t position;
    };
    std::map<std::string, Server> servers;
    for (size_t i = 0; i < executable.instances.size(); ++i)
    {
        for (const ServerInstance& server : executable.instances[i].servers)
        {
            if (!server.interface->direct)
            {
                continue;
            }
            const auto [first, isNew] =
                servers.try_emplace(ifgen::baseName(*server.interface->api), Server{&server, i});
            if (!isNew)
            {
                diagnostics
                    .error(
                        codes::kDirectServers, executable.span,
                        fmt::format("executable '{}' has two [direct] servers of '{}'", executable.name, first->first))
                    .note(first->second.instance->interface->span, "one is here")
                    .note(server.interface->span, "the other is here");
            }
        }
    }
    for (size_t i = 0; !servers.empty() && i < executable.instances.size(); ++i)
    {
        for (ClientInstance& client : executable.instances[i].clients)
        {
            const auto server = servers.find(ifgen::baseName(*client.interface->api));
            if (server == servers.end() || client.binding || client.bindingFailed || client.isExtern)
            {
                continue;
            }
            const std::string& clientComponent = executable.instances[i].component->name;
            const std::string& serverComponent = executable.instances[server->second.position].component->name;
            if (i < server->second.position)
            {
                client.bindingFailed = true;
                diagnostics
                    .error(codes::kDirectServers, executable.span,
                           fmt::format("component '{}' starts before '{}', whose [direct] server '{}' it uses",
                                       clientComponent, serverComponent, server->second.instance->interface->name))
                    .suggest(fmt::format("list '{}' after '{}': components start from the last listed to the first",
                                         serverComponent, clientComponent));
                continue;
            }
            client.binding =
                BindingTarget{BindingTarget::Kind::app, app.name, server->second.instance->serviceName, {}, true};
        }
    }
}

}  // namespace

void modelExterns(ModelContext& context, const std::vector<const Section*>& sections, App& app)
{
    ExternModeller modeller(context, app);
    for (const Section* section : sections)
    {
        modeller.model(*section);
    }
}

void modelBindings(ModelContext& context, const std::vector<const Section*>& sections, App& app)
{
    BindingModeller modeller(context, app);
    for (const Section* section : sections)
    {
        for (const Entry& entry : section->entries)
        {
            modeller.model(entry);
        }
    }
    bindAutomatically(app);
    for (Executable& executable : app.executables)
    {
        bindDirect(app, executable, context.read.diagnostics);
    }
}

}  // namespace ligature::mkapp
