#include "mksys/survey/collect.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace ligature::survey
{

namespace
{

std::optional<Kind> kindOfFile(const std::string& name)
{
    const size_t dot = name.rfind('.');
    const std::string suffix = dot == std::string::npos ? "" : name.substr(dot);
    if (suffix == ".api")
    {
        return Kind::api;
    }
    if (suffix == ".cdef")
    {
        return Kind::cdef;
    }
    if (suffix == ".adef")
    {
        return Kind::adef;
    }
    if (suffix == ".sdef")
    {
        return Kind::sdef;
    }
    if (suffix == ".mdef")
    {
        return Kind::mdef;
    }
    return std::nullopt;
}

void collectInto(World& world, const std::string& folder, const std::string& relative, std::vector<FoundFile>& files)
{
    const auto entries = world.listDirectory(folder);
    if (!entries)
    {
        return;
    }
    for (const DirectoryEntry& entry : *entries)
    {
        const std::string path = joinPath(folder, entry.name);
        const std::string below = relative.empty() ? entry.name : relative + "/" + entry.name;
        if (entry.isDirectory)
        {
            if (!entry.isSymlink && !entry.name.starts_with('.') && !entry.name.starts_with("_build"))
            {
                collectInto(world, path, below, files);
            }
        }
        else if (const std::optional<Kind> kind = kindOfFile(entry.name); kind && entry.isRegular)
        {
            files.push_back({*kind, path, below});
        }
    }
}

}  // namespace

std::vector<FoundFile> collect(World& world, const std::string& folder)
{
    std::vector<FoundFile> files;
    collectInto(world, folder, "", files);
    std::sort(files.begin(), files.end(),
              [](const FoundFile& a, const FoundFile& b)
              { return std::tie(a.kind, a.relative) < std::tie(b.kind, b.relative); });
    return files;
}

}  // namespace ligature::survey
