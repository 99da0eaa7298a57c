// Apps: `.adef` files (spec/definition-files.md 2.2).
#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

constexpr std::string_view kSuffix = ".adef";

class AppModeller
{
public:
    AppModeller(ModelContext& context, App& app) : context_(context), diagnostics_(context.read.diagnostics), app_(app)
    {
    }

    void model(const definition::Tree& tree)
    {
        for (const Section& section : tree.sections)
        {
            if (section.name.raw == "maxFileSystemBytes")
            {
                maxFileSystemBytes_ = section.name.span;
            }
            noteSettings(section);
            if (!readLimit<App>(kAppLimits<App>, section, app_) && !simple(section))
            {
                complex(section);
            }
        }
        // What refers to other sections comes last, so that the order of sections does not matter.
        modelExterns(context_, externs_, app_);
        modelBindings(context_, bindings_, app_);
        if (!app_.sandboxed && app_.maxFileSystemBytes)
        {
            diagnostics_.warning(codes::kIgnoredLimit, maxFileSystemBytes_,
                                 "maxFileSystemBytes has no effect: the app is not sandboxed");
            app_.maxFileSystemBytes.reset();
        }
    }

private:
    void noteSettings(const Section& section)
    {
        noteEffect(section, app_.withoutEffect);
        const bool hasSettings = section.name.raw == "processes" || section.name.raw == "requires";
        for (const Section& part : hasSettings ? section.sections : std::vector<Section>{})
        {
            noteEffect(part, app_.withoutEffect);
        }
    }

    /// Sections with one value; false when it is none of them.
    bool simple(const Section& section)
    {
        if (!section.value)
        {
            return false;
        }
        const std::string& name = section.name.raw;
        const Word& value = *section.value;
        if (name == "version")
        {
            // Only a value that begins with a variable is substituted.
            app_.version =
                value.raw.starts_with('$') ? definition::expand(value, context_.read) : definition::unquote(value);
        }
        else if (name == "sandboxed")
        {
            app_.sandboxed = booleanOf(value).value_or(true);
        }
        else if (name == "start")
        {
            app_.startManual = startOf(value).value_or(false);
        }
        else if (name == "runGroup")
        {
            set(app_.runGroup, numberOf(value));
        }
        else if (name == "startGroup")
        {
            set(app_.startGroup, numberOf(value));
        }
        else if (name == "username")
        {
            app_.username = value.raw;
        }
        else if (name == "watchdogTimeout" && once(section, watchdogTimeout_))
        {
            app_.watchdogTimeout = watchdogTimeoutOf(value);
        }
        else if (name == "maxWatchdogTimeout" && once(section, maxWatchdogTimeout_))
        {
            app_.maxWatchdogTimeout = watchdogTimeoutOf(value);
        }
        else if (name == "watchdogAction" && once(section, watchdogAction_))
        {
            app_.watchdogAction = watchdogActionOf(value);
        }
        return true;
    }

    static void set(std::optional<uint32_t>& target, std::optional<uint64_t> number)
    {
        if (number)
        {
            target = static_cast<uint32_t>(*number);
        }
    }

    bool once(const Section& section, Span& first)
    {
        if (first.valid())
        {
            diagnostics_.error(codes::kSetTwice, section.name.span, fmt::format("'{}' is set twice", section.name.raw))
                .note(first, "first set here");
            return false;
        }
        first = section.name.span;
        return true;
    }

    void complex(const Section& section)
    {
        const std::string& name = section.name.raw;
        if (name == "executables")
        {
            std::ranges::for_each(section.entries, [&](const Entry& entry) { executable(entry); });
        }
        else if (name == "processes")
        {
            modelProcesses(context_, section, app_);
        }
        else if (name == "components")
        {
            std::ranges::for_each(section.entries, [&](const Entry& entry) { bareComponent(entry); });
        }
        else if (name == "bundles")
        {
            modelBundles(context_, section, app_.directory, true, app_.bundles);
        }
        else if (name == "requires")
        {
            std::ranges::for_each(section.sections, [&](const Section& part) { required(part); });
        }
        else if (name == "extern")
        {
            externs_.push_back(&section);
        }
        else if (name == "bindings")
        {
            bindings_.push_back(&section);
        }
        else if (name == "groups" || name == "capability")
        {
            names(section);
        }
        else if (name == "tags")
        {
            for (const Entry& entry : section.entries)
            {
                if (!entry.name.empty() && !entry.values.empty())
                {
                    app_.tags[definition::expand(entry.name[0], context_.read)] =
                        definition::expand(entry.values[0], context_.read);
                }
            }
        }
    }

    void names(const Section& section)
    {
        for (const Entry& entry : section.entries)
        {
            if (entry.values.empty())
            {
                continue;
            }
            if (section.name.raw == "groups")
            {
                app_.groups.insert(entry.values[0].raw);
            }
            else if (const auto capability = capabilityOf(entry.values[0], diagnostics_))
            {
                app_.capabilities.insert(*capability);
            }
        }
    }

    void required(const Section& part)
    {
        const std::string& name = part.name.raw;
        if (name == "configTree")
        {
            std::ranges::for_each(part.entries, [&](const Entry& entry) { configTree(entry); });
        }
        else if (name == "kernelModule" || name == "kernelModules")
        {
            reportNotSupported(part.name, "kernel modules are", diagnostics_);
        }
        else
        {
            modelRequired(context_, part, app_.requires_);
        }
    }

    void configTree(const Entry& entry)
    {
        if (entry.values.empty())
        {
            return;
        }
        const Word& word = entry.values[0];
        const std::string tree = word.raw == "." ? app_.name : word.raw;
        const Permissions permissions = entry.permissions ? permissionsOf(*entry.permissions) : Permissions{};
        const auto [first, isNew] = treeSpans_.try_emplace(tree, word.span);
        if (!isNew)
        {
            diagnostics_
                .error(codes::kConfigTreeTwice, word.span,
                       fmt::format("configuration tree '{}' is required twice", tree))
                .note(first->second, "first required here");
            return;
        }
        app_.configTrees[tree] = permissions.write;
    }

    /// An entry of `components:`.
    void bareComponent(const Entry& entry)
    {
        const std::string reference =
            entry.values.empty() ? std::string() : definition::expand(entry.values[0], context_.read);
        if (!reference.empty())
        {
            component(reference, entry.values[0].span);
        }
    }

    /// The component with all it depends on becomes part of the app; nullptr when it has mistakes (reported).
    const Component* component(const std::string& reference, Span requiredHere)
    {
        const Component* found = modelComponent(context_, reference, {app_.directory}, requiredHere);
        if (found != nullptr)
        {
            use(*found);
        }
        return found;
    }

    void use(const Component& component)
    {
        if (!used_.insert(&component).second)
        {
            return;
        }
        for (const ComponentDependency& dependency : component.dependencies)
        {
            use(*dependency.component);
        }
        app_.components.push_back(&component);
    }

    void executable(const Entry& entry)
    {
        if (entry.name.empty())
        {
            return;
        }
        const auto [same, isNew] = executableSpans_.try_emplace(entry.name[0].raw, entry.name[0].span);
        if (!isNew)
        {
            diagnostics_
                .error(codes::kExecutableTwice, entry.name[0].span,
                       fmt::format("the app has two executables named '{}'", entry.name[0].raw))
                .note(same->second, "first defined here");
            return;
        }
        Executable executable;
        executable.span = entry.name[0].span;
        executable.name = entry.name[0].raw;
        std::vector<const Component*> listed;
        for (const Word& word : entry.values)
        {
            const std::string reference = definition::expand(word, context_.read);
            if (reference.empty())
            {
                continue;
            }
            const Component* found = component(reference, word.span);
            found != nullptr ? listed.push_back(found) : void(executable.complete = false);
        }
        instantiate(executable, listed, true);
        const auto hasCode = [](const ComponentInstance& instance) { return instance.component->hasCode(); };
        if (executable.complete && std::ranges::none_of(executable.instances, hasCode))
        {
            diagnostics_.error(codes::kNoSourceCode, executable.span,
                               "Executable doesn't contain any components that have source code files.");
        }
        app_.executables.push_back(std::move(executable));
    }

    ModelContext& context_;
    Diagnostics& diagnostics_;
    App& app_;
    std::vector<const Section*> externs_, bindings_;
    std::unordered_set<const Component*> used_;
    std::unordered_map<std::string, Span> executableSpans_;
    std::map<std::string, Span> treeSpans_;
    Span maxFileSystemBytes_, watchdogTimeout_, maxWatchdogTimeout_, watchdogAction_;
};

}  // namespace

std::unique_ptr<App> modelApp(ModelContext& context, const std::string& path, Span requiredHere)
{
    auto app = std::make_unique<App>();
    app->definition = normalizePath(joinPath(context.read.world.workingDirectory(), path));
    app->directory = directoryOf(app->definition);
    app->fileStem = stemOf(app->definition, kSuffix);
    app->name = identifierOf(app->fileStem);
    if (app->name.empty())
    {
        context.read.diagnostics.error(codes::kBadName, requiredHere,
                                       fmt::format("no app name can be made of the file name '{}'", fileNameOf(path)));
        return nullptr;
    }
    const BuildDirectoryScope scope(context, "app/" + app->name);
    const size_t errorsBefore = context.read.diagnostics.errorCount();
    const auto tree = definition::read(context.read, app->definition, definition::FileKind::application, requiredHere);
    if (!tree)
    {
        return nullptr;
    }
    // After a mistake of syntax, what is absent may just not have been understood.
    app->complete = context.read.diagnostics.errorCount() == errorsBefore;
    app->span = {tree->file, 0, 0};
    AppModeller(context, *app).model(*tree);
    return app;
}

}  // namespace ligature::mkapp
