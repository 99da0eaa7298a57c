// Systems: `.sdef` files (spec/definition-files.md 2.1).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "mkapp/codes.h"
#include "mksys/codes.h"
#include "mksys/model_support.h"
#include "mksys/modeller.h"

namespace ligature::mksys
{
namespace
{

constexpr std::string_view kSuffix = ".sdef";
constexpr std::string_view kAppSuffix = ".adef";

class SystemModeller
{
public:
    SystemModeller(mkapp::ModelContext& context, System& system)
        : context_(context), diagnostics_(context.read.diagnostics), system_(system)
    {
    }

    void model(const definition::Tree& tree)
    {
        // Search directories and flags first: they hold for every app, wherever they are written.
        for (const Section& section : tree.sections)
        {
            search(section);
        }
        if (const std::string& last = context_.search.platformLimits; !last.empty())
        {
            context_.search.interfaces.push_back(last);
            context_.apis.addImportDirectory(last);
        }
        for (const Section& section : tree.sections)
        {
            const std::string& name = section.name.raw;
            if (name == "apps")
            {
                std::ranges::for_each(section.entries, [&](const Entry& entry) { app(entry); });
            }
            else if (name == "cflags" || name == "cxxflags" || name == "ldflags")
            {
                auto& flags = name == "cflags"     ? system_.cflags
                              : name == "cxxflags" ? system_.cxxflags
                                                   : system_.ldflags;
                std::ranges::move(mkapp::expandedList(section, context_.read), std::back_inserter(flags));
            }
            else
            {
                refuse(section);
            }
        }
        std::ranges::sort(system_.apps, {}, [](const SystemApp& one) -> const std::string& { return one.app->name; });
        std::vector<const Section*> bindings;
        for (const Section& section : tree.sections)
        {
            if (section.name.raw == "bindings")
            {
                bindings.push_back(&section);
            }
            else if (section.name.raw == "commands")
            {
                std::ranges::for_each(section.entries, [&](const Entry& entry) { command(entry); });
            }
        }
        modelBindings(bindings, system_, diagnostics_);
        std::ranges::sort(system_.commands, {}, &Command::name);
    }

private:
    void refuse(const Section& section)
    {
        static const std::map<std::string, std::string, std::less<>> kRefused = {
            {"extern", "external interfaces of a system are"},
            {"links", "links between systems are"},
            {"kernelModule", "kernel modules are"},
            {"kernelModules", "kernel modules are"},
            {"externalWatchdogKick", "external watchdogs are"},
            {"systemVersions", "system versions are"},
        };
        if (const auto found = kRefused.find(section.name.raw); found != kRefused.end())
        {
            mkapp::reportNotSupported(section.name, found->second, diagnostics_);
        }
    }

    void search(const Section& section)
    {
        mkapp::SearchPath& search = context_.search;
        const std::string& name = section.name.raw;
        std::vector<std::string>* list = name == "interfaceSearch"   ? &search.interfaces
                                         : name == "componentSearch" ? &search.components
                                         : name == "appSearch"       ? &search.apps
                                         : name == "moduleSearch"    ? &search.modules
                                                                     : nullptr;
        if (list == nullptr)
        {
            return;
        }
        for (const Entry& entry : section.entries)
        {
            const std::string written =
                entry.values.empty() ? std::string() : definition::expand(entry.values[0], context_.read);
            if (written.empty())
            {
                continue;
            }
            if (!written.starts_with('/'))
            {
                diagnostics_
                    .warning(codes::kRelativeSearch, entry.values[0].span,
                             fmt::format("'{}' is relative to the directory that the tool is started in", written))
                    .suggest(fmt::format("$CURDIR/{} would be relative to this file", written));
            }
            const std::string directory = normalizePath(joinPath(context_.read.world.workingDirectory(), written));
            list->push_back(directory);
            if (list == &search.interfaces)
            {
                context_.apis.addImportDirectory(directory);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------ apps

    /// The path that `reference` leads to in the app directories, or an empty string.
    std::string findApp(const std::string& reference)
    {
        return mkapp::searchFile(context_.read.world, reference, context_.search.apps);
    }

    bool isBinary(const std::string& reference)
    {
        return reference.ends_with(fmt::format(".{}.app", context_.target)) ||
               reference.ends_with(fmt::format(".{}.signed.app", context_.target));
    }

    void app(const Entry& entry)
    {
        if (entry.values.empty())
        {
            return;
        }
        const Word& word = entry.values[0];
        const std::string reference = definition::expand(word, context_.read);
        if (reference.empty())
        {
            diagnostics_.warning(codes::kEmptyApp, word.span, "the name of this app is empty, so it is left out");
            return;
        }
        std::string stem = mkapp::stemOf(reference, kAppSuffix);
        const std::string name = mkapp::identifierOf(stem);
        if (isBinary(reference))
        {
            mkapp::reportNotSupported(word, "apps in binary form are", diagnostics_);
            system_.failedApps.insert(mkapp::identifierOf(stem.substr(0, stem.find('.'))));
            return;
        }
        const std::string source = reference.ends_with(kAppSuffix) ? reference : reference + std::string(kAppSuffix);
        const std::string path = findApp(source);
        if (path.empty())
        {
            missing(word, reference, source);
            system_.failedApps.insert(name);
            return;
        }
        const auto [first, isNew] = appSpans_.try_emplace(name, word.span);
        if (!isNew)
        {
            diagnostics_.error(codes::kAppTwice, word.span, fmt::format("the system has two apps named '{}'", name))
                .note(first->second, "first listed here");
            return;
        }
        SystemApp modelled;
        modelled.span = word.span;
        modelled.app = mkapp::modelApp(context_, path, word.span);
        if (modelled.app == nullptr)
        {
            system_.failedApps.insert(name);
            return;
        }
        modelled.overrides = modelOverrides(entry, *modelled.app, diagnostics_);
        std::ranges::for_each(entry.overrides,
                              [&](const Section& each) { mkapp::noteEffect(each, modelled.withoutEffect); });
        system_.apps.push_back(std::move(modelled));
    }

    void missing(const Word& word, const std::string& reference, const std::string& source)
    {
        if (!findApp(fmt::format("{}.{}.app", reference, context_.target)).empty())
        {
            mkapp::reportNotSupported(word, "apps in binary form are", diagnostics_);
            return;
        }
        Diagnostic& error =
            diagnostics_.error(codes::kNoSuchApp, word.span, fmt::format("there is no app definition '{}'", source));
        const std::vector<std::string> root = {"/"};
        const std::vector<std::string>& directories = source.starts_with('/') ? root : context_.search.apps;
        if (!source.starts_with('/'))
        {
            error.note({}, mkapp::searchedIn(directories));
        }
        std::vector<std::string> names;
        for (const std::string& directory : directories)
        {
            const auto entries = context_.read.world.listDirectory(directoryOf(joinPath(directory, source)));
            for (const DirectoryEntry& one : entries.value_or(std::vector<DirectoryEntry>{}))
            {
                if (one.isRegular && one.name.ends_with(kAppSuffix))
                {
                    names.push_back(one.name);
                }
            }
        }
        if (const std::string nearest = nearestName(fileNameOf(source), names); !nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
    }

    // -------------------------------------------------------------------------------------------------- commands

    void command(const Entry& entry)
    {
        if (entry.name.empty() || entry.target.empty() || entry.values.empty())
        {
            return;
        }
        Command command{entry.name[0].span, entry.name[0].raw, entry.target[0].raw,
                        definition::unquote(entry.values[0])};
        const auto [first, isNew] = commandSpans_.try_emplace(command.name, command.span);
        if (!isNew)
        {
            diagnostics_
                .error(codes::kCommandTwice, command.span,
                       fmt::format("the system has two commands named '{}'", command.name))
                .note(first->second, "first defined here");
            return;
        }
        const SystemApp* app = requireApp(system_, entry.target[0], diagnostics_);
        const std::string inside = normalizePath(command.path);
        if (!command.path.starts_with('/') || inside == "/" || inside.starts_with("/.."))
        {
            diagnostics_
                .error(codes::kCommandPath, entry.values[0].span,
                       fmt::format("'{}' is no absolute path inside the app", command.path))
                .suggest(fmt::format("a program of the app is at /bin/<name>: {} = {}:/bin/{}", command.name,
                                     command.app, fileNameOf(command.path)));
            return;
        }
        if (app != nullptr)
        {
            command.path = inside;
            system_.commands.push_back(std::move(command));
        }
    }

    mkapp::ModelContext& context_;
    Diagnostics& diagnostics_;
    System& system_;
    std::map<std::string, Span> appSpans_, commandSpans_;
};

}  // namespace

SystemApp* findApp(std::vector<SystemApp>& apps, const std::string& name)
{
    const auto nameOf = [](const SystemApp& one) -> const std::string& { return one.app->name; };
    const auto found = std::ranges::lower_bound(apps, name, {}, nameOf);
    return found != apps.end() && found->app->name == name ? &*found : nullptr;
}

SystemApp* requireApp(System& system, const Word& word, Diagnostics& diagnostics)
{
    SystemApp* app = findApp(system.apps, word.raw);
    if (app != nullptr || system.failedApps.contains(word.raw))
    {
        return app;
    }
    Diagnostic& error =
        diagnostics.error(codes::kUnknownApp, word.span, fmt::format("the system has no app '{}'", word.raw));
    std::vector<std::string> names;
    for (const SystemApp& one : system.apps)
    {
        names.push_back(one.app->name);
    }
    if (const std::string nearest = nearestName(word.raw, names); !nearest.empty())
    {
        error.suggest(fmt::format("did you mean '{}'?", nearest));
    }
    return nullptr;
}

std::unique_ptr<System> modelSystem(mkapp::ModelContext& context, const std::string& path)
{
    auto system = std::make_unique<System>();
    system->definition = normalizePath(joinPath(context.read.world.workingDirectory(), path));
    system->directory = directoryOf(system->definition);
    system->name = mkapp::stemOf(system->definition, kSuffix);
    const mkapp::BuildDirectoryScope scope(context, "system");
    const size_t errorsBefore = context.read.diagnostics.errorCount();
    const auto tree = definition::read(context.read, system->definition, definition::FileKind::system);
    if (!tree)
    {
        return nullptr;
    }
    system->complete = context.read.diagnostics.errorCount() == errorsBefore;
    SystemModeller(context, *system).model(*tree);
    return system;
}

}  // namespace ligature::mksys
