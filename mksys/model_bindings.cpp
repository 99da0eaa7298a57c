// The table of bindings in force in a system (spec/definition-files.md 2.1.4).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mkapp/codes.h"
#include "mkapp/model_finder.h"
#include "mksys/codes.h"
#include "mksys/model_support.h"

namespace ligature::mksys
{
namespace
{

using mkapp::BindingTarget;
using mkapp::isUser;
using mkapp::joined;
using mkapp::spanOf;
using mkapp::userOf;

using Table = std::map<BindingClient, BindingTarget>;

void addOwnBindings(const mkapp::App& app, Table& table)
{
    const auto add = [&](const std::string& interface, const std::optional<BindingTarget>& target)
    {
        if (target)
        {
            table.insert_or_assign({BindingClient::Kind::app, app.name, interface}, *target);
        }
    };
    for (const mkapp::Executable& executable : app.executables)
    {
        for (const mkapp::ComponentInstance& instance : executable.instances)
        {
            for (const mkapp::ClientInstance& client : instance.clients)
            {
                if (!client.isDirect)
                {
                    add(client.serviceName, client.binding ? client.binding : mkapp::automaticBinding(client));
                }
            }
        }
    }
    for (const mkapp::PreBuiltInterface& client : app.preBuiltClients)
    {
        add(client.name, client.binding);
    }
    for (const auto& [interface, target] : app.wildcardBindings)
    {
        add(interface, target);
    }
}

class BindingModeller
{
public:
    BindingModeller(System& system, Diagnostics& diagnostics, Table& table)
        : system_(system), diagnostics_(diagnostics), table_(table)
    {
    }

    void model(const Entry& entry)
    {
        const auto server = target(entry);
        const auto client = clientOf(entry.client, server.has_value());
        if (!client || !server)
        {
            if (client)
            {
                system_.failedBindings.emplace(client->agent, client->interface);
            }
            return;
        }
        if (client->kind == BindingClient::Kind::user)
        {
            const auto [first, isNew] = userSpans_.try_emplace(*client, spanOf(entry.client));
            if (!isNew)
            {
                diagnostics_
                    .error(codes::kUserBoundTwice, spanOf(entry.client),
                           fmt::format("client interface '{}' is bound twice", joined(entry.client)))
                    .note(first->second, "first bound here");
                return;
            }
        }
        table_.insert_or_assign(*client, *server);
    }

private:
    /// The server end. Whether an app has the interface is checked with all other bindings.
    std::optional<BindingTarget> target(const Entry& entry)
    {
        const std::vector<Word>& parts = entry.target;
        if (parts.size() != 2 || parts[0].raw == "*")
        {
            return std::nullopt;
        }
        const Span span = spanOf(entry.client);
        if (isUser(parts[0]))
        {
            return BindingTarget{BindingTarget::Kind::user, userOf(parts[0]), parts[1].raw, span, spanOf(parts), false};
        }
        if (requireApp(system_, parts[0], diagnostics_) == nullptr)
        {
            return std::nullopt;
        }
        return BindingTarget{BindingTarget::Kind::app, parts[0].raw, parts[1].raw, span, spanOf(parts), false};
    }

    /// The client end; nothing when it is wrong (reported).
    std::optional<BindingClient> clientOf(const std::vector<Word>& parts, bool serverIsGood)
    {
        using Kind = BindingClient::Kind;
        if (parts.size() == 2 && isUser(parts[0]))
        {
            return BindingClient{Kind::user, userOf(parts[0]), parts[1].raw};
        }
        const bool isWildcard = parts.size() == 3 && parts[1].raw == "*";
        if ((parts.size() != 2 && parts.size() != 4 && !isWildcard) || isUser(parts[0]) || parts[0].raw == "*")
        {
            return std::nullopt;
        }
        SystemApp* found =
            serverIsGood ? requireApp(system_, parts[0], diagnostics_) : findApp(system_.apps, parts[0].raw);
        if (found == nullptr)
        {
            return std::nullopt;
        }
        mkapp::App& app = *found->app;
        const auto interface = parts.size() == 4 ? internalClient(app, parts) : externalClient(app, parts, isWildcard);
        return interface ? std::optional(BindingClient{Kind::app, app.name, *interface}) : std::nullopt;
    }

    std::optional<std::string> internalClient(mkapp::App& app, const std::vector<Word>& parts)
    {
        mkapp::Finder finder(app, diagnostics_);
        mkapp::Finder::Place place = finder.instance(parts[1], parts[2]);
        const mkapp::ClientInstance* client = finder.client(place, parts[3]);
        if (client == nullptr)
        {
            return std::nullopt;
        }
        if (!place.exact)
        {
            system_.failedBindings.emplace(app.name, client->serviceName);
            return std::nullopt;
        }
        if (client->isDirect)
        {
            diagnostics_
                .error(mkapp::codes::kDirectServers, parts[3].span,
                       fmt::format("client interface '{}' calls the [direct] server of its own executable",
                                   client->serviceName))
                .note(client->interface->span, "it is here");
            return std::nullopt;
        }
        return client->serviceName;
    }

    std::optional<std::string> externalClient(mkapp::App& app, const std::vector<Word>& parts, bool preBuiltOnly)
    {
        const Word& word = parts.back();
        std::vector<std::string> names;
        for (const mkapp::PreBuiltInterface& client : app.preBuiltClients)
        {
            names.push_back(client.name);
        }
        for (const auto& [interface, server] : app.wildcardBindings)
        {
            names.push_back(interface);
        }
        std::string internal;  // a client of this name that is not external
        for (const mkapp::Executable& executable : app.executables)
        {
            for (const mkapp::ComponentInstance& instance : executable.instances)
            {
                for (const mkapp::ClientInstance& client : instance.clients)
                {
                    if (client.isExtern && !preBuiltOnly)
                    {
                        names.push_back(client.serviceName);
                    }
                    else if (client.interface->name == word.raw)
                    {
                        internal = client.serviceName;
                    }
                }
            }
        }
        if (std::ranges::find(names, word.raw) != names.end())
        {
            return word.raw;
        }
        if (app.complete && !app.failedExterns.contains(word.raw))
        {
            reportUnknown(app, word, names, internal);
        }
        return std::nullopt;
    }

    void reportUnknown(const mkapp::App& app, const Word& word, const std::vector<std::string>& names,
                       const std::string& internal)
    {
        Diagnostic& error =
            diagnostics_.error(codes::kUnknownInterface, word.span,
                               fmt::format("app '{}' has no external client interface '{}'", app.name, word.raw));
        if (!internal.empty())
        {
            error.suggest(fmt::format("it has an internal one: {}.{}", app.name, internal));
            system_.failedBindings.emplace(app.name, internal);
        }
        else if (const std::string nearest = nearestName(word.raw, names); !nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
            system_.failedBindings.emplace(app.name, nearest);
        }
    }

    System& system_;
    Diagnostics& diagnostics_;
    Table& table_;
    std::map<BindingClient, Span> userSpans_;
};

}  // namespace

void modelBindings(const std::vector<const Section*>& sections, System& system, Diagnostics& diagnostics)
{
    Table table;
    for (const SystemApp& one : system.apps)
    {
        addOwnBindings(*one.app, table);
    }
    BindingModeller modeller(system, diagnostics, table);
    for (const Section* section : sections)
    {
        for (const Entry& entry : section->entries)
        {
            modeller.model(entry);
        }
    }
    for (auto& [client, server] : table)
    {
        system.bindings.push_back({client, std::move(server)});
    }
}

}  // namespace ligature::mksys
