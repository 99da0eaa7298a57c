// The library of a component (spec/definition-files.md 5.3, 5.4).
#include <algorithm>

#include "grammar/world.h"
#include "mkapp/planner.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

/// Where users of the component find its headers: its own, and those of what it passes on.
void addHeaderDirectories(const Component& component, std::vector<std::string>& directories,
                          std::set<const Component*>& seen)
{
    if (!seen.insert(&component).second)
    {
        return;
    }
    for (const ComponentDependency& dependency : component.dependencies)
    {
        if (dependency.provideHeader)
        {
            addHeaderDirectories(*dependency.component, directories, seen);
        }
    }
    directories.insert(directories.end(), component.headerDirectories.begin(), component.headerDirectories.end());
}

std::vector<std::string> visibleHeaderDirectories(const Component& component)
{
    std::vector<std::string> directories;
    std::set<const Component*> seen;
    for (const ComponentDependency& dependency : component.dependencies)
    {
        addHeaderDirectories(*dependency.component, directories, seen);
    }
    directories.insert(directories.end(), component.headerDirectories.begin(), component.headerDirectories.end());
    return directories;
}

std::vector<std::string> ownPoolWords(const Component& component)
{
    std::vector<std::string> words;
    for (const PoolSize& pool : component.pools)
    {
        if (pool.interfaceName.empty())
        {
            words.push_back("-D_mem_" + pool.pool + "_POOL_SIZE=," + std::to_string(pool.blocks));
        }
    }
    return words;
}

/// Flags of a definition file: each entry may hold quotes, which are read as a shell would.
void addFlags(const std::vector<std::string>& flags, std::vector<std::string>& words)
{
    for (const std::string& flag : flags)
    {
        std::vector<std::string> pieces = splitWords(flag).value_or(std::vector<std::string>{flag});
        words.insert(words.end(), pieces.begin(), pieces.end());
    }
}

void addLibrary(const LinkLibrary& library, std::vector<std::string>& words, std::vector<std::string>& files)
{
    if (!library.directory.empty())
    {
        words.push_back("-L" + library.directory);
    }
    words.push_back(library.flag);
    if (!library.file.empty())
    {
        files.push_back(library.file);
    }
}

/// Libraries of all required components, nearest first, each once.
void collectDependencies(const Component& component, std::vector<const Component*>& all)
{
    for (const ComponentDependency& dependency : component.dependencies)
    {
        if (std::find(all.begin(), all.end(), dependency.component) == all.end())
        {
            all.push_back(dependency.component);
            collectDependencies(*dependency.component, all);
        }
    }
}

ComponentMainText mainOf(const Component& component, bool standAlone)
{
    ComponentMainText text;
    text.component = component.name;
    text.standAlone = standAlone;
    for (const ClientInterface& client : component.clients)
    {
        if (ifgen::hasFunctions(*client.api))
        {
            text.clients.push_back({client.name, !client.manualStart && !client.optional});
        }
    }
    for (const ServerInterface& server : component.servers)
    {
        if (ifgen::hasFunctions(*server.api))
        {
            text.servers.push_back({server.name, !server.manualStart});
        }
    }
    return text;
}

}  // namespace

const BuiltComponent& Planner::planComponent(const Component& component, bool standAlone, const std::string& library)
{
    if (const auto known = components_.find(&component); known != components_.end())
    {
        return known->second;
    }
    for (const ComponentDependency& dependency : component.dependencies)
    {
        planComponent(*dependency.component, standAlone);
    }
    BuiltComponent& built = components_[&component];
    if (!component.hasCode())
    {
        return built;
    }

    const std::string& name = component.buildName;
    const std::string directory = settings_.workDirectory + "/component/" + name;
    const std::string libraryFile = "libComponent_" + component.name + ".so";
    const std::string libraryDirectory = settings_.libraryDirectory.empty() ? directory : settings_.libraryDirectory;
    built.library = library.empty() ? libraryDirectory + "/" + libraryFile : library;

    const Interfaces interfaces = planInterfaces(component);
    plan_.files.push_back({directory + "/interfaces.h", InterfacesHeaderText{component.name, interfaces.headers}});
    plan_.files.push_back({directory + "/_componentMain.c", mainOf(component, standAlone)});

    std::vector<std::string> flags = {"-I" + directory};
    for (const std::string& include : interfaces.includeDirectories)
    {
        flags.push_back("-I" + include);
    }
    for (const std::string& include : visibleHeaderDirectories(component))
    {
        flags.push_back("-I" + include);
    }
    flags.insert(flags.end(), {"-DMK_TOOLS_BUILD", "-DLE_COMPONENT_NAME=" + component.name,
                               "-DLE_LOG_SESSION=" + component.name + "_LogSession",
                               "-DLE_LOG_LEVEL_FILTER_PTR=" + component.name + "_LogLevelFilterPtr",
                               "-ffile-prefix-map=" + component.directory + "=" + name});
    for (std::string& word : ownPoolWords(component))
    {
        flags.push_back(std::move(word));
    }
    std::vector<std::string> cxxFlags = flags;
    addFlags(component.cflags, flags);
    addFlags(component.cxxflags, cxxFlags);

    const bool hasCxx = std::any_of(component.sources.begin(), component.sources.end(),
                                    [](const SourceFile& s) { return s.language == SourceFile::Language::cxx; });
    const std::string cSet = addFlagSet("c_" + name, std::move(flags));
    const std::string cxxSet = hasCxx ? addFlagSet("cxx_" + name, std::move(cxxFlags)) : "";

    Edge link;
    link.rule = hasCxx ? Rule::linkCxx : Rule::linkC;
    link.output = built.library;
    link.inputs = planSources(component.sources, directory, cSet, cxxSet);
    link.inputs.insert(link.inputs.end(), interfaces.objects.begin(), interfaces.objects.end());
    const std::string mainObject = directory + "/_componentMain.c.o";
    addCompile(Rule::compileC, directory + "/_componentMain.c", mainObject, cSet, {"-DLE_FILENAME=_componentMain.c"});
    link.inputs.push_back(mainObject);

    link.words = {"-shared", "-Wl,-soname," + fileNameOf(built.library), "-Wl,--enable-new-dtags",
                  "-Wl,-rpath,$ORIGIN/../lib"};
    addFlags(component.ldflags, link.tail);
    for (const LinkLibrary& each : component.libraries)
    {
        if (!each.isStatic)
        {
            addLibrary(each, link.tail, link.implicit);
        }
    }
    std::vector<const Component*> dependencies;
    collectDependencies(component, dependencies);
    for (const Component* dependency : dependencies)
    {
        const std::string& path = components_.at(dependency).library;
        if (!path.empty())
        {
            link.tail.push_back(path);
            link.implicit.push_back(path);
        }
        for (const LinkLibrary& each : dependency->providedLibraries)
        {
            if (!each.isStatic)
            {
                addLibrary(each, link.tail, link.implicit);
            }
        }
    }
    const std::string runtime = settings_.install.lib();
    link.tail.insert(link.tail.end(), {"-L" + runtime, "-llegato", "-lpthread", "-lrt", "-lm"});
    link.implicit.push_back(runtime + "/liblegato.so");
    plan_.edges.push_back(std::move(link));
    return built;
}

}  // namespace ligature::mkapp
