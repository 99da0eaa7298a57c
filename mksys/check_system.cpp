// Stage "check" of a system (spec/definition-files.md 4.5).
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_map>

#include "mkapp/check_apis.h"
#include "mksys/codes.h"
#include "mksys/modeller.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::mksys
{
namespace
{

struct Client
{
    const ifgen::Interface* api = nullptr;
    Span requiredHere;  ///< in the component, or where a pre-built one is declared
    bool optional = false;
};

struct Server
{
    const ifgen::Interface* api = nullptr;
    Span providedHere;
    bool isExtern = false;
};

/// What an app offers and needs, by service name.
struct AppIndex
{
    const SystemApp* app = nullptr;
    std::unordered_map<std::string, Client> clients;
    std::unordered_map<std::string, Server> servers;

    uint32_t runGroup() const { return app->overrides.runGroup.value_or(app->app->runGroup.value_or(0)); }
};

AppIndex indexOf(const SystemApp& one)
{
    AppIndex index;
    index.app = &one;
    for (const mkapp::Executable& executable : one.app->executables)
    {
        for (const mkapp::ComponentInstance& instance : executable.instances)
        {
            for (const mkapp::ClientInstance& client : instance.clients)
            {
                index.clients[client.serviceName] = {client.interface->api, client.interface->span,
                                                     client.interface->optional};
            }
            for (const mkapp::ServerInstance& server : instance.servers)
            {
                index.servers[server.serviceName] = {server.interface->api, server.interface->span, server.isExtern};
            }
        }
    }
    for (const mkapp::PreBuiltInterface& client : one.app->preBuiltClients)
    {
        index.clients[client.name] = {client.api, client.span, client.optional};
    }
    for (const mkapp::PreBuiltInterface& server : one.app->preBuiltServers)
    {
        index.servers[server.name] = {server.api, server.span, true};
    }
    return index;
}

class SystemCheck
{
public:
    SystemCheck(const System& system, Diagnostics& diagnostics) : system_(system), diagnostics_(diagnostics)
    {
        for (const SystemApp& one : system.apps)
        {
            apps_.emplace(one.app->name, indexOf(one));
        }
    }

    void run()
    {
        for (const SystemBinding& binding : system_.bindings)
        {
            checkBinding(binding);
        }
        for (const SystemApp& one : system_.apps)
        {
            mkapp::checkApp(*one.app, diagnostics_, false);
            checkBound(*one.app);
        }
    }

private:
    const AppIndex* find(const std::string& app) const
    {
        const auto found = apps_.find(app);
        return found != apps_.end() ? &found->second : nullptr;
    }

    void checkBinding(const SystemBinding& binding)
    {
        const mkapp::BindingTarget& target = binding.server;
        if (target.kind != mkapp::BindingTarget::Kind::app)
        {
            return;  // what users offer is known only on the target
        }
        const AppIndex* serverApp = find(target.agent);
        if (serverApp == nullptr)
        {
            reportUnknownApp(target);
            return;
        }
        const AppIndex* clientApp =
            binding.client.kind == BindingClient::Kind::app ? find(binding.client.agent) : nullptr;
        const auto server = serverApp->servers.find(target.interface);
        const bool isVisible =
            server != serverApp->servers.end() && (server->second.isExtern || clientApp == serverApp);
        if (!isVisible)
        {
            reportUnknownServer(*serverApp, target);
            return;
        }
        const auto client = clientApp != nullptr ? clientApp->clients.find(binding.client.interface)
                                                 : std::unordered_map<std::string, Client>::const_iterator();
        if (clientApp == nullptr || client == clientApp->clients.end())
        {
            return;  // a client of a user, or a pre-built one that is not declared: its api is not known
        }
        checkApis(binding, client->second, server->second);
        checkRunGroups(binding, *clientApp, client->second, *serverApp);
    }

    void reportUnknownApp(const mkapp::BindingTarget& target)
    {
        if (system_.failedApps.contains(target.agent))
        {
            return;
        }
        Diagnostic& error = diagnostics_.error(codes::kUnknownApp, target.serverSpan,
                                               fmt::format("the system has no app '{}'", target.agent));
        std::vector<std::string> names;
        for (const SystemApp& one : system_.apps)
        {
            names.push_back(one.app->name);
        }
        if (const std::string nearest = nearestName(target.agent, names); !nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
    }

    void reportUnknownServer(const AppIndex& index, const mkapp::BindingTarget& target)
    {
        const mkapp::App& app = *index.app->app;
        const bool mayBeMissing =
            target.preBuilt || !app.complete || app.failedExterns.contains(target.interface) ||
            std::ranges::any_of(app.executables, [](const mkapp::Executable& one) { return !one.complete; });
        if (mayBeMissing)
        {
            return;
        }
        Diagnostic& error = diagnostics_.error(
            codes::kUnknownInterface, target.serverSpan,
            fmt::format("app '{}' has no external server interface '{}'", app.name, target.interface));
        std::vector<std::string> external;
        std::string internal;
        for (const auto& [name, server] : index.servers)
        {
            if (server.isExtern)
            {
                external.push_back(name);
            }
            else if (name == target.interface || name.ends_with("." + target.interface))
            {
                internal = internal.empty() ? name : std::min(internal, name);
            }
        }
        std::ranges::sort(external);
        if (!internal.empty())
        {
            error.suggest(fmt::format("add to extern of '{}':   {}", fileNameOf(app.definition), internal));
        }
        else if (const std::string nearest = nearestName(target.interface, external); !nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
        else if (!external.empty())
        {
            error.suggest(fmt::format("it has: {}", fmt::join(external, ", ")));
        }
    }

    static std::string nameOf(const BindingClient& client)
    {
        const bool isApp = client.kind == BindingClient::Kind::app;
        return fmt::format("{}{}{}.{}", isApp ? "" : "<", client.agent, isApp ? "" : ">", client.interface);
    }

    void checkApis(const SystemBinding& binding, const Client& client, const Server& server)
    {
        mkapp::checkApis(
            {client.api, nameOf(binding.client), client.requiredHere},
            {server.api, fmt::format("{}.{}", binding.server.agent, binding.server.interface), server.providedHere},
            binding.server.span, codes::kDifferentApis, diagnostics_);
    }

    void checkRunGroups(const SystemBinding& binding, const AppIndex& clientApp, const Client& client,
                        const AppIndex& serverApp)
    {
        if (client.optional || serverApp.runGroup() == 0 || serverApp.runGroup() == clientApp.runGroup())
        {
            return;
        }
        diagnostics_.error(
            codes::kRunGroups, binding.server.span,
            fmt::format("client '{}' is in run group {}, its server '{}.{}' in run group {}", nameOf(binding.client),
                        clientApp.runGroup(), binding.server.agent, binding.server.interface, serverApp.runGroup()));
    }

    // ------------------------------------------------------------------------------------------------- unbound

    bool isBound(const std::string& app, const std::string& interface) const
    {
        const BindingClient client{BindingClient::Kind::app, app, interface};
        const auto found = std::ranges::lower_bound(system_.bindings, client, {}, &SystemBinding::client);
        return (found != system_.bindings.end() && found->client == client) ||
               system_.failedBindings.contains({app, interface});
    }

    void checkBound(const mkapp::App& app)
    {
        if (!app.complete || !system_.complete)
        {
            return;  // the binding may stand where the file could not be understood
        }
        for (const mkapp::Executable& executable : app.executables)
        {
            for (const mkapp::ComponentInstance& instance : executable.instances)
            {
                for (const mkapp::ClientInstance& client : instance.clients)
                {
                    if (!client.interface->optional && !client.bindingFailed && !client.isDirect &&
                        !isBound(app.name, client.serviceName))
                    {
                        reportUnbound(app, executable, instance, client);
                    }
                }
            }
        }
        for (const mkapp::PreBuiltInterface& client : app.preBuiltClients)
        {
            if (!client.optional && !client.bindingFailed && !isBound(app.name, client.name))
            {
                const std::string name = fmt::format("{}.{}", app.name, client.name);
                diagnostics_
                    .error(codes::kUnbound, client.span,
                           fmt::format("client interface '{}' is not bound to a server", name))
                    .suggest(cure(name, client.api));
            }
        }
    }

    void reportUnbound(const mkapp::App& app, const mkapp::Executable& executable,
                       const mkapp::ComponentInstance& instance, const mkapp::ClientInstance& client)
    {
        const std::string full =
            fmt::format("{}.{}.{}.{}", app.name, executable.name, instance.component->name, client.interface->name);
        const std::string name = client.isExtern ? fmt::format("{}.{}", app.name, client.serviceName) : full;
        Diagnostic& error =
            client.isExtern
                ? diagnostics_.error(codes::kUnbound, client.externSpan,
                                     fmt::format("client interface '{}' ({}) is not bound to a server", name, full))
                : diagnostics_.error(codes::kUnbound, executable.span,
                                     fmt::format("client interface '{}' is not bound to a server", name));
        error.note(client.interface->span, "required here").suggest(cure(name, client.interface->api));
    }

    /// The line to add, and who could be the server.
    std::string cure(const std::string& client, const ifgen::Interface* api)
    {
        constexpr size_t kMostNamed = 3;
        std::string text = fmt::format("add to bindings:   {} -> <app>.<interface>", client);
        const std::vector<std::string> servers = serversOf(*api);
        for (size_t i = 0; i < std::min(servers.size(), kMostNamed); ++i)
        {
            text += fmt::format("{}{}", i == 0 ? "      (" : ", ", servers[i]);
        }
        if (!servers.empty())
        {
            text += fmt::format("{} the same api)", servers.size() > kMostNamed ? " and others have"
                                                    : servers.size() > 1        ? " have"
                                                                                : " has");
        }
        return text;
    }

    /// External servers that a client of the api works together with, sorted.
    std::vector<std::string> serversOf(const ifgen::Interface& api)
    {
        if (serversByProtocol_.empty())
        {
            for (const auto& [app, index] : apps_)
            {
                for (const auto& [name, server] : index.servers)
                {
                    if (server.isExtern)
                    {
                        serversByProtocol_[ifgen::protocolId(*server.api)].push_back(fmt::format("{}.{}", app, name));
                    }
                }
            }
        }
        std::vector<std::string> found;
        const std::string wanted = ifgen::protocolId(api);
        for (const auto& [protocol, servers] : serversByProtocol_)
        {
            if (formats::workTogether(wanted, protocol))
            {
                found.insert(found.end(), servers.begin(), servers.end());
            }
        }
        std::ranges::sort(found);
        return found;
    }

    const System& system_;
    Diagnostics& diagnostics_;
    std::unordered_map<std::string, AppIndex> apps_;
    std::unordered_map<std::string, std::vector<std::string>> serversByProtocol_;  // filled when first asked
};

}  // namespace

void checkSystem(const System& system, Diagnostics& diagnostics)
{
    SystemCheck(system, diagnostics).run();
}

}  // namespace ligature::mksys
