// Stage "check" of one app.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "mkapp/check_apis.h"
#include "mkapp/codes.h"
#include "mkapp/modeller.h"

namespace ligature::mkapp
{
namespace
{

void checkProcesses(const App& app, Diagnostics& diagnostics)
{
    std::map<std::string, Span> spans;
    std::vector<std::string> programs;
    std::unordered_set<std::string> built;
    for (const Executable& executable : app.executables)
    {
        programs.push_back(executable.name);
        built.insert(executable.name);
    }
    for (const ProcessEnvironment& environment : app.environments)
    {
        for (const Process& process : environment.processes)
        {
            const auto [first, isNew] = spans.try_emplace(process.name, process.span);
            if (!isNew)
            {
                diagnostics
                    .error(codes::kProcessTwice, process.span,
                           fmt::format("the app has two processes named '{}'", process.name))
                    .note(first->second, "first named here")
                    .suggest(fmt::format("name one of them: {}2 = ( {} )", process.name, process.executable));
            }
            // A program may come from a bundle, so only what looks like a slip of the pen is worth a word.
            const bool isBuilt = built.contains(process.executable);
            const bool isPath = process.executable.find('/') != std::string::npos;
            const std::string nearest = isBuilt || isPath ? "" : nearestName(process.executable, programs);
            const auto bundles = [&](const BundledFile& file)
            { return fileNameOf(file.destination) == process.executable; };
            const auto componentBundles = [&](const Component* component)
            { return std::ranges::any_of(component->bundles, bundles) || !component->externalBuild.empty(); };
            if (!nearest.empty() && std::ranges::none_of(app.bundles, bundles) &&
                std::ranges::none_of(app.components, componentBundles))
            {
                diagnostics
                    .warning(codes::kUnknownProgram, process.span,
                             fmt::format("the app neither builds nor bundles a program '{}'", process.executable))
                    .suggest(fmt::format("did you mean '{}'?", nearest));
            }
        }
    }
}

void checkComponentNames(const App& app, Diagnostics& diagnostics)
{
    std::map<std::string, const Component*> byName;
    for (const Component* component : app.components)
    {
        if (!component->hasCode())
        {
            continue;  // it has neither library nor symbols
        }
        const auto [first, isNew] = byName.try_emplace(component->name, component);
        if (!isNew)
        {
            diagnostics
                .error(codes::kComponentNameTwice, component->span,
                       fmt::format("app '{}' has two components named '{}': '{}' and '{}'", app.name, component->name,
                                   first->second->directory, component->directory))
                .note(first->second->span, "the other one is here")
                .suggest("rename one of the directories: a component is called as its directory");
        }
    }
}

bool sameFile(const BundledFile& a, const BundledFile& b)
{
    return a.source == b.source && a.permissions == b.permissions;
}

class DestinationCheck
{
public:
    explicit DestinationCheck(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    void add(const BundledFile& file)
    {
        const auto [first, isNew] = files_.try_emplace(file.destination, &file);
        if (!isNew && !sameFile(*first->second, file))
        {
            diagnostics_
                .error(codes::kDestinationTwice, file.span,
                       fmt::format("two files are bundled as '{}'", file.destination))
                .note(first->second->span, "first bundled here");
        }
    }

    /// A file where another needs a directory.
    void checkNesting() const
    {
        for (const auto& [path, file] : files_)
        {
            for (size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
            {
                const auto parent = files_.find(path.substr(0, slash));
                if (parent != files_.end())
                {
                    diagnostics_
                        .error(codes::kDestinationTwice, file->span,
                               fmt::format("'{}' needs a directory '{}', which is a bundled file", path, parent->first))
                        .note(parent->second->span, "that file is bundled here");
                    break;
                }
            }
        }
    }

    /// A file at, above or below the place of something that is built.
    void checkBuilt(const App& app) const
    {
        for (const Executable& executable : app.executables)
        {
            checkPlace("bin/" + executable.name, fmt::format("the executable '{}'", executable.name), executable.span,
                       "the executable is defined here");
        }
        for (const Component* component : app.components)
        {
            if (component->hasCode())
            {
                checkPlace("lib/libComponent_" + component->name + ".so",
                           fmt::format("the library of component '{}'", component->name), component->span,
                           "the component is defined here");
            }
        }
    }

private:
    void checkPlace(const std::string& place, const std::string& owner, Span ownerSpan, const char* note) const
    {
        const auto complain = [&](const BundledFile& file, const std::string& message)
        { diagnostics_.error(codes::kDestinationTwice, file.span, message).note(ownerSpan, note); };
        if (const auto file = files_.find(place); file != files_.end())
        {
            complain(*file->second, fmt::format("'{}' is the place of {}", place, owner));
        }
        if (const auto below = files_.lower_bound(place + "/");
            below != files_.end() && below->first.starts_with(place + "/"))
        {
            complain(*below->second,
                     fmt::format("'{}' needs a directory '{}', which is {}", below->first, place, owner));
        }
        if (const auto above = files_.find(directoryOf(place)); above != files_.end())
        {
            complain(*above->second, fmt::format("'{}' must be a directory, for {}", above->first, owner));
        }
    }

    Diagnostics& diagnostics_;
    std::map<std::string, const BundledFile*> files_;
};

void checkDestinations(const App& app, Diagnostics& diagnostics)
{
    DestinationCheck own(diagnostics);
    std::ranges::for_each(app.bundles, [&](const BundledFile& file) { own.add(file); });

    // What the app itself bundles replaces what components bundle to the same place.
    std::unordered_map<std::string, bool> replaced;
    for (const BundledFile& file : app.bundles)
    {
        replaced.emplace(file.destination, true);
    }
    DestinationCheck inherited(diagnostics);
    for (const Component* component : app.components)
    {
        for (const BundledFile& file : component->bundles)
        {
            if (!replaced.contains(file.destination))
            {
                inherited.add(file);
            }
        }
    }
    const std::vector<BundledFile> all = bundledFiles(app);
    DestinationCheck together(diagnostics);
    std::ranges::for_each(all, [&](const BundledFile& file) { together.add(file); });
    together.checkNesting();
    together.checkBuilt(app);
}

// -------------------------------------------------------------------------------------------------- interfaces

struct Server
{
    const ifgen::Interface* api = nullptr;
    bool isExtern = false;
    Span span;
};

using Servers = std::map<std::string, Server>;

Servers serversOf(const App& app)
{
    Servers servers;
    for (const Executable& executable : app.executables)
    {
        for (const ComponentInstance& instance : executable.instances)
        {
            for (const ServerInstance& server : instance.servers)
            {
                servers[server.serviceName] = {server.interface->api, server.isExtern, server.interface->span};
            }
        }
    }
    for (const PreBuiltInterface& server : app.preBuiltServers)
    {
        servers[server.name] = {server.api, true, server.span};
    }
    return servers;
}

/// A binding within the app: the server exists and speaks the client's protocol.
void checkInternal(const App& app, const Servers& servers, const std::string& client, const ifgen::Interface* api,
                   Span requiredHere, const BindingTarget& target, Diagnostics& diagnostics)
{
    if (target.kind != BindingTarget::Kind::app || target.agent != app.name)
    {
        return;
    }
    const auto server = servers.find(target.interface);
    if (server == servers.end())
    {
        if (target.preBuilt || !app.complete || app.failedExterns.contains(target.interface))
        {
            return;
        }
        std::vector<std::string> names;
        for (const auto& [name, one] : servers)
        {
            names.push_back(name);
        }
        Diagnostic& error =
            diagnostics.error(codes::kUnknownInterface, target.serverSpan,
                              fmt::format("app '{}' has no server interface '{}'", app.name, target.interface));
        if (const std::string nearest = nearestName(target.interface, names); !nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
        return;
    }
    if (api != nullptr)
    {
        checkApis({api, client, requiredHere}, {server->second.api, server->first, server->second.span}, target.span,
                  codes::kDifferentApis, diagnostics);
    }
}

void reportUnbound(const App& app, const Servers& servers, const Executable& executable, const ClientInstance& client,
                   Diagnostics& diagnostics)
{
    Diagnostic& error =
        diagnostics.error(codes::kUnbound, executable.span,
                          fmt::format("client interface '{}' is not bound to a server", client.serviceName));
    error.note(client.interface->span, "required here");
    std::string cure = fmt::format("add to bindings:   {} -> <app>.<interface>", client.serviceName);
    for (const auto& [name, server] : servers)
    {
        if (workTogether(*client.interface->api, *server.api))
        {
            cure = fmt::format("add to bindings:   {} -> {}      (it has the same api)", client.serviceName,
                               server.isExtern ? app.name + "." + name : name);
            break;
        }
    }
    error.suggest(cure);
}

void checkInterfaces(const App& app, Diagnostics& diagnostics)
{
    const Servers servers = serversOf(app);
    for (const Executable& executable : app.executables)
    {
        for (const ComponentInstance& instance : executable.instances)
        {
            for (const ClientInstance& client : instance.clients)
            {
                if (client.binding)
                {
                    checkInternal(app, servers, client.serviceName, client.interface->api, client.interface->span,
                                  *client.binding, diagnostics);
                }
                else if (app.complete && !client.bindingFailed && !client.isExtern && !client.interface->optional)
                {
                    reportUnbound(app, servers, executable, client, diagnostics);
                }
            }
        }
    }
    for (const PreBuiltInterface& client : app.preBuiltClients)
    {
        if (client.binding)
        {
            checkInternal(app, servers, client.name, client.api, client.span, *client.binding, diagnostics);
        }
        else if (app.complete && !client.bindingFailed && !client.optional)
        {
            diagnostics
                .error(codes::kUnbound, client.span,
                       fmt::format("client interface '{}' is not bound to a server", client.name))
                .suggest(fmt::format("add to bindings:   *.{} -> <app>.<interface>", client.name));
        }
    }
    for (const auto& [name, target] : app.wildcardBindings)
    {
        checkInternal(app, servers, name, nullptr, target.span, target, diagnostics);
    }
}

}  // namespace

void checkApp(const App& app, Diagnostics& diagnostics, bool standAlone)
{
    checkProcesses(app, diagnostics);
    checkComponentNames(app, diagnostics);
    checkDestinations(app, diagnostics);
    if (standAlone)
    {
        checkInterfaces(app, diagnostics);
    }
}

}  // namespace ligature::mkapp
