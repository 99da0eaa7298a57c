#include "runtime/daemons/systems/systems.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/daemons/systems/store.h"
#include "runtime/daemons/systems/writeable.h"
#include "runtime/formats/files.h"

namespace ligature::systems
{

using formats::FormatError;

namespace
{

constexpr const char* kTried = "tried ";

std::string statusFile(const formats::TargetLayout& layout, unsigned index)
{
    return layout.system(index) + "/status";
}

bool exists(const std::string& path)
{
    struct stat status = {};
    return lstat(path.c_str(), &status) == 0;
}

SystemStatus parseStatus(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
    {
        text.pop_back();
    }
    if (text == "good")
    {
        return {SystemStatus::Kind::good, 0};
    }
    if (text.starts_with(kTried))
    {
        if (const std::optional<unsigned> tries = parseIndex(text.substr(std::char_traits<char>::length(kTried))))
        {
            return {SystemStatus::Kind::tried, *tries};
        }
    }
    return {SystemStatus::Kind::bad, 0};
}

bool isComplete(const formats::TargetLayout& layout, unsigned index)
{
    try
    {
        verifySystem(layout, index);
        return true;
    }
    catch (const FormatError&)
    {
        return false;
    }
}

}  // namespace

std::string toText(const SystemStatus& status)
{
    switch (status.kind)
    {
        case SystemStatus::Kind::untried:
            return "untried";
        case SystemStatus::Kind::tried:
            return kTried + std::to_string(status.tries);
        case SystemStatus::Kind::good:
            return "good";
        case SystemStatus::Kind::bad:
            break;
    }
    return "bad";
}

std::optional<unsigned> current(const formats::TargetLayout& layout)
{
    char target[16];
    const ssize_t length = readlink(layout.currentSystem().c_str(), target, sizeof(target));
    if (length <= 0)
    {
        return std::nullopt;
    }
    const std::optional<unsigned> index = parseIndex(std::string(target, static_cast<size_t>(length)));
    return index && exists(layout.system(*index)) ? index : std::nullopt;
}

SystemStatus status(const formats::TargetLayout& layout, unsigned index)
{
    const std::string path = statusFile(layout, index);
    if (!exists(path))
    {
        return {};
    }
    try
    {
        return parseStatus(formats::readWholeFile(path, 64));
    }
    catch (const FormatError&)
    {
        return {SystemStatus::Kind::bad, 0};
    }
}

void setStatus(const formats::TargetLayout& layout, unsigned index, const SystemStatus& status)
{
    if (!exists(layout.system(index)))
    {
        throw FormatError("there is no system " + std::to_string(index));
    }
    const std::string path = statusFile(layout, index);
    if (status.kind == SystemStatus::Kind::untried)
    {
        if (unlink(path.c_str()) != 0 && errno != ENOENT)
        {
            formats::throwSystemError("cannot remove", path);
        }
        return formats::syncDirectory(layout.system(index));
    }
    formats::writeFileAtomically(path, toText(status) + "\n");
}

std::vector<InstalledSystem> list(const formats::TargetLayout& layout)
{
    const std::optional<unsigned> now = current(layout);
    std::vector<InstalledSystem> systems;
    for (const unsigned index : indices(layout))
    {
        systems.push_back({index, status(layout, index), now == index});
    }
    return systems;
}

void makeCurrent(const formats::TargetLayout& layout, unsigned index, const StepHook& step)
{
    const auto before = [&](const char* name)
    {
        if (step)
        {
            step(name);
        }
    };
    if (!exists(layout.system(index)))
    {
        throw FormatError("there is no system " + std::to_string(index));
    }
    // The name is this process's own: a link that a killed process has left is nobody's business but the next
    // install's.
    const std::string link = layout.currentSystem() + "." + std::to_string(getpid());
    before("write the link");
    unlink(link.c_str());
    if (symlink(std::to_string(index).c_str(), link.c_str()) != 0)
    {
        formats::throwSystemError("cannot create", link);
    }
    before("switch the link");
    if (rename(link.c_str(), layout.currentSystem().c_str()) != 0)
    {
        unlink(link.c_str());
        formats::throwSystemError("cannot replace", layout.currentSystem());
    }
    before("sync the link");
    formats::syncDirectory(layout.systems());
}

std::optional<unsigned> rollbackTarget(const formats::TargetLayout& layout, unsigned failed)
{
    std::vector<InstalledSystem> systems = list(layout);
    std::reverse(systems.begin(), systems.end());
    std::erase_if(systems, [&](const InstalledSystem& system)
                  { return system.index == failed || system.status.kind == SystemStatus::Kind::bad; });
    std::stable_partition(systems.begin(), systems.end(),
                          [](const InstalledSystem& system) { return system.status.kind == SystemStatus::Kind::good; });
    for (const InstalledSystem& system : systems)
    {
        if (isComplete(layout, system.index))
        {
            return system.index;
        }
    }
    return std::nullopt;
}

void carryWriteable(const formats::TargetLayout& layout, unsigned from, unsigned to,
                    const std::function<void(const std::string&)>& note)
{
    const std::string area = layout.system(to) + "/" + kWriteableFolder;
    const std::string fresh = area + ".new";
    formats::removeTree(fresh);
    try
    {
        formats::makeDirectories(fresh);
        for (const formats::SystemAppEntry& app : loadSystem(layout, to).apps)
        {
            makeWriteableArea(layout.app(app.hash) + "/writeable",
                              layout.system(from) + "/" + kWriteableFolder + "/" + app.name, fresh + "/" + app.name,
                              note);
        }
        formats::syncDirectory(fresh);
        if (renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, area.c_str(), RENAME_EXCHANGE) != 0)
        {
            formats::throwSystemError("cannot replace", area);
        }
        formats::syncDirectory(layout.system(to));
    }
    catch (...)
    {
        formats::removeTree(fresh);
        throw;
    }
    formats::removeTree(fresh);
}

}  // namespace ligature::systems
