#include "grammar/world.h"

namespace ligature
{

std::string MemoryWorld::absolute(const std::string& path) const
{
    return normalizePath(joinPath(workingDirectory_, path));
}

void MemoryWorld::addFile(const std::string& path, std::string text)
{
    files_.insert_or_assign(absolute(path), std::move(text));
}

void MemoryWorld::addDirectory(const std::string& path)
{
    directories_.insert_or_assign(absolute(path), true);
}

void MemoryWorld::removeFile(const std::string& path)
{
    files_.erase(absolute(path));
}

void MemoryWorld::setVariable(const std::string& name, std::string value)
{
    variables_.insert_or_assign(name, std::move(value));
}

std::optional<std::string> MemoryWorld::readFile(const std::string& path)
{
    reads_.push_back(path);
    const auto found = files_.find(absolute(path));
    return found != files_.end() ? std::optional(found->second) : std::nullopt;
}

bool MemoryWorld::fileExists(const std::string& path)
{
    return files_.contains(absolute(path));
}

bool MemoryWorld::directoryExists(const std::string& path)
{
    const std::string name = absolute(path);
    if (name == "/" || name == workingDirectory_)
    {
        return true;
    }
    const std::string prefix = name + "/";
    const auto holds = [&](const auto& tree)
    {
        const auto first = tree.lower_bound(prefix);
        return first != tree.end() && first->first.starts_with(prefix);
    };
    return directories_.contains(name) || holds(directories_) || holds(files_);
}

std::optional<std::vector<DirectoryEntry>> MemoryWorld::listDirectory(const std::string& path)
{
    if (!directoryExists(path))
    {
        return std::nullopt;
    }
    const std::string name = absolute(path);
    const std::string prefix = name == "/" ? name : name + "/";
    std::map<std::string, bool> names;  // to "is a directory"
    const auto collect = [&](const auto& tree, bool leafIsDirectory)
    {
        for (auto at = tree.lower_bound(prefix); at != tree.end() && at->first.starts_with(prefix); ++at)
        {
            const size_t slash = at->first.find('/', prefix.size());
            const bool isLeaf = slash == std::string::npos;
            names[at->first.substr(prefix.size(), isLeaf ? slash : slash - prefix.size())] = !isLeaf || leafIsDirectory;
        }
    };
    collect(files_, false);
    collect(directories_, true);

    std::vector<DirectoryEntry> entries;
    entries.reserve(names.size());
    for (const auto& [entry, isDirectory] : names)
    {
        entries.push_back({entry, isDirectory, !isDirectory, false});
    }
    return entries;
}

std::optional<std::string> MemoryWorld::variable(const std::string& name)
{
    const auto found = variables_.find(name);
    return found != variables_.end() ? std::optional(found->second) : std::nullopt;
}

std::string MemoryWorld::canonicalPath(const std::string& path)
{
    return absolute(path);
}

}  // namespace ligature
