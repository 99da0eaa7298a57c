// `extern:` sections of a .adef: interfaces that other apps see (spec/definition-files.md 2.2.4).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mkapp/codes.h"
#include "mkapp/model_finder.h"

namespace ligature::mkapp
{
namespace
{

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
        interface.span = entry.name.empty() ? entry.values[0].span : spanOf(entry.name);
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

}  // namespace

void modelExterns(ModelContext& context, const std::vector<const Section*>& sections, App& app)
{
    ExternModeller modeller(context, app);
    for (const Section* section : sections)
    {
        modeller.model(*section);
    }
}

}  // namespace ligature::mkapp
