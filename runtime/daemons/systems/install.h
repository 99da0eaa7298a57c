// Installing packs: new systems beside those that are there.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "runtime/daemons/systems/systems.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::systems
{

/// The target's state does not allow what was asked for. The pack is not at fault.
class StoreError : public formats::FormatError
{
public:
    using FormatError::FormatError;
};

/// The right to change what is installed; one process at a time has it. Made before install(), removeApp() and
/// removeOldSystems(), and given up with the object or the process.
class StoreLock
{
public:
    /// Makes the root directory if it is absent. Throws StoreError "another update is in progress" if another process
    /// holds the lock.
    explicit StoreLock(const formats::TargetLayout& layout);

private:
    formats::UniqueFd file_;
};

struct InstallOptions
{
    std::function<void(uint64_t done, uint64_t total)> unpacking = {};  ///< bytes of the pack
    std::function<void(unsigned done, unsigned total)> applying = {};   ///< steps after unpacking
    std::function<void(const std::string&)> note = {};                  ///< words for a person: what was left out
    StepHook step = {};
};

struct Installed
{
    unsigned index = 0;    ///< of the system that has it
    bool changed = false;  ///< false: exactly this is current already, nothing was done
};

/// Installs a pack of a system, or of an app as a new system: the current one with that app added or replaced. The
/// pack's content is verified as it is unpacked. The result is complete and synced to disk before it gets its number;
/// it is not made current. What apps have written in the current system is carried over. On failure nothing has
/// changed. Throws FormatError: StoreError or
/// FileError where the pack is not at fault.
Installed install(const StoreLock& lock, const formats::TargetLayout& layout, const std::string& packPath,
                  const InstallOptions& options = {});

/// A new system like the current one without an app, the app's bindings as a client and its commands. Throws
/// FormatError, also if the current system has no such app.
Installed removeApp(const StoreLock& lock, const formats::TargetLayout& layout, const std::string& app,
                    const InstallOptions& options = {});

/// Removes all systems but the newest `keep`, the current one and the newest good one, and apps that no system has any
/// more. What cannot be removed stays for the next time.
void removeOldSystems(const StoreLock& lock, const formats::TargetLayout& layout, unsigned keep = 3);

}  // namespace ligature::systems
