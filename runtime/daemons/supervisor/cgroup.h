// Control groups (version 2) of apps: limits where the kernel has the controllers, and a sure way to kill a whole app.
#pragma once

#include <sys/types.h>

#include <string>

#include "runtime/formats/manifest.h"

namespace ligature::supervisor
{

/// The group below which each app gets a group of its own. Exists for as long as the object.
class CgroupTree
{
public:
    /// Makes a group below that of the calling process. Where the kernel or the rights do not allow it, the object is
    /// there but unusable.
    explicit CgroupTree(const std::string& mountTable = "/proc/self/mountinfo");
    ~CgroupTree();
    CgroupTree(const CgroupTree&) = delete;
    CgroupTree& operator=(const CgroupTree&) = delete;

    bool usable() const { return !path_.empty(); }
    bool hasMemory() const { return memory_; }
    bool hasPids() const { return pids_; }
    bool hasCpu() const { return cpu_; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
    bool memory_ = false;
    bool pids_ = false;
    bool cpu_ = false;
};

/// The group of one running app; removed with the object.
class AppCgroup
{
public:
    /// Does nothing if the tree is unusable. `extraThreads` are allowed on top of the app's maxThreads.
    AppCgroup(const CgroupTree& tree, const std::string& app, const formats::AppLimits& limits, unsigned extraThreads);
    ~AppCgroup();
    AppCgroup(const AppCgroup&) = delete;
    AppCgroup& operator=(const AppCgroup&) = delete;

    /// Moves a process, and so all its later children, into the group. False if that is not possible.
    bool add(pid_t process) const;
    /// Kills every process in the group. False if the kernel cannot.
    bool kill() const;

private:
    std::string path_;
};

}  // namespace ligature::supervisor
