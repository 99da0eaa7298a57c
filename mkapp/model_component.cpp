// Which component a reference leads to; each directory is modelled once (spec/definition-files.md 3.3, 4.1).
#include <fmt/format.h>

#include <algorithm>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

constexpr std::string_view kDefinitionName = "Component.cdef";
constexpr size_t kLongestChain = 500;

/// The canonical directory of the component that `path` leads to, or an empty string.
const std::string& componentDirectory(ModelContext& context, const std::string& path)
{
    const auto [cached, isNew] = context.cache.components.try_emplace(path);
    if (isNew && context.read.world.fileExists(joinPath(path, std::string(kDefinitionName))))
    {
        cached->second = context.read.world.canonicalPath(path);
    }
    return cached->second;
}

void reportMissing(ModelContext& context, const std::string& reference, const std::vector<std::string>& directories,
                   Span requiredHere)
{
    if (!context.cache.missingComponents.insert(reference).second)
    {
        return;
    }
    World& world = context.read.world;
    Diagnostic& error = context.read.diagnostics.error(codes::kNoSuchComponent, requiredHere,
                                                       fmt::format("there is no component '{}'", reference));
    if (reference.starts_with('/'))
    {
        error.note({}, fmt::format("'{}' {}", reference,
                                   world.directoryExists(reference) ? "has no Component.cdef" : "is no directory"));
        return;
    }
    error.note({}, searchedIn(directories));
    std::vector<std::string> names;
    for (const std::string& directory : directories)
    {
        if (world.directoryExists(joinPath(directory, reference)))
        {
            error.note({}, fmt::format("'{}' has no Component.cdef", joinPath(directory, reference)));
        }
        for (const DirectoryEntry& entry : world.listDirectory(directory).value_or(std::vector<DirectoryEntry>{}))
        {
            if (entry.isDirectory &&
                world.fileExists(joinPath(joinPath(directory, entry.name), std::string(kDefinitionName))))
            {
                names.push_back(entry.name);
            }
        }
    }
    if (const std::string nearest = nearestName(reference, names); !nearest.empty())
    {
        error.suggest(fmt::format("did you mean '{}'?", nearest));
    }
}

/// A component that is asked for while it is being modelled: the chain from its first mention back to it.
void reportCycle(ModelContext& context, const std::string& directory, Span requiredHere)
{
    const auto& open = context.components.open;
    const auto first = std::ranges::find(open, directory, &ComponentSet::Open::directory);
    std::string chain;
    for (auto at = first; at != open.end(); ++at)
    {
        chain += at->name + " -> ";
    }
    Diagnostic& error = context.read.diagnostics.error(
        codes::kComponentCycle, requiredHere,
        fmt::format("component '{}' requires itself: {}{}", first->name, chain, first->name));
    for (auto at = first; std::next(at) != open.end(); ++at)
    {
        error.note(std::next(at)->requiredHere, fmt::format("'{}' requires '{}' here", at->name, std::next(at)->name));
    }
}

std::string buildNameOf(ComponentSet& components, const std::string& name)
{
    std::string result = name;
    for (int suffix = 2; !components.buildNames.insert(result).second; ++suffix)
    {
        result = fmt::format("{}_{}", name, suffix);
    }
    return result;
}

void reportChain(ModelContext& context, const std::string& name, Span requiredHere)
{
    context.read.diagnostics.error(
        codes::kComponentChain, requiredHere,
        fmt::format("component '{}' ends a chain of more than {} components that require each other", name,
                    kLongestChain));
}

const Component* modelAt(ModelContext& context, const std::string& directory, Span requiredHere)
{
    ComponentSet& set = context.components;
    if (const auto known = set.byDirectory.find(directory); known != set.byDirectory.end())
    {
        return known->second.get();
    }
    if (set.failed.contains(directory))
    {
        return nullptr;
    }
    if (std::ranges::find(set.open, directory, &ComponentSet::Open::directory) != set.open.end())
    {
        reportCycle(context, directory, requiredHere);
        return nullptr;
    }
    if (set.open.size() == kLongestChain)
    {
        reportChain(context, fileNameOf(directory), requiredHere);
        return nullptr;
    }
    auto component = std::make_unique<Component>();
    component->directory = directory;
    component->definition = joinPath(directory, std::string(kDefinitionName));
    component->name = identifierOf(fileNameOf(directory));
    const size_t errorsBefore = context.read.diagnostics.errorCount();
    bool good = false;
    if (component->name.empty())
    {
        context.read.diagnostics.error(codes::kBadName, requiredHere,
                                       fmt::format("no name can be made of the directory '{}'", directory));
    }
    else
    {
        component->buildName = buildNameOf(set, component->name);
        const BuildDirectoryScope scope(context, "component/" + component->buildName);
        set.open.push_back({directory, component->name, requiredHere});
        if (const auto tree =
                definition::read(context.read, component->definition, definition::FileKind::component, requiredHere))
        {
            component->span = {tree->file, 0, 0};
            good = modelSections(context, *tree, *component);
        }
        set.open.pop_back();
    }
    for (const ComponentDependency& dependency : component->dependencies)
    {
        component->chainLength = std::max(component->chainLength, dependency.component->chainLength + 1);
        if (component->chainLength > kLongestChain)
        {
            reportChain(context, dependency.component->name, dependency.span);
            break;
        }
    }
    if (!good || context.read.diagnostics.errorCount() > errorsBefore)
    {
        set.failed.insert(directory);
        return nullptr;
    }
    return (set.byDirectory[directory] = std::move(component)).get();
}

}  // namespace

const Component* modelComponent(ModelContext& context, const std::string& reference,
                                const std::vector<std::string>& preSearch, Span requiredHere)
{
    std::vector<std::string> directories;
    if (reference.starts_with('/'))
    {
        directories.push_back("/");
    }
    else
    {
        directories = preSearch;
        for (const std::string& directory : context.search.components)
        {
            if (std::ranges::find(directories, directory) == directories.end())
            {
                directories.push_back(directory);  // else that of the definition file would be named twice
            }
        }
    }
    for (const std::string& directory : directories)
    {
        const std::string& found = componentDirectory(context, joinPath(directory, reference));
        if (!found.empty())
        {
            return modelAt(context, found, requiredHere);
        }
    }
    reportMissing(context, reference, directories, requiredHere);
    return nullptr;
}

}  // namespace ligature::mkapp
