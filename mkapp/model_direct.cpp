// `[direct]` servers: which clients of their executable call them without messages, and that they start first
// (spec/definition-files.md 4.3).
#include <fmt/format.h>

#include <map>
#include <set>

#include "ifgen/library.h"
#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

struct DirectServer
{
    const ServerInstance* instance;
    const Component* component;
};

using DirectServers = std::map<std::string, DirectServer>;

/// By the base names of their apis.
DirectServers directServers(const Executable& executable, Diagnostics& diagnostics)
{
    DirectServers servers;
    for (const ComponentInstance& instance : executable.instances)
    {
        for (const ServerInstance& server : instance.servers)
        {
            if (!server.interface->direct)
            {
                continue;
            }
            const auto [first, isNew] =
                servers.try_emplace(ifgen::baseName(*server.interface->api), DirectServer{&server, instance.component});
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
    return servers;
}

void reportAsync(const Executable& executable, const ClientInstance& client, const ServerInstance& server,
                 Diagnostics& diagnostics)
{
    diagnostics
        .error(codes::kDirectAsync, executable.span,
               fmt::format("executable '{}' has a [direct] server of '{}', which its client cannot call asynchronously",
                           executable.name, ifgen::baseName(*client.interface->api)))
        .note(client.interface->span, "the client asks for [async] here")
        .note(server.interface->span, "the server offers [direct] here")
        .suggest("leave one of the two options out, or bind the client to a server of another executable");
}

/// Other forms of an interface, from files of the same name, can be joined by messages at most.
bool haveSameFunctions(const ifgen::Interface& left, const ifgen::Interface& right)
{
    return &left == &right ||
           (ifgen::protocolId(left) == ifgen::protocolId(right) && ifgen::meaningId(left) == ifgen::meaningId(right));
}

using Order = std::map<const Component*, std::set<const Component*>>;

/// Puts the instances into an order in which everything starts after what it needs, and otherwise as it was.
class Sorter
{
public:
    Sorter(Executable& executable, const Order& servers, Diagnostics& diagnostics)
        : executable_(executable), servers_(servers), diagnostics_(diagnostics)
    {
    }

    void run()
    {
        std::vector<ComponentInstance> instances = std::move(executable_.instances);
        executable_.instances.clear();
        for (ComponentInstance& instance : instances)
        {
            waiting_.emplace(instance.component, &instance);
        }
        for (const ComponentInstance& instance : instances)
        {
            place(*instance.component);
        }
    }

private:
    void place(const Component& component)
    {
        const auto found = waiting_.find(&component);
        if (found == waiting_.end())
        {
            return;
        }
        if (!open_.insert(&component).second)
        {
            reportCircle(component);
            return;
        }
        for (auto at = component.dependencies.rbegin(); at != component.dependencies.rend(); ++at)
        {
            place(*at->component);
        }
        if (const auto servers = servers_.find(&component); servers != servers_.end())
        {
            // In the order of the instances, not of addresses.
            for (const auto& [position, server] : positions(servers->second))
            {
                place(*server);
            }
        }
        executable_.instances.push_back(std::move(*found->second));
        waiting_.erase(&component);
        open_.erase(&component);
    }

    std::map<const ComponentInstance*, const Component*> positions(const std::set<const Component*>& components) const
    {
        std::map<const ComponentInstance*, const Component*> result;
        for (const Component* component : components)
        {
            if (const auto found = waiting_.find(component); found != waiting_.end())
            {
                result.emplace(found->second, component);
            }
        }
        return result;
    }

    void reportCircle(const Component& component)
    {
        diagnostics_
            .error(codes::kDirectServers, executable_.span,
                   fmt::format("component '{}' would have to start before itself: what it needs calls it directly",
                               component.name))
            .suggest("remove [direct] from one of the servers in the circle");
    }

    Executable& executable_;
    const Order& servers_;
    Diagnostics& diagnostics_;
    std::map<const Component*, ComponentInstance*> waiting_;
    std::set<const Component*> open_;
};

}  // namespace

void modelDirect(Executable& executable, const std::string& app, Diagnostics& diagnostics)
{
    const DirectServers servers = directServers(executable, diagnostics);
    if (servers.empty())
    {
        return;
    }
    Order before;
    for (ComponentInstance& instance : executable.instances)
    {
        for (ClientInstance& client : instance.clients)
        {
            const auto server = servers.find(ifgen::baseName(*client.interface->api));
            if (server == servers.end() || client.binding || client.bindingFailed || client.isExtern ||
                !haveSameFunctions(*client.interface->api, *server->second.instance->interface->api))
            {
                continue;
            }
            if (client.interface->async)
            {
                reportAsync(executable, client, *server->second.instance, diagnostics);
                client.bindingFailed = true;
                continue;
            }
            client.isDirect = true;
            client.binding =
                BindingTarget{BindingTarget::Kind::app, app, server->second.instance->serviceName, {}, {}, false};
            if (server->second.component != instance.component)
            {
                before[instance.component].insert(server->second.component);
            }
        }
    }
    Sorter(executable, before, diagnostics).run();
}

}  // namespace ligature::mkapp
