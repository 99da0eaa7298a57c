#include <string_view>
#include <vector>

#include "grammar/world.h"

namespace ligature
{

std::string whyUnreadable(World& world, const std::string& path)
{
    if (world.directoryExists(path))
    {
        return "it is a directory";
    }
    if (world.fileExists(path))
    {
        return "permission denied";
    }
    for (const DirectoryEntry& entry : world.listDirectory(directoryOf(path)).value_or(std::vector<DirectoryEntry>{}))
    {
        if (entry.name == fileNameOf(path) && !entry.isSymlink)
        {
            return "it is no regular file";
        }
    }
    return "no such file";
}

std::string joinPath(const std::string& base, const std::string& path)
{
    if (base.empty() || (!path.empty() && path.front() == '/'))
    {
        return path;
    }
    if (path.empty())
    {
        return base;
    }
    std::string result;
    result.reserve(base.size() + 1 + path.size());
    result = base;
    if (result.back() != '/')
    {
        result += '/';
    }
    return result += path;
}

std::string normalizePath(const std::string& path)
{
    const bool absolute = !path.empty() && path.front() == '/';
    std::vector<std::string_view> parts;
    const std::string_view all = path;
    for (size_t begin = 0; begin < all.size();)
    {
        const size_t slash = std::min(all.find('/', begin), all.size());
        const std::string_view part = all.substr(begin, slash - begin);
        begin = slash + 1;
        if (part.empty() || part == ".")
        {
            continue;
        }
        if (part != "..")
        {
            parts.push_back(part);
        }
        else if (!parts.empty() && parts.back() != "..")
        {
            parts.pop_back();
        }
        else if (!absolute)
        {
            parts.push_back(part);
        }
    }
    std::string result = absolute ? "/" : "";
    for (size_t i = 0; i < parts.size(); ++i)
    {
        if (i > 0)
        {
            result += '/';
        }
        result += parts[i];
    }
    return result.empty() ? "." : result;
}

std::string directoryOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    if (slash == std::string::npos)
    {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string fileNameOf(const std::string& path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace ligature
