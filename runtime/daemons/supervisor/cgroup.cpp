#include "runtime/daemons/supervisor/cgroup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "runtime/daemons/supervisor/limits.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

namespace
{

bool writeTo(const std::string& file, const std::string& text)
{
    const formats::UniqueFd fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
    return fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// Where the version 2 hierarchy is mounted, empty if nowhere.
std::string mountOfVersion2(const std::string& mountTable)
{
    std::ifstream in(mountTable);
    for (std::string line; std::getline(in, line);)
    {
        if (line.find(" - cgroup2 ") != std::string::npos)
        {
            std::istringstream words(line);
            std::string word;
            for (int i = 0; i < 5; ++i)
            {
                words >> word;
            }
            return word;
        }
    }
    return "";
}

/// The calling process's group in that hierarchy: "/user.slice/...".
std::string ownGroup()
{
    std::ifstream in("/proc/self/cgroup");
    for (std::string line; std::getline(in, line);)
    {
        if (line.rfind("0::", 0) == 0)
        {
            return line.substr(3);
        }
    }
    return "";
}

}  // namespace

CgroupTree::CgroupTree(const std::string& mountTable)
{
    const std::string mount = mountOfVersion2(mountTable);
    const std::string own = ownGroup();
    if (mount.empty() || own.empty() || own.find("/..") != std::string::npos)
    {
        return;
    }
    const std::string parent = mount + (own == "/" ? "" : own);
    const std::string group = parent + "/ligature-" + std::to_string(::getpid());
    // A group of that name can only be left over from a dead process with our number.
    ::rmdir(group.c_str());
    // A group of our own may have processes of others beside us; then the kernel hands no controllers down.
    for (const char* controller : {"+memory", "+pids", "+cpu"})
    {
        writeTo(parent + "/cgroup.subtree_control", controller);
    }
    if (::mkdir(group.c_str(), 0755) != 0)
    {
        return;
    }
    path_ = group;
    std::ifstream in(group + "/cgroup.controllers");
    for (std::string name; in >> name;)
    {
        const bool handedDown = writeTo(group + "/cgroup.subtree_control", "+" + name);
        memory_ |= name == "memory" && handedDown;
        pids_ |= name == "pids" && handedDown;
        cpu_ |= name == "cpu" && handedDown;
    }
}

CgroupTree::~CgroupTree()
{
    if (usable())
    {
        ::rmdir(path_.c_str());
    }
}

AppCgroup::AppCgroup(const CgroupTree& tree, const std::string& app, const formats::AppLimits& limits,
                     unsigned extraThreads)
{
    if (!tree.usable())
    {
        return;
    }
    const std::string group = tree.path() + "/" + app;
    ::rmdir(group.c_str());
    if (::mkdir(group.c_str(), 0755) != 0)
    {
        return;
    }
    path_ = group;
    if (tree.hasMemory())
    {
        writeTo(group + "/memory.max", std::to_string(limits.maxMemoryBytes.value_or(kDefaultMemoryBytes)));
    }
    if (tree.hasPids())
    {
        writeTo(group + "/pids.max", std::to_string(limits.maxThreads.value_or(kDefaultThreads) + extraThreads));
    }
    if (tree.hasCpu())
    {
        // Shares of version 1 (default 1024) become weights of version 2 (default 100, 1 to 10000).
        const uint64_t share = limits.cpuShare.value_or(kDefaultCpuShare);
        writeTo(group + "/cpu.weight", std::to_string(std::clamp<uint64_t>(share * 100 / kDefaultCpuShare, 1, 10000)));
    }
}

AppCgroup::~AppCgroup()
{
    if (!path_.empty())
    {
        ::rmdir(path_.c_str());
    }
}

bool AppCgroup::add(pid_t process) const
{
    return !path_.empty() && writeTo(path_ + "/cgroup.procs", std::to_string(process));
}

bool AppCgroup::kill() const
{
    return !path_.empty() && writeTo(path_ + "/cgroup.kill", "1");
}

}  // namespace ligature::supervisor
