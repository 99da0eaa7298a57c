// The immutable model of a system (spec/definition-files.md 2.1, 4).
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "mkapp/model.h"

namespace ligature::mksys
{

/// What an entry of `apps:` says over the app's own .adef (spec 2.1.3). Unset: the app's value. None of it goes into
/// the app's pack: it lives in the system's manifest.
struct AppOverrides
{
    std::optional<uint64_t> cpuShare, maxFileSystemBytes, maxMemoryBytes, maxMQueueBytes, maxQueuedSignals, maxThreads,
        maxSecureStorageBytes;
    std::optional<uint64_t> maxCoreDumpFileBytes, maxFileBytes, maxFileDescriptors, maxLockedMemoryBytes, maxStackBytes;
    std::optional<mkapp::FaultAction> faultAction;
    std::optional<mkapp::WatchdogAction> watchdogAction;
    std::optional<int64_t> watchdogTimeout, maxWatchdogTimeout;
    std::optional<std::string> maxPriority;
    std::optional<std::set<std::string>> groups;
    std::optional<std::set<std::string>> capabilities;
    std::optional<std::string> username;
    std::optional<uint32_t> runGroup;
    std::optional<bool> sandboxed;
    std::optional<bool> startManual;
    std::optional<std::string> preloaded;  ///< "buildVersion", "anyVersion", a hash
};

struct SystemApp
{
    Span span;  ///< the entry in `apps:`
    std::unique_ptr<mkapp::App> app;
    AppOverrides overrides;
    mkapp::SettingsWithoutEffect withoutEffect;  ///< among the overrides
};

/// The client end of a binding of the system.
struct BindingClient
{
    enum class Kind
    {
        app,
        user
    };
    Kind kind = Kind::app;
    std::string agent;      ///< app or user name
    std::string interface;  ///< service name: external name, or exe.component.interface
    auto operator<=>(const BindingClient&) const = default;
};

/// One row of the binding table: all bindings in force, those of the apps' .adef files and automatic ones included.
struct SystemBinding
{
    BindingClient client;
    mkapp::BindingTarget server;
};

struct Command
{
    Span span;
    std::string name;
    std::string app;
    std::string path;  ///< inside the app, begins with `/`
};

struct System
{
    std::string name;
    std::string directory;
    std::string definition;
    std::vector<std::string> cflags, cxxflags, ldflags;
    std::vector<SystemApp> apps;          ///< sorted by name
    std::vector<SystemBinding> bindings;  ///< sorted by client
    std::vector<Command> commands;        ///< sorted by name

    bool complete = true;  ///< false: the file has mistakes of syntax (reported), so absence proves nothing

    /// Names of `apps:` entries that could not be modelled (reported): absence from `apps` proves nothing for them.
    std::set<std::string> failedApps;
    /// Clients with a binding that is wrong (reported), so that they are not called unbound as well: app, interface.
    std::set<std::pair<std::string, std::string>> failedBindings;
};

}  // namespace ligature::mksys
