// What an app sees as its file system, as a list of mounts. Pure: nothing is touched here.
//
// The app's writeable area is its root directory and its first current directory, as Legato apps expect. Everything
// else is mounted over it: bundled files at their paths, the framework's and the target's libraries in /lib, /tmp, a
// small /dev, /proc, the app's own Service Directory socket and trace folder, and what the manifest requires.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/daemons/supervisor/app_config.h"
#include "runtime/daemons/supervisor/elf_needs.h"

namespace ligature::supervisor
{

struct MountStep
{
    enum class Kind
    {
        Memory,    ///< a tmpfs with `options`
        BindFile,  ///< `source` shown at `target`
        BindDirectory,
        Device,    ///< a device node like `source`, or `source` itself where no nodes may be made
        Processes  ///< /proc
    };
    Kind kind;
    std::string source;  ///< absolute path of the target's file system, but see inArea
    std::string target;  ///< relative to the app's root directory
    bool readable = true;
    bool writeable = false;
    std::string options;  ///< Memory and Processes
    bool seal = false;    ///< Memory only: made read-only when all steps are done
    bool inArea = false;  ///< `source` is relative to the app's writeable area, in which no link may be followed
};

struct MountPlan
{
    std::vector<MountStep> steps;  ///< in order: a mount comes before those inside it
};

/// The plan for one app. `needs` are the libraries its programs need of the target. Throws std::runtime_error for a
/// manifest that wants two things at one place, or something inside a required directory.
MountPlan planMounts(const AppConfig& app, const ElfNeeds& needs);

/// A path in normal form without leading '/': no empty, "." or ".." nodes. Throws std::runtime_error for "..".
std::string relativePath(const std::string& path);

/// Where a required object appears: its destination, or inside it under the source's name if that ends in '/'.
std::string requiredTarget(const formats::RequiredObject& object);

}  // namespace ligature::supervisor
