#include "runtime/daemons/serviceDirectory/registry.h"

#include <algorithm>

#include <fmt/format.h>

namespace ligature::directory
{

std::string describe(const Interface& interface)
{
    return interface.agent.kind == "app" ? fmt::format("{}.{}", interface.agent.name, interface.name)
                                         : fmt::format("<{}>.{}", interface.agent.name, interface.name);
}

namespace
{

Effect answer(ConnectionId connection, Result result, std::string reason = {})
{
    return {Effect::What::Answer, connection, 0, result, std::move(reason)};
}

/// The largest messages are part of a protocol without versions; they may differ between versions.
bool workTogether(const Protocol& client, const Protocol& server)
{
    return formats::workTogether(client.id, server.id) &&
           (client.maxMessageSize == server.maxMessageSize || formats::parseVersionedProtocolId(client.id));
}

std::string describe(const Protocol& protocol)
{
    if (const auto versioned = formats::parseVersionedProtocolId(protocol.id))
    {
        return fmt::format("'{}' in version {}", versioned->name, formats::describeVersions(versioned->versions));
    }
    return fmt::format("protocol '{}' with messages of {} bytes", protocol.id, protocol.maxMessageSize);
}

}  // namespace

/// What happens to a client now. `Wait` with a reason: it lacks a binding.
Effect Registry::decide(const Party& client) const
{
    const auto binding = bindings_.find(client.interface);
    if (binding == bindings_.end())
    {
        return {Effect::What::Wait, client.connection, 0, Result::NotPermitted,
                fmt::format("client {} (pid {}) is not bound to a server", describe(client.interface), client.pid)};
    }
    const auto service = services_.find(binding->second.server);
    if (service == services_.end())
    {
        return {Effect::What::Wait, client.connection, 0, Result::Unavailable, {}};
    }
    if (!workTogether(client.protocol, service->second.protocol))
    {
        return {Effect::What::Answer, client.connection, service->second.connection, Result::Fault,
                fmt::format("client {} (pid {}) speaks {}, but server {} (pid {}) speaks {}",
                            describe(client.interface), client.pid, describe(client.protocol), describe(service->first),
                            service->second.pid, describe(service->second.protocol))};
    }
    return {Effect::What::Join, client.connection, service->second.connection, Result::Ok, {}};
}

Effects Registry::retryWaiting()
{
    Effects effects;
    std::erase_if(waiting_,
                  [&](const Party& client)
                  {
                      Effect effect = decide(client);
                      if (effect.what == Effect::What::Wait)
                      {
                          return false;
                      }
                      effects.push_back(std::move(effect));
                      return true;
                  });
    return effects;
}

Effects Registry::setBindings(const std::vector<formats::BindingEntry>& bindings)
{
    bindings_.clear();
    for (const auto& entry : bindings)
    {
        bindings_.insert_or_assign({entry.client, entry.clientInterface},
                                   Binding{{entry.server, entry.serverInterface}, false});
    }
    return retryWaiting();
}

Effects Registry::bind(const Interface& client, const Interface& server)
{
    bindings_.insert_or_assign(client, Binding{server, true});
    return retryWaiting();
}

bool Registry::unbind(const Interface& client)
{
    return bindings_.erase(client) > 0;
}

Effects Registry::advertise(const Party& server)
{
    const auto offered = std::count_if(services_.begin(), services_.end(),
                                       [&](const auto& entry) { return entry.first.agent == server.interface.agent; });
    if (static_cast<size_t>(offered) >= limits_.services)
    {
        return {answer(server.connection, Result::Busy,
                       fmt::format("server {} (pid {}) is refused: its app offers {} services already",
                                   describe(server.interface), server.pid, offered))};
    }
    const auto [place, isNew] = services_.try_emplace(server.interface, server);
    if (!isNew)
    {
        return {answer(server.connection, Result::Duplicate,
                       fmt::format("server {} (pid {}) is refused: pid {} offers it already",
                                   describe(server.interface), server.pid, place->second.pid))};
    }
    Effects effects{answer(server.connection, Result::Ok)};
    Effects joined = retryWaiting();
    std::move(joined.begin(), joined.end(), std::back_inserter(effects));
    return effects;
}

Effects Registry::open(const Party& client, bool wait)
{
    Effect effect = decide(client);
    if (effect.what != Effect::What::Wait)
    {
        return {std::move(effect)};
    }
    if (!wait)
    {
        return {answer(client.connection, effect.result, std::move(effect.reason))};
    }
    const auto waiting =
        std::count_if(waiting_.begin(), waiting_.end(),
                      [&](const Party& other) { return other.interface.agent == client.interface.agent; });
    if (static_cast<size_t>(waiting) >= limits_.waiting)
    {
        return {answer(client.connection, Result::Busy,
                       fmt::format("client {} (pid {}) is refused: {} clients of its app wait already",
                                   describe(client.interface), client.pid, waiting))};
    }
    waiting_.push_back(client);
    if (!effect.reason.empty())
    {
        effect.reason += "; it waits until it is";
    }
    return {std::move(effect)};
}

void Registry::remove(ConnectionId connection)
{
    std::erase_if(waiting_, [&](const Party& client) { return client.connection == connection; });
    std::erase_if(services_, [&](const auto& entry) { return entry.second.connection == connection; });
}

}  // namespace ligature::directory
