// `bindings:` sections of a .adef, automatic and direct bindings (spec/definition-files.md 2.2.2, 4.3).
#include <fmt/format.h>

#include <algorithm>

#include "mkapp/codes.h"
#include "mkapp/model_finder.h"

namespace ligature::mkapp
{
namespace
{

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
        const Span span = spanOf(entry.client);
        const Span serverSpan = spanOf(parts);
        if (parts.size() == 2)
        {
            if (parts[0].raw == "*")
            {
                return BindingTarget{BindingTarget::Kind::app, app_.name, parts[1].raw, span, serverSpan, true};
            }
            if (isUser(parts[0]))
            {
                return BindingTarget{
                    BindingTarget::Kind::user, userOf(parts[0]), parts[1].raw, span, serverSpan, false};
            }
            return BindingTarget{BindingTarget::Kind::app, parts[0].raw, parts[1].raw, span, serverSpan, false};
        }
        if (parts.size() != 3)
        {
            return std::nullopt;
        }
        const std::string full = joined(parts);
        if (std::ranges::find(app_.preBuiltServers, full, &PreBuiltInterface::name) != app_.preBuiltServers.end())
        {
            return BindingTarget{BindingTarget::Kind::app, app_.name, full, span, serverSpan, false};
        }
        Finder::Place place = finder_.instance(parts[0], parts[1]);
        const ServerInstance* found = finder_.server(place, parts[2]);
        if (found == nullptr || !place.exact)
        {
            return std::nullopt;
        }
        return BindingTarget{BindingTarget::Kind::app, app_.name, found->serviceName, span, serverSpan, false};
    }

    template <class Client>
    void bind(Client& client, const Entry& entry, const std::optional<BindingTarget>& target)
    {
        if (client.binding)
        {
            reportTwice(joined(entry.client), spanOf(entry.client), client.binding->span);
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
            reportTwice(joined(entry.client), spanOf(entry.client), first->second.span);
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

// Bindings that nobody has written.

void bindAutomatically(App& app)
{
    // What is external is left to the system, which has the last word on it.
    for (Executable& executable : app.executables)
    {
        for (ComponentInstance& instance : executable.instances)
        {
            for (ClientInstance& client : instance.clients)
            {
                if (!client.isExtern && !client.binding)
                {
                    client.binding = automaticBinding(client);
                }
            }
        }
    }
}

}  // namespace

std::optional<BindingTarget> automaticBinding(const ClientInstance& client)
{
    const std::string& name = client.interface->name;
    if ((name != "le_cfg" && name != "le_wdog") || client.bindingFailed || client.interface->optional)
    {
        return std::nullopt;
    }
    return BindingTarget{BindingTarget::Kind::user, "root", name, {}, {}, false};
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
        modelDirect(executable, app.name, context.read.diagnostics);
    }
}

}  // namespace ligature::mkapp
