// Executables: which components they hold, in which order they start (spec/definition-files.md 5.4).
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

ComponentInstance instanceOf(const Component& component, const std::string& executable, bool named)
{
    const auto serviceName = [&](const std::string& interface)
    { return named ? fmt::format("{}.{}.{}", executable, component.name, interface) : interface; };
    ComponentInstance instance;
    instance.component = &component;
    for (const ClientInterface& client : component.clients)
    {
        instance.clients.push_back(ClientInstance{&client, serviceName(client.name), {}, false, false, false, {}});
    }
    for (const ServerInterface& server : component.servers)
    {
        instance.servers.push_back(ServerInstance{&server, serviceName(server.name), false, {}});
    }
    return instance;
}

using Seen = std::unordered_set<const Component*>;

/// Dependencies before dependants, every list from its last entry to its first.
void addInstances(const Component& component, Executable& executable, bool named, Seen& seen)
{
    if (!seen.insert(&component).second)
    {
        return;
    }
    for (auto at = component.dependencies.rbegin(); at != component.dependencies.rend(); ++at)
    {
        addInstances(*at->component, executable, named, seen);
    }
    executable.instances.push_back(instanceOf(component, executable.name, named));
}

/// Dependants before their dependencies.
void addToLinkOrder(const Component& component, Executable& executable, Seen& seen)
{
    if (!seen.insert(&component).second)
    {
        return;
    }
    executable.linkOrder.push_back(&component);
    for (auto at = component.dependencies.rbegin(); at != component.dependencies.rend(); ++at)
    {
        addToLinkOrder(*at->component, executable, seen);
    }
}

bool isLibrary(const std::string& item)
{
    const std::string name = fileNameOf(item);
    return name.ends_with(".a") || name.ends_with(".so") || name.find(".so.") != std::string::npos;
}

}  // namespace

void instantiate(Executable& executable, const std::vector<const Component*>& listed, bool named)
{
    Seen seen;
    for (auto at = listed.rbegin(); at != listed.rend(); ++at)
    {
        addInstances(**at, executable, named, seen);
    }
    seen.clear();
    for (const Component* component : listed)
    {
        addToLinkOrder(*component, executable, seen);
    }
}

std::unique_ptr<Executable> modelExecutable(ModelContext& context, const std::string& name,
                                            const std::vector<std::string>& items)
{
    Diagnostics& diagnostics = context.read.diagnostics;
    auto executable = std::make_unique<Executable>();
    executable->name = name;
    std::vector<const Component*> listed;
    const size_t errorsBefore = diagnostics.errorCount();
    for (const std::string& item : items)
    {
        if (const auto language = languageOf(item))
        {
            const std::string path = searchFile(context.read.world, item, context.search.sources);
            if (path.empty())
            {
                diagnostics.error(codes::kNoSuchSource, {}, fmt::format("there is no source file '{}'", item))
                    .note({}, searchedIn(context.search.sources));
                continue;
            }
            if (std::ranges::find(executable->sources, path, &SourceFile::path) != executable->sources.end())
            {
                diagnostics.error(codes::kSourceTwice, {}, fmt::format("source file '{}' is listed twice", item));
                continue;
            }
            executable->sources.push_back({{}, path, *language});
        }
        else if (isLibrary(item))
        {
            executable->libraries.push_back(item);
        }
        else if (const Component* component = modelComponent(context, item, {}, {}))
        {
            listed.push_back(component);
        }
    }
    if (diagnostics.errorCount() > errorsBefore)
    {
        return nullptr;
    }
    instantiate(*executable, listed, false);
    modelDirect(*executable, {}, diagnostics);
    const auto hasCode = [](const ComponentInstance& instance) { return instance.component->hasCode(); };
    if (executable->sources.empty() && !std::ranges::any_of(executable->instances, hasCode))
    {
        diagnostics.error(codes::kNoSourceCode, {}, "Executable doesn't contain any source code files.");
        return nullptr;
    }
    return executable;
}

}  // namespace ligature::mkapp
