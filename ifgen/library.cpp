#include "ifgen/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "grammar/api/read.h"
#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/model.h"
#include "ifgen/modeller.h"

namespace ligature::ifgen
{

namespace
{

constexpr std::string_view kExtension = ".api";
constexpr size_t kDeepestImport = 64;

std::string baseNameOf(const std::string& path)
{
    std::string name = fileNameOf(path);
    size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

bool isIdentifier(const std::string& name)
{
    auto isWordCharacter = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
    return !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
           std::all_of(name.begin(), name.end(), isWordCharacter);
}

}  // namespace

struct Library::State
{
    // One file on the way down from the file asked for, and where the next was named in it.
    struct Step
    {
        std::string path;
        Span use;
    };

    World& world;
    SourceMap& sources;
    Diagnostics& diagnostics;
    std::vector<std::string> importDirectories;
    std::map<std::string, std::unique_ptr<Interface>> byPath;  // null: has errors
    std::vector<Step> chain;

    const Interface* load(const std::string& path, Span requiredHere);
    Imports loadImports(const api::Tree& tree);
    std::optional<std::string> find(const api::Name& file, const std::string& from);
    void reportCycle(const std::string& path, Span use);
    void reportMissing(const api::Name& file);
    bool areNamesDifferent(const api::Tree& tree, const Imports& imports, const Interface& interface);
};

void Library::State::reportCycle(const std::string& path, Span use)
{
    auto first = std::find_if(chain.begin(), chain.end(), [&](const Step& step) { return step.path == path; });
    std::string cycle;
    for (auto step = first; step != chain.end(); ++step)
    {
        cycle += fileNameOf(step->path) + " -> ";
    }
    auto& diagnostic =
        diagnostics.error(kImportCycle, use, fmt::format("files use each other: {}{}", cycle, fileNameOf(path)));
    for (auto step = first; step + 1 < chain.end() && step != chain.end(); ++step)
    {
        diagnostic.note(step->use, fmt::format("{} is used here", fileNameOf((step + 1)->path)));
    }
}

// The directory of the file itself, that of the file asked for, then the search path (spec 1.6, 8.30).
std::optional<std::string> Library::State::find(const api::Name& file, const std::string& from)
{
    std::string name = file.text;
    if (!name.ends_with(kExtension))
    {
        name += kExtension;
    }
    std::vector<std::string> directories = {directoryOf(from), directoryOf(chain.front().path)};
    directories.insert(directories.end(), importDirectories.begin(), importDirectories.end());
    for (const std::string& directory : directories)
    {
        std::string candidate = joinPath(directory, name);
        if (world.fileExists(candidate))
        {
            return candidate;
        }
    }
    return std::nullopt;
}

void Library::State::reportMissing(const api::Name& file)
{
    std::vector<std::string> candidates;
    std::vector<std::string> directories = importDirectories;
    directories.push_back(directoryOf(chain.back().path));
    for (const std::string& directory : directories)
    {
        for (const DirectoryEntry& entry : world.listDirectory(directory).value_or(std::vector<DirectoryEntry>()))
        {
            if (entry.name.ends_with(kExtension))
            {
                candidates.push_back(baseNameOf(entry.name));
            }
        }
    }
    auto& diagnostic = diagnostics.error(kFileNotFound, file.span, fmt::format("cannot find '{}'", file.text));
    if (std::string nearest = nearestName(std::string(file.text), candidates); !nearest.empty())
    {
        diagnostic.suggest(fmt::format("did you mean {}?", nearest));
    }
    else
    {
        diagnostic.suggest("name its directory with --import-dir, or in an interfaceSearch section");
    }
}

Imports Library::State::loadImports(const api::Tree& tree)
{
    Imports imports;
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto* use = std::get_if<api::UseTypes>(&declaration.what);
        if (use == nullptr)
        {
            continue;
        }
        std::optional<std::string> path = find(use->file, tree.path);
        if (!path)
        {
            reportMissing(use->file);
            imports.push_back(nullptr);
            continue;
        }
        chain.back().use = use->file.span;
        size_t before = diagnostics.errorCount();
        const Interface* used = load(*path, use->file.span);
        if (used == nullptr && diagnostics.errorCount() == before)
        {
            // Its errors were listed when it was first loaded; say here why this file falls with it.
            diagnostics.error(kBrokenImport, use->file.span, fmt::format("'{}' has errors", use->file.text));
        }
        imports.push_back(used);
    }
    return imports;
}

// Files of one name would have the same names in C, and a header of one would include that of the other.
bool Library::State::areNamesDifferent(const api::Tree& tree, const Imports& imports, const Interface& interface)
{
    FileNames names(sources);
    names.add(interface);
    size_t next = 0;
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto* use = std::get_if<api::UseTypes>(&declaration.what);
        if (use == nullptr)
        {
            continue;
        }
        const Interface* direct = imports[next++];
        std::vector<const Interface*> brought = importClosure(*direct);
        brought.push_back(direct);
        for (const Interface* used : brought)
        {
            if (const Interface* other = names.add(*used))
            {
                diagnostics
                    .error(kSameFileName, use->file.span,
                           fmt::format("'{}' is used, and so is another '{}'", fileNameOf(used->path),
                                       fileNameOf(other->path)))
                    .note({used->file, 0, 0}, "this is used")
                    .note({other->file, 0, 0}, other == &interface ? "and this is the file itself" : "and this")
                    .suggest("rename one of them: both would have the same names in C");
                return false;
            }
        }
    }
    return true;
}

const Interface* Library::State::load(const std::string& path, Span requiredHere)
{
    std::string canonical = world.canonicalPath(path);
    if (auto known = byPath.find(canonical); known != byPath.end())
    {
        return known->second.get();
    }
    if (std::any_of(chain.begin(), chain.end(), [&](const Step& step) { return step.path == canonical; }))
    {
        reportCycle(canonical, requiredHere);
        return nullptr;
    }
    if (chain.size() >= kDeepestImport)
    {
        diagnostics.error(kImportCycle, requiredHere,
                          fmt::format("USETYPES leads through more than {} files", kDeepestImport));
        return nullptr;
    }
    std::optional<std::string> text = world.readFile(canonical);
    if (!text)
    {
        diagnostics.error(kFileNotFound, requiredHere,
                          fmt::format("cannot read '{}': {}", path, whyUnreadable(world, canonical)));
        byPath.emplace(canonical, nullptr);
        return nullptr;
    }
    FileId file = sources.add(canonical, std::move(*text));
    std::string name = baseNameOf(canonical);
    if (!isIdentifier(name))
    {
        diagnostics.error(kBadFileName, {file, 0, 0}, fmt::format("'{}' is not a name in C", name))
            .suggest("rename the file: letters, digits and underscores");
        byPath.emplace(canonical, nullptr);
        return nullptr;
    }

    size_t before = diagnostics.errorCount();
    chain.push_back({canonical, {}});
    api::Tree tree = api::read(sources, file, diagnostics);
    Imports imports = loadImports(tree);
    chain.pop_back();
    std::unique_ptr<Interface> model = makeModel(tree, name, imports, sources, diagnostics);
    if (diagnostics.errorCount() != before || (model && !areNamesDifferent(tree, imports, *model)))
    {
        model.reset();
    }
    return byPath.emplace(canonical, std::move(model)).first->second.get();
}

Library::Library(World& world, SourceMap& sources, Diagnostics& diagnostics, std::vector<std::string> importDirectories)
    : state_(new State{world, sources, diagnostics, std::move(importDirectories), {}, {}})
{
}

Library::~Library() = default;

const Interface* Library::load(const std::string& path, Span requiredHere)
{
    return state_->load(path, requiredHere);
}

void Library::addImportDirectory(std::string directory)
{
    state_->importDirectories.push_back(std::move(directory));
}

const Interface* FileNames::add(const Interface& interface)
{
    const Interface* known = byName_.emplace(upper(interface.name), &interface).first->second;
    const bool isCopy = known == &interface || sources_.text(known->file) == sources_.text(interface.file);
    return isCopy ? nullptr : known;
}

const std::string& baseName(const Interface& interface)
{
    return interface.name;
}

const std::string& filePath(const Interface& interface)
{
    return interface.path;
}

bool hasFunctions(const Interface& interface)
{
    return !interface.functions.empty();
}

namespace
{

void collectImports(const Interface& interface, std::vector<const Interface*>& list)
{
    for (const Interface* used : interface.imports)
    {
        if (std::find(list.begin(), list.end(), used) == list.end())
        {
            collectImports(*used, list);
            list.push_back(used);
        }
    }
}

}  // namespace

std::vector<const Interface*> importClosure(const Interface& interface)
{
    std::vector<const Interface*> list;
    collectImports(interface, list);
    return list;
}

}  // namespace ligature::ifgen
