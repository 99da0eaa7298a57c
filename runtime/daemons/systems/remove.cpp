// Removing what no one will start any more.
#include <algorithm>
#include <set>

#include <dirent.h>

#include "runtime/daemons/systems/install.h"
#include "runtime/daemons/systems/store.h"
#include "runtime/formats/files.h"
#include "runtime/formats/names.h"

namespace ligature::systems
{

using formats::FormatError;
using formats::TargetLayout;

namespace
{

std::vector<unsigned> surplus(const TargetLayout& layout, unsigned keep)
{
    std::vector<InstalledSystem> systems = list(layout);
    std::reverse(systems.begin(), systems.end());
    std::vector<unsigned> result;
    bool goodKept = false;
    for (size_t i = 0; i < systems.size(); ++i)
    {
        const bool newestGood = !goodKept && systems[i].status.kind == SystemStatus::Kind::good;
        goodKept = goodKept || newestGood;
        if (i >= keep && !systems[i].current && !newestGood)
        {
            result.push_back(systems[i].index);
        }
    }
    return result;
}

std::vector<std::string> installedApps(const TargetLayout& layout)
{
    std::vector<std::string> hashes;
    DIR* stream = opendir(layout.apps().c_str());
    if (!stream)
    {
        return hashes;
    }
    while (const dirent* entry = readdir(stream))
    {
        if (formats::isHash(entry->d_name))
        {
            hashes.emplace_back(entry->d_name);
        }
    }
    closedir(stream);
    return hashes;
}

/// Out of its place by one rename, then piece by piece: nothing half removed is ever found where it was.
void discard(const TargetLayout& layout, const std::string& path, const std::string& name)
{
    const std::string grave = layout.unpackArea() + "/removed-" + name;
    if (rename(path.c_str(), grave.c_str()) == 0)
    {
        formats::removeTree(grave);
    }
}

}  // namespace

void removeOldSystems(const StoreLock&, const TargetLayout& layout, unsigned keep)
{
    try
    {
        cleanUnpackArea(layout);
    }
    catch (const FormatError&)
    {
        return;  // the next installation says what is wrong
    }
    for (const unsigned index : surplus(layout, keep))
    {
        discard(layout, layout.system(index), std::to_string(index));
    }
    std::set<std::string> wanted;
    for (const unsigned index : indices(layout))
    {
        try
        {
            for (const formats::SystemAppEntry& app : loadSystem(layout, index).apps)
            {
                wanted.insert(app.hash);
            }
        }
        catch (const FormatError&)
        {
            return;  // what this system needs is not known: no app is removed
        }
    }
    for (const std::string& hash : installedApps(layout))
    {
        if (!wanted.contains(hash))
        {
            discard(layout, layout.app(hash), hash);
        }
    }
    formats::removeTree(layout.unpackArea());
}

}  // namespace ligature::systems
