#include "ifgen/compare_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "ifgen/codes.h"
#include "ifgen/compare.h"
#include "ifgen/library.h"
#include "ifgen/tell.h"

namespace ligature::ifgen
{

namespace
{

namespace fs = std::filesystem;

constexpr int kNothingBreaks = 0;
constexpr int kBreaks = 1;

// What is to be compared exists. Where nobody may look, it does not.
bool isThere(const std::string& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

class Run
{
public:
    explicit Run(const Options& options)
        : options_(options),
          before_(world_, sources_, diagnostics_, options.importDirectories),
          after_(world_, sources_, diagnostics_, options.importDirectories)
    {
    }

    void files(const std::string& before, const std::string& after);
    void folders(const std::string& before, const std::string& after);
    int finish();

private:
    void addInterfaces(const std::string& folder, const std::string& below, std::set<std::string>& names);
    void single(Library& library, const std::string& path, bool isGone);
    void add(Change change);
    std::string pathOf(const Span& place);
    void print();
    void printJson() const;

    const Options& options_;
    DiskWorld world_;
    SourceMap sources_;
    Diagnostics diagnostics_;
    Library before_;
    Library after_;
    std::vector<Change> changes_;
};

// A file that several others use shows its changes once, with all that they break.
void Run::add(Change change)
{
    auto same = std::find_if(changes_.begin(), changes_.end(),
                             [&](const Change& known)
                             { return known.place == change.place && known.message == change.message; });
    if (same == changes_.end())
    {
        changes_.push_back(std::move(change));
        return;
    }
    same->breaksSource = same->breaksSource || change.breaksSource;
    same->breaksWire = same->breaksWire || change.breaksWire;
}

void Run::files(const std::string& before, const std::string& after)
{
    const Interface* old = before_.load(before);
    const Interface* now = after_.load(after);
    if (old != nullptr && now != nullptr)
    {
        for (Change& change : compare(*old, *now))
        {
            add(std::move(change));
        }
    }
}

void Run::single(Library& library, const std::string& path, bool isGone)
{
    if (const Interface* interface = library.load(path))
    {
        add({isGone,
             isGone && hasFunctions(*interface),
             {interface->file, 0, 0},
             isGone ? "the file is gone" : "the file is new"});
    }
}

// Files of a folder find each other wherever in it they are.
void addFolders(Library& library, const std::string& folder, const std::set<std::string>& names)
{
    std::set<std::string> folders;
    for (const std::string& name : names)
    {
        folders.insert(directoryOf(joinPath(folder, name)));
    }
    for (const std::string& one : folders)
    {
        library.addImportDirectory(one);
    }
}

// The `.api` files in what is `below` a folder, as paths from there. What cannot be read must not pass for what is
// gone.
void Run::addInterfaces(const std::string& folder, const std::string& below, std::set<std::string>& names)
{
    const std::string directory = joinPath(folder, below);
    const auto entries = world_.listDirectory(directory);
    if (!entries)
    {
        diagnostics_.error(kFileNotFound, {}, fmt::format("cannot read '{}'", directory));
        return;
    }
    for (const DirectoryEntry& entry : *entries)
    {
        const std::string name = joinPath(below, entry.name);
        if (entry.isDirectory && !entry.isSymlink)
        {
            addInterfaces(folder, name, names);
        }
        else if (!entry.isDirectory && fs::path(name).extension() == ".api")
        {
            names.insert(name);
        }
    }
}

void Run::folders(const std::string& before, const std::string& after)
{
    std::set<std::string> old;
    std::set<std::string> now;
    addInterfaces(before, {}, old);
    addInterfaces(after, {}, now);
    if (old.empty() && now.empty() && !diagnostics_.hasErrors())
    {
        diagnostics_.error(kFileNotFound, {}, fmt::format("there is no .api file in '{}' or '{}'", before, after));
    }
    addFolders(before_, before, old);
    addFolders(after_, after, now);
    for (const std::string& name : old)
    {
        if (now.contains(name))
        {
            files(joinPath(before, name), joinPath(after, name));
        }
        else
        {
            single(before_, joinPath(before, name), true);
        }
    }
    for (const std::string& name : now)
    {
        if (!old.contains(name))
        {
            single(after_, joinPath(after, name), false);
        }
    }
}

std::string Run::pathOf(const Span& place)
{
    const std::string& path = sources_.path(place.file);
    const std::string start = world_.workingDirectory() + "/";
    return path.starts_with(start) ? path.substr(start.size()) : path;
}

void Run::print()
{
    for (const Change& change : changes_)
    {
        const LineColumn place = sources_.locate(change.place.file, change.place.begin);
        fmt::print("{}:{}:{}: {}: {}\n", pathOf(change.place), place.line, place.column, meaningOf(change),
                   change.message);
    }
}

void Run::printJson() const
{
    nlohmann::json list = nlohmann::json::array();
    for (const Change& change : changes_)
    {
        const LineColumn place = sources_.locate(change.place.file, change.place.begin);
        list.push_back({{"file", sources_.path(change.place.file)},
                        {"line", place.line},
                        {"column", place.column},
                        {"breaksSource", change.breaksSource},
                        {"breaksWire", change.breaksWire},
                        {"message", change.message}});
    }
    fmt::print("{}\n", list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

int Run::finish()
{
    if (diagnostics_.hasErrors())
    {
        tell(options_, diagnostics_, sources_, world_);
        return kBreaks;
    }
    options_.diagnostics == "json" ? printJson() : print();
    const bool breaks = std::any_of(changes_.begin(), changes_.end(),
                                    [](const Change& change) { return change.breaksSource || change.breaksWire; });
    return breaks ? kBreaks : kNothingBreaks;
}

/// Says which of the two is not there.
int lacks(const Options& options)
{
    Diagnostics diagnostics;
    for (const std::string& path : options.compare)
    {
        if (!isThere(path))
        {
            tellUnreadable(options, path, diagnostics);
        }
    }
    if (diagnostics.hasErrors())
    {
        DiskWorld world;
        tell(options, diagnostics, {}, world);
    }
    return kBreaks;
}

}  // namespace

int runCompare(const Options& options)
{
    const std::string& before = options.compare[0];
    const std::string& after = options.compare[1];
    if (!isThere(before) || !isThere(after))
    {
        return lacks(options);
    }
    if (fs::is_directory(before) != fs::is_directory(after))
    {
        tell("ifgen: --compare takes two files or two folders\n");
        return kBreaks;
    }
    Run run(options);
    fs::is_directory(before) ? run.folders(before, after) : run.files(before, after);
    return run.finish();
}

}  // namespace ligature::ifgen
