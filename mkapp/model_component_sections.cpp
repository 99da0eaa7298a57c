// What a Component.cdef says (spec/definition-files.md 2.3).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "ifgen/library.h"
#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

class ComponentModeller
{
public:
    ComponentModeller(ModelContext& context, Component& component)
        : context_(context),
          diagnostics_(context.read.diagnostics),
          component_(component),
          fileNames_(context.read.sources)
    {
    }

    /// False when something it depends on is missing.
    bool model(const definition::Tree& tree)
    {
        for (const Section& section : tree.sections)
        {
            topLevel(section);
        }
        // What refers to other sections comes last, so that the order of sections does not matter.
        for (const Section* section : bundles_)
        {
            modelBundles(context_, *section, component_.directory, component_.externalBuild.empty(),
                         component_.bundles);
        }
        modelPools(context_, pools_, complete_, component_);
        inheritLibraries();
        return complete_;
    }

private:
    void topLevel(const Section& section)
    {
        const std::string& name = section.name.raw;
        if (name == "sources")
        {
            sources(section);
        }
        else if (name == "cflags" || name == "cxxflags" || name == "ldflags")
        {
            auto& flags = name == "cflags"     ? component_.cflags
                          : name == "cxxflags" ? component_.cxxflags
                                               : component_.ldflags;
            for (const Entry& entry : section.entries)
            {
                for (const Word& word : entry.values)
                {
                    flags.push_back(definition::substitute(word, context_.read));
                }
            }
        }
        else if (name == "externalBuild")
        {
            onlyOneContent(section.name, component_.sources.empty());
            std::ranges::move(expandedList(section, context_.read), std::back_inserter(component_.externalBuild));
        }
        else if (name == "bundles")
        {
            bundles_.push_back(&section);
        }
        else if (name == "pools")
        {
            pools_.push_back(&section);
        }
        else if (name == "javaPackage")
        {
            reportNotSupported(section.name, "Java components are", diagnostics_);
        }
        else if (name == "provides" || name == "requires")
        {
            for (const Section& part : section.sections)
            {
                name == "provides" ? provides(part) : requires_(part);
            }
        }
    }

    void onlyOneContent(const Word& where, bool isOnly)
    {
        if (!isOnly && !mixed_)
        {
            mixed_ = true;
            diagnostics_
                .error(codes::kMixedContent, where.span,
                       "a component cannot have both source files and an external build")
                .suggest("move one of them to a component of its own and require that");
        }
    }

    void sources(const Section& section)
    {
        for (const Entry& entry : section.entries)
        {
            if (entry.values.empty())
            {
                continue;
            }
            const Word& word = entry.values[0];
            const std::string written = definition::expand(word, context_.read);
            if (written.empty())
            {
                continue;
            }
            onlyOneContent(word, component_.externalBuild.empty());
            const auto language = languageOf(written);
            if (!language)
            {
                diagnostics_
                    .error(codes::kUnknownSourceKind, word.span,
                           fmt::format("'{}' is neither a C nor a C++ source file", written))
                    .suggest("C: .c   C++: .cc .cp .cxx .cpp .c++ .C .CC .CPP");
                continue;
            }
            std::vector<std::string> directories = {component_.directory};
            directories.insert(directories.end(), context_.search.sources.begin(), context_.search.sources.end());
            const std::string path = sourcePath(written, directories);
            if (path.empty())
            {
                Diagnostic& error = diagnostics_.error(codes::kNoSuchSource, word.span,
                                                       fmt::format("there is no source file '{}'", written));
                if (!written.starts_with('/'))
                {
                    error.note({}, searchedIn(directories));
                }
                continue;
            }
            const auto [first, isNew] = sourceSpans_.try_emplace(path, word.span);
            if (!isNew)
            {
                diagnostics_
                    .error(codes::kSourceTwice, word.span, fmt::format("source file '{}' is listed twice", written))
                    .note(first->second, "first listed here");
                continue;
            }
            component_.sources.push_back({word.span, path, *language});
        }
    }

    /// Where a source file is, or an empty string. Links among its directories are followed now, so that a link that
    /// leads elsewhere one day gives another path, and that another object; a link in place of the file itself is the
    /// compiler's business.
    std::string sourcePath(const std::string& written, const std::vector<std::string>& directories)
    {
        World& world = context_.read.world;
        const std::string path = searchFile(world, written, directories);
        const std::string directory = directoryOf(path);
        return path.empty() || directory == component_.directory
                   ? path
                   : joinPath(world.canonicalPath(directory), fileNameOf(path));
    }

    void provides(const Section& part)
    {
        const std::string& name = part.name.raw;
        if (name == "api")
        {
            for (const Entry& entry : part.entries)
            {
                serverInterface(entry);
            }
        }
        else if (name == "headerDir")
        {
            for (const std::string& directory : expandedList(part, context_.read))
            {
                component_.headerDirectories.push_back(normalizePath(joinPath(component_.directory, directory)));
            }
        }
        else if (name == "lib")
        {
            libraries(part, component_.providedLibraries);
        }
    }

    void requires_(const Section& part)
    {
        const std::string& name = part.name.raw;
        if (name == "api")
        {
            for (const Entry& entry : part.entries)
            {
                clientInterface(entry);
            }
        }
        else if (name == "component")
        {
            for (const Entry& entry : part.entries)
            {
                dependency(entry);
            }
        }
        else if (name == "lib")
        {
            libraries(part, component_.libraries);
        }
        else if (name == "kernelModule" || name == "kernelModules")
        {
            reportNotSupported(part.name, "kernel modules are", diagnostics_);
        }
        else
        {
            modelRequired(context_, part, component_.requires_);
        }
    }

    /// The api of an entry and the name it has in the component; nullptr when it cannot be had (reported).
    const ifgen::Interface* interfaceOf(const Entry& entry, std::string& name)
    {
        if (entry.values.empty())
        {
            return nullptr;
        }
        const ifgen::Interface* api = findInterface(context_, entry.values[0]);
        if (api == nullptr)
        {
            complete_ = false;
            return nullptr;
        }
        name = entry.name.empty() ? ifgen::baseName(*api) : entry.name[0].raw;
        claimFileNames(*api, entry.span);
        return api;
    }

    /// `interfaces.h` includes the headers of all interfaces, and the library has the code of all of them: what another
    /// file of the same name declares would silently be taken for what this one does.
    void claimFileNames(const ifgen::Interface& api, Span span)
    {
        std::vector<const ifgen::Interface*> files = ifgen::importClosure(api);
        files.push_back(&api);
        for (const ifgen::Interface* file : files)
        {
            if (const ifgen::Interface* other = fileNames_.add(*file))
            {
                diagnostics_
                    .error(codes::kApiNameTwice, span,
                           fmt::format("the component uses two interface files of one name: '{}' and '{}'",
                                       ifgen::filePath(*other), ifgen::filePath(*file)))
                    .suggest("use one of them for both, or rename one: both have the same names in C");
                return;
            }
        }
    }

    /// Interfaces with code need names of their own: the name is the prefix of C functions, and in capitals that of
    /// constants.
    bool claimName(const std::string& name, Span span)
    {
        std::string capitals = name;
        std::ranges::transform(capitals, capitals.begin(), [](unsigned char c) { return std::toupper(c); });
        const auto [known, isNew] = interfaces_.try_emplace(capitals, Named{name, span});
        if (!isNew)
        {
            const Named& first = known->second;
            diagnostics_
                .error(codes::kInterfaceNameTwice, span,
                       first.name == name ? fmt::format("the component has two interfaces named '{}'", name)
                                          : fmt::format("the component has interfaces named '{}' and '{}', which are "
                                                        "one name in capitals",
                                                        first.name, name))
                .note(first.span, "first declared here")
                .suggest(fmt::format("give one of them an alias: other_{} = <file>.api", name));
        }
        return isNew;
    }

    void serverInterface(const Entry& entry)
    {
        std::string name;
        const ifgen::Interface* api = interfaceOf(entry, name);
        const bool async = hasOption(entry, "[async]");
        const bool direct = hasOption(entry, "[direct]");
        if (api != nullptr && claimName(name, entry.span))
        {
            if (async)
            {
                const auto [known, isNew] = context_.cache.asyncServers.try_emplace(api, false);
                if (isNew)
                {
                    known->second = ifgen::checkAsyncServer(*api, diagnostics_, entry.span);
                }
                complete_ &= known->second;
            }
            component_.servers.push_back({entry.span, name, api, hasOption(entry, "[manual-start]"), async, direct});
        }
    }

    void clientInterface(const Entry& entry)
    {
        std::string name;
        const ifgen::Interface* api = interfaceOf(entry, name);
        const bool optional = hasOption(entry, "[optional]");
        const bool manualStart = hasOption(entry, "[manual-start]");
        if (hasOption(entry, "[types-only]"))
        {
            if (api != nullptr)
            {
                component_.typesOnly.push_back({entry.span, name, api});
            }
            return;
        }
        const bool async = hasOption(entry, "[async]");
        if (api != nullptr && claimName(name, entry.span))
        {
            if (async)
            {
                checkAsync(*api, entry.span);
            }
            component_.clients.push_back({entry.span, name, api, manualStart || optional, optional, async});
        }
    }

    void checkAsync(const ifgen::Interface& api, Span asked)
    {
        const auto [known, isNew] = context_.cache.asyncClients.try_emplace(&api, false);
        if (isNew)
        {
            known->second = ifgen::checkAsyncClient(api, diagnostics_, asked);
        }
        complete_ &= known->second;
        if (!ifgen::hasAsyncCalls(api))
        {
            diagnostics_
                .warning(codes::kNothingAsync, asked,
                         fmt::format("'{}' has no function that can be called asynchronously", ifgen::baseName(api)))
                .suggest("leave [async] out");
        }
    }

    void dependency(const Entry& entry)
    {
        const std::string reference =
            entry.values.empty() ? std::string() : definition::expand(entry.values[0], context_.read);
        if (reference.empty())
        {
            return;
        }
        const Component* other = modelComponent(context_, reference, {component_.directory}, entry.values[0].span);
        if (other == nullptr)
        {
            complete_ = false;
            return;
        }
        const bool provideHeader = hasOption(entry, "[provide-header]");
        const auto known = std::ranges::find(component_.dependencies, other, &ComponentDependency::component);
        if (known != component_.dependencies.end())
        {
            known->provideHeader |= provideHeader;
            return;
        }
        component_.dependencies.push_back({entry.values[0].span, other, provideHeader});
    }

    void libraries(const Section& section, std::vector<LinkLibrary>& result)
    {
        for (const Entry& entry : section.entries)
        {
            const std::string written =
                entry.values.empty() ? std::string() : definition::expand(entry.values[0], context_.read);
            if (!written.empty())
            {
                if (auto library = linkLibrary(context_, component_, written, entry.values[0].span))
                {
                    result.push_back(std::move(*library));
                }
            }
        }
    }

    /// `provides: lib` counts for whoever requires this component.
    void inheritLibraries()
    {
        for (const ComponentDependency& dependency : component_.dependencies)
        {
            component_.libraries.insert(component_.libraries.end(), dependency.component->providedLibraries.begin(),
                                        dependency.component->providedLibraries.end());
        }
    }

    ModelContext& context_;
    Diagnostics& diagnostics_;
    Component& component_;
    bool complete_ = true;
    bool mixed_ = false;
    std::vector<const Section*> bundles_, pools_;
    struct Named
    {
        std::string name;
        Span span;
    };
    std::map<std::string, Span> sourceSpans_;
    std::map<std::string, Named> interfaces_;  ///< those with code, by their names in capitals
    ifgen::FileNames fileNames_;
};

}  // namespace

std::optional<SourceFile::Language> languageOf(const std::string& path)
{
    const std::string name = fileNameOf(path);
    const size_t dot = name.rfind('.');
    const std::string suffix = dot == std::string::npos ? "" : name.substr(dot);
    if (suffix == ".c")
    {
        return SourceFile::Language::c;
    }
    constexpr std::string_view kCxx[] = {".cc", ".cp", ".cxx", ".cpp", ".c++", ".C", ".CC", ".CPP"};
    if (std::ranges::find(kCxx, suffix) != std::end(kCxx))
    {
        return SourceFile::Language::cxx;
    }
    return std::nullopt;
}

bool modelSections(ModelContext& context, const definition::Tree& tree, Component& component)
{
    return ComponentModeller(context, component).model(tree);
}

}  // namespace ligature::mkapp
