// Searching (spec/definition-files.md section 3). Each reference is looked for once per run.
#include <fmt/format.h>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

constexpr std::string_view kApiSuffix = ".api";

/// The `.api` file of the search directories whose name is nearest. Directories are listed only after a failure.
std::string nearestApi(World& world, const std::string& reference, const std::vector<std::string>& directories)
{
    std::vector<std::string> names;
    for (const std::string& directory : directories)
    {
        for (const DirectoryEntry& entry : world.listDirectory(directory).value_or(std::vector<DirectoryEntry>{}))
        {
            if (entry.isRegular && entry.name.ends_with(kApiSuffix))
            {
                names.push_back(entry.name);
            }
        }
    }
    return nearestName(reference, names);
}

}  // namespace

std::string searchFile(World& world, const std::string& reference, const std::vector<std::string>& directories)
{
    if (reference.starts_with('/'))
    {
        return world.fileExists(reference) ? normalizePath(reference) : "";
    }
    for (const std::string& directory : directories)
    {
        const std::string path = joinPath(directory, reference);
        if (world.fileExists(path))
        {
            return normalizePath(joinPath(world.workingDirectory(), path));
        }
    }
    return "";
}

std::string searchedIn(const std::vector<std::string>& directories)
{
    if (directories.empty())
    {
        return "there is no directory to search in";
    }
    std::string text = "searched in ";
    for (size_t i = 0; i < directories.size(); ++i)
    {
        text += fmt::format("{}'{}'", i > 0 ? ", " : "", directories[i]);
    }
    return text;
}

const ifgen::Interface* findInterface(ModelContext& context, const Word& path)
{
    const std::string reference = definition::expand(path, context.read);
    const auto [cached, isNew] = context.cache.interfaces.try_emplace(reference);
    if (isNew)
    {
        World& world = context.read.world;
        cached->second = searchFile(world, reference, context.search.interfaces);
        if (cached->second.empty())
        {
            Diagnostic& error = context.read.diagnostics.error(
                codes::kNoSuchApi, path.span, fmt::format("there is no interface file '{}'", reference));
            if (!reference.starts_with('/'))
            {
                error.note({}, searchedIn(context.search.interfaces));
            }
            const std::string nearest = nearestApi(world, reference, context.search.interfaces);
            if (!nearest.empty())
            {
                error.suggest(fmt::format("did you mean '{}'?", nearest));
            }
        }
    }
    return cached->second.empty() ? nullptr : context.apis.load(cached->second, path.span);
}

}  // namespace ligature::mkapp
