#include "runtime/daemons/supervisor/mount_plan.h"

#include <map>
#include <set>
#include <stdexcept>

#include "runtime/daemons/supervisor/limits.h"

namespace ligature::supervisor
{

namespace
{

using Kind = MountStep::Kind;

/// Folders that belong to the system in any app: they are not part of the writeable area.
bool isSystemFolder(const std::string& name)
{
    static const std::set<std::string> kNames{"bin",   "dev",  "etc", "lib", "lib32",
                                              "lib64", "sbin", "sys", "usr", "var"};
    return kNames.contains(name);
}

std::string topOf(const std::string& path)
{
    return path.substr(0, path.find('/'));
}

bool isBelow(const std::string& path, const std::string& folder)
{
    return path.size() > folder.size() && path.compare(0, folder.size(), folder) == 0 && path[folder.size()] == '/';
}

bool anyBelow(const std::set<std::string>& paths, const std::string& folder)
{
    const auto first = paths.lower_bound(folder + "/");
    return first != paths.end() && isBelow(*first, folder);
}

class Planner
{
public:
    Planner(const AppConfig& app, const ElfNeeds& needs) : app_(app), needs_(needs) {}

    MountPlan plan()
    {
        addForeign();
        addBundled();
        refuseNesting();
        MountPlan plan;
        std::set<std::string> folders;
        for (const auto& [target, step] : steps_)
        {
            const std::string top = topOf(target);
            if (top != target && isSystemFolder(top) && folders.insert(top).second)
            {
                // Only for the nodes in between; bytes are in what is mounted on them.
                plan.steps.push_back({Kind::Memory, "", top, true, false, "size=256k,nr_inodes=4096,mode=0755", true});
            }
        }
        for (const auto& file : app_.manifest.files)
        {
            const std::string path = relativePath(file.path);
            if (file.writeable && folders.contains(topOf(path)))
            {
                put({Kind::BindFile, path, path, true, true, "", false, true});
            }
        }
        for (auto& [target, step] : steps_)  // sorted: a folder before what is in it
        {
            plan.steps.push_back(step);
        }
        return plan;
    }

private:
    void put(MountStep step)
    {
        const std::string target = step.target;
        if (target.empty())
        {
            throw std::runtime_error("something would have to appear at the app's root directory itself");
        }
        const auto [at, isNew] = steps_.emplace(target, std::move(step));
        if (!isNew)
        {
            throw std::runtime_error("two things would have to appear at /" + target);
        }
    }

    void addForeign()
    {
        for (const auto& object : app_.manifest.requires_)
        {
            MountStep step{Kind::BindFile, object.source, requiredTarget(object), true, true, "", false};
            if (object.read || object.write || object.execute)
            {
                step.readable = object.read || object.execute;
                step.writeable = object.write;
            }
            if (object.kind == "directory")
            {
                step.kind = Kind::BindDirectory;
            }
            else if (object.kind == "device")
            {
                step.kind = Kind::Device;
            }
            put(std::move(step));
        }
        for (const char* device : {"dev/null", "dev/zero", "dev/urandom"})
        {
            if (!steps_.contains(device))
            {
                put({Kind::Device, "/" + std::string(device), device, true, true, "", false});
            }
        }
        std::set<std::string> own;
        for (const auto& file : app_.manifest.files)
        {
            own.insert(relativePath(file.path));
        }
        if (!app_.frameworkLibrary.empty())
        {
            putUnlessThere(own, app_.frameworkLibrary, "lib/liblegato.so");
        }
        for (const auto& [target, source] : needs_.files)
        {
            putUnlessThere(own, source, relativePath(target));
        }
        const uint64_t bytes = app_.manifest.limits.maxFileSystemBytes.value_or(kDefaultFileSystemBytes);
        // A tmpfs of size 0 would be one without limit.
        put({Kind::Memory, "", "tmp", true, true,
             "size=" + std::to_string(bytes == 0 ? 4096 : bytes) + ",nr_inodes=" + std::to_string(64 + bytes / 1024) +
                 ",mode=1777",
             false});
        put({Kind::BindFile, app_.runDirectory + "/serviceDirectory", "tmp/legato/serviceDirectory", true, true, "",
             false});
        put({Kind::BindDirectory, app_.runDirectory + "/trace", "tmp/legato/trace", true, false, "", false});
        const auto inside = steps_.lower_bound("proc/");
        const bool wantsMore = inside != steps_.end() && isBelow(inside->first, "proc");
        // Processes only, not what else the kernel shows there, unless the app requires some of that.
        put({Kind::Processes, "", "proc", true, true, wantsMore ? "hidepid=invisible" : "hidepid=invisible,subset=pid",
             false});
    }

    void putUnlessThere(const std::set<std::string>& own, const std::string& source, const std::string& target)
    {
        if (!own.contains(target) && !steps_.contains(target))
        {
            put({Kind::BindFile, source, target, true, false, "", false});
        }
    }

    /// Read-only files. A folder with nothing else in it is mounted as a whole: an app may bundle thousands of files.
    void addBundled()
    {
        std::set<std::string> others;
        for (const auto& [target, step] : steps_)
        {
            others.insert(target);
        }
        for (const auto& file : app_.manifest.files)
        {
            if (file.writeable)
            {
                others.insert(relativePath(file.path));
            }
        }
        std::set<std::string> whole;
        for (const auto& file : app_.manifest.files)
        {
            if (file.writeable)
            {
                continue;
            }
            const std::string path = relativePath(file.path);
            std::string shown = path;
            for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
            {
                const std::string folder = path.substr(0, slash);
                if (!others.contains(folder) && !anyBelow(others, folder))
                {
                    shown = folder;
                    break;
                }
            }
            const std::string source = app_.readOnlyDirectory + "/" + shown;
            if (shown == path)
            {
                put({Kind::BindFile, source, shown, true, false, "", false});
            }
            else if (whole.insert(shown).second)
            {
                put({Kind::BindDirectory, source, shown, true, false, "", false});
            }
        }
    }

    /// A mount point inside a required directory would have to be made in a directory that is not the app's.
    void refuseNesting() const
    {
        for (const auto& [target, step] : steps_)
        {
            if (step.kind != Kind::BindDirectory)
            {
                continue;
            }
            const auto inside = steps_.upper_bound(target + "/");
            if (inside != steps_.end() && isBelow(inside->first, target))
            {
                throw std::runtime_error("/" + inside->first + " would have to be made inside " + step.source +
                                         ", which appears at /" + target);
            }
        }
    }

    const AppConfig& app_;
    const ElfNeeds& needs_;
    std::map<std::string, MountStep> steps_;  ///< by target
};

}  // namespace

std::string relativePath(const std::string& path)
{
    std::string result;
    for (size_t start = 0; start < path.size();)
    {
        const size_t end = std::min(path.find('/', start), path.size());
        const std::string node = path.substr(start, end - start);
        if (node == "..")
        {
            throw std::runtime_error(path + ": '..' is not allowed");
        }
        if (!node.empty() && node != ".")
        {
            result += (result.empty() ? "" : "/") + node;
        }
        start = end + 1;
    }
    return result;
}

std::string requiredTarget(const formats::RequiredObject& object)
{
    std::string destination = object.destination;
    if (destination.empty() || destination.back() == '/')
    {
        const std::string source = relativePath(object.source);
        destination += source.substr(source.rfind('/') + 1);
    }
    return relativePath(destination);
}

MountPlan planMounts(const AppConfig& app, const ElfNeeds& needs)
{
    return Planner(app, needs).plan();
}

}  // namespace ligature::supervisor
