// The systems installed on a target: which there are, which one is current, how each of them did.
//
//   <root>/systems/<n>/manifest.json      what the system is; with manifest.sig, the hash of it
//   <root>/systems/<n>/lib/...            the framework's files
//   <root>/systems/<n>/status             "tried <times>", "good" or "bad"; absent: never started
//   <root>/systems/<n>/appsWriteable/<app>   what the app may write and has written
//   <root>/systems/current -> <n>
//   <root>/apps/<hash>/                   manifest.json, read-only/, writeable/ (as packed), shared between systems
//
// Everything here is done in steps of which each leaves a tree that a framework can start from. Functions keep no state
// and may be called from any process; changes of several processes at once are kept apart by StoreLock (install.h) but
// for makeCurrent() and setStatus(), which are atomic by themselves. All throw formats::FormatError.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "runtime/formats/manifest.h"
#include "runtime/formats/target_layout.h"

namespace ligature::systems
{

struct SystemStatus
{
    enum class Kind
    {
        untried,  ///< never started
        tried,    ///< started `tries` times, on probation
        good,
        bad
    };
    Kind kind = Kind::untried;
    unsigned tries = 0;
    bool operator==(const SystemStatus&) const = default;
};

/// "untried", "tried 2", "good", "bad": the words of the status file and of `legato status`.
std::string toText(const SystemStatus& status);

struct InstalledSystem
{
    unsigned index = 0;
    SystemStatus status;
    bool current = false;
};

/// All systems, oldest first. A status file that cannot be understood counts as `bad`.
std::vector<InstalledSystem> list(const formats::TargetLayout& layout);

/// What `current` points to; nullopt if it is absent or points to no system.
std::optional<unsigned> current(const formats::TargetLayout& layout);

/// The manifest of a system, checked against its manifest.sig if it has one (those made by install() do).
formats::SystemManifest loadSystem(const formats::TargetLayout& layout, unsigned index);

/// The manifest of an installed app, checked against the hash.
formats::AppManifest loadApp(const formats::TargetLayout& layout, const std::string& hash);

/// Complains if an installed app or system is not complete: a file that is missing or has another size or kind than its
/// manifest says. The contents are not read.
void verifyApp(const formats::TargetLayout& layout, const std::string& hash);
void verifySystem(const formats::TargetLayout& layout, unsigned index);

SystemStatus status(const formats::TargetLayout& layout, unsigned index);

/// Writes the status file atomically.
void setStatus(const formats::TargetLayout& layout, unsigned index, const SystemStatus& status);

/// Called with the name of the step that comes next. A test that throws from it, or ends the process, sees what a
/// failure at that place leaves behind.
using StepHook = std::function<void(const char* step)>;

/// Makes `current` point to a system that is there, by one rename, and syncs that to disk.
void makeCurrent(const formats::TargetLayout& layout, unsigned index, const StepHook& step = {});

/// The system to fall back to when `failed` cannot be run: the newest other one that is good, else the newest other one
/// that is not bad. Systems whose files are not complete are passed over. nullopt if there is none.
std::optional<unsigned> rollbackTarget(const formats::TargetLayout& layout, unsigned failed);

/// Gives system `to` what the apps have written in system `from` until now. install() has done that already; a
/// framework that goes on writing after it calls this between stopping `from` and starting `to` for the first time.
/// What cannot be copied is named to `note` and left out.
void carryWriteable(const formats::TargetLayout& layout, unsigned from, unsigned to,
                    const std::function<void(const std::string&)>& note = {});

}  // namespace ligature::systems
