// An executable: its main program, its own sources (mkexe), how it finds its libraries (spec/definition-files.md 5.4).
#include <algorithm>
#include <filesystem>

#include "grammar/world.h"
#include "mkapp/planner.h"
#include "mkapp/words.h"

namespace ligature::mkapp
{
namespace
{

bool isSharedObject(const std::string& path)
{
    return path.ends_with(".so");
}

/// Every library in the order in which main() loads them: what a component bundles, then its own.
std::vector<std::string> loadOrder(const Executable& executable)
{
    std::vector<std::string> libraries;
    for (const ComponentInstance& instance : executable.instances)
    {
        std::vector<std::string> bundled;
        for (const BundledFile& file : instance.component->bundles)
        {
            if (isSharedObject(file.destination))
            {
                bundled.push_back(file.destination);
            }
        }
        std::sort(bundled.begin(), bundled.end());
        for (const std::string& path : bundled)
        {
            libraries.push_back(fileNameOf(path));
        }
        if (instance.component->hasCode())
        {
            libraries.push_back("libComponent_" + instance.component->name + ".so");
        }
    }
    return libraries;
}

ExecutableMainText mainOf(const Executable& executable)
{
    ExecutableMainText text;
    text.executable = executable.name;
    text.component = identifier(executable.name) + "_exe";
    text.hasSources = !executable.sources.empty();
    text.libraries = loadOrder(executable);
    for (const ComponentInstance& instance : executable.instances)
    {
        const std::string prefix = "_" + instance.component->name + "_";
        for (const ClientInstance& client : instance.clients)
        {
            text.services.push_back(
                {prefix + client.interface->name + "_ServiceInstanceName", client.serviceName, client.isDirect});
        }
        for (const ServerInstance& server : instance.servers)
        {
            text.services.push_back(
                {prefix + server.interface->name + "_ServiceInstanceName", server.serviceName, false});
        }
    }
    return text;
}

/// The static libraries that the components of the executable need; they are linked to the executable alone, so that
/// there is one copy of each in a process.
std::vector<const LinkLibrary*> staticLibraries(const Executable& executable)
{
    std::vector<const LinkLibrary*> libraries;
    for (const Component* component : executable.linkOrder)
    {
        for (const auto* list : {&component->libraries, &component->providedLibraries})
        {
            for (const LinkLibrary& library : *list)
            {
                if (library.isStatic)
                {
                    libraries.push_back(&library);
                }
            }
        }
    }
    return libraries;
}

std::string relativeTo(const std::string& path, const std::string& directory)
{
    return std::filesystem::path(path).lexically_relative(directory).string();
}

}  // namespace

BuiltExecutable Planner::planExecutable(const Executable& executable, const std::string& directory,
                                        const std::string& path, bool inApp)
{
    for (const ComponentInstance& instance : executable.instances)
    {
        planComponent(*instance.component);
    }

    // A point keeps these names apart from those of executables.
    const std::string mainSource = directory + "/" + executable.name + "._main.c";
    plan_.files.push_back({mainSource, mainOf(executable)});

    const std::string component = identifier(executable.name) + "_exe";
    const std::string flags = addFlagSet(
        "exe_" + identifier(fileNameOf(directory)) + "_" + identifier(executable.name),
        {"-DMK_TOOLS_BUILD", "-DLE_COMPONENT_NAME=" + component, "-DLE_LOG_SESSION=" + component + "_LogSession",
         "-DLE_LOG_LEVEL_FILTER_PTR=" + component + "_LogLevelFilterPtr"});

    Edge link;
    link.rule = std::any_of(executable.sources.begin(), executable.sources.end(),
                            [](const SourceFile& s) { return s.language == SourceFile::Language::cxx; })
                    ? Rule::linkCxx
                    : Rule::linkC;
    link.output = path;
    link.inputs = planSources(executable.sources, directory + "/" + executable.name + ".objects", flags, flags);
    addCompile(Rule::compileC, mainSource, mainSource + ".o", flags, {"-DLE_FILENAME=_main.c"});
    link.inputs.push_back(mainSource + ".o");

    link.words = {"-rdynamic", "-Wl,--enable-new-dtags", "-Wl,-rpath,$ORIGIN/../lib"};
    if (!inApp)
    {
        const std::string libraries =
            settings_.libraryDirectory.empty() ? directoryOf(path) : settings_.libraryDirectory;
        link.words.push_back("-Wl,-rpath,$ORIGIN/" + relativeTo(libraries, directoryOf(path)));
        link.words.push_back("-Wl,-rpath," + settings_.install.lib());
    }
    link.words.push_back(settings_.positionIndependent ? "-pie" : "-no-pie");

    // Components are loaded by main(), in the order of the model: an order of their constructors that the linker
    // cannot change. Only where they need something of a static library must the linker see them.
    const std::vector<const LinkLibrary*> archives = staticLibraries(executable);
    const auto addArchives = [&]
    {
        for (const LinkLibrary* archive : archives)
        {
            if (!archive->directory.empty())
            {
                link.tail.push_back("-L" + archive->directory);
            }
            link.tail.push_back(archive->flag);
            if (!archive->file.empty())
            {
                link.implicit.push_back(archive->file);
            }
        }
    };
    if (!archives.empty())
    {
        addArchives();
        link.tail.push_back("-Wl,--no-as-needed");
        for (const Component* each : executable.linkOrder)
        {
            const std::string& library = planComponent(*each).library;
            if (!library.empty())
            {
                link.tail.push_back(library);
                link.implicit.push_back(library);
            }
        }
        addArchives();
    }
    for (const std::string& library : executable.libraries)
    {
        link.tail.push_back(library);
    }
    const std::string runtime = settings_.install.lib();
    link.tail.insert(link.tail.end(), {"-L" + runtime, "-llegato", "-lpthread", "-lrt", "-ldl", "-lm"});
    link.implicit.push_back(runtime + "/liblegato.so");
    plan_.edges.push_back(std::move(link));
    return {path};
}

}  // namespace ligature::mkapp
