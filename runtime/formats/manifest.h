// The manifests of packs: what the host tools write and the target obeys. JSON, canonical (sorted keys, no white space
// outside strings), so that one model has one text and its hash is an identity.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace ligature::formats
{

/// Version of the manifest format; a reader refuses others.
inline constexpr int kManifestFormat = 1;

struct FileEntry
{
    std::string path;        ///< relative, no `..`, no leading `/`: "bin/blink", "lib/libComponent_x.so"
    std::string hash;        ///< BLAKE2b-256 of the content, 64 lower-case hex digits
    uint64_t size = 0;       ///< bytes
    uint32_t mode = 0;       ///< permission bits only, at most 0777
    bool writeable = false;  ///< copied to the app's writeable area instead of being read-only
};

struct RequiredObject
{
    std::string kind;    ///< "file", "directory", "device"
    std::string source;  ///< path on the target
    std::string destination;
    bool read = false, write = false, execute = false;  ///< all false: as the target has it
};

/// Limits of one process; unset: the default of spec/runtime.md 4.5.
struct ProcessLimits
{
    std::optional<uint64_t> maxCoreDumpFileBytes, maxFileBytes, maxFileDescriptors, maxLockedMemoryBytes, maxStackBytes;
};

struct ProcessEntry
{
    std::string name;
    std::vector<std::string> arguments;  ///< [0] is the executable
    std::map<std::string, std::string> variables;
    std::string faultAction;  ///< "", "ignore", "restart", "restartApp", "stopApp", "reboot"
    std::string priority;     ///< "", "idle", "low", "medium", "high", "rt1".."rt32"
    ProcessLimits limits;
    std::optional<int64_t> watchdogTimeout, maxWatchdogTimeout;  ///< ms, -1 never
    std::string watchdogAction;
};

/// An end of a binding: an app or an account of the target.
struct Agent
{
    std::string kind;  ///< "app" or "user"
    std::string name;
    auto operator<=>(const Agent&) const = default;
};

struct BindingEntry
{
    Agent client;
    std::string clientInterface;  ///< service name
    Agent server;
    std::string serverInterface;  ///< service name
    auto operator<=>(const BindingEntry&) const = default;
};

struct InterfaceEntry
{
    std::string name;  ///< service name
    std::string protocolId;
    bool optional = false;  ///< clients only
    bool isExtern = false;
    auto operator<=>(const InterfaceEntry&) const = default;
};

/// Limits of a whole app; unset: the default of spec/definition-files.md 2.2.1.
struct AppLimits
{
    std::optional<uint64_t> cpuShare, maxFileSystemBytes, maxMemoryBytes, maxMQueueBytes, maxQueuedSignals, maxThreads,
        maxSecureStorageBytes;
};

/// What an app is, independent of the system it is in.
struct AppManifest
{
    std::string name;
    std::string version;
    std::string target;  ///< "localhost"
    bool sandboxed = true;
    bool startManual = false;
    AppLimits limits;
    std::string username;
    std::set<std::string> capabilities;
    std::set<std::string> groups;
    std::map<std::string, std::string> tags;
    std::map<std::string, bool> configTrees;  ///< tree -> may be written
    std::optional<int64_t> watchdogTimeout, maxWatchdogTimeout;
    std::string watchdogAction;
    std::vector<RequiredObject> requires_;
    std::vector<ProcessEntry> processes;
    std::vector<InterfaceEntry> clients, servers;  ///< sorted by name
    std::vector<BindingEntry> bindings;            ///< those of the .adef, sorted; the system's table replaces them
    std::vector<FileEntry> files;                  ///< sorted by path
};

/// What a system says over an app's own manifest. Unset: the app's value.
struct AppOverrideEntry
{
    AppLimits limits;
    ProcessLimits processLimits;  ///< for every process
    std::optional<std::string> faultAction, watchdogAction, maxPriority, username, preloaded;
    std::optional<int64_t> watchdogTimeout, maxWatchdogTimeout;
    std::optional<std::set<std::string>> groups, capabilities;
    std::optional<bool> sandboxed, startManual;
};

struct SystemAppEntry
{
    std::string name;
    std::string hash;      ///< identity of the app: BLAKE2b-256 of its canonical manifest text
    std::string packHash;  ///< BLAKE2b-256 of the whole app pack
    uint64_t packSize = 0;
    AppOverrideEntry overrides;
};

struct CommandEntry
{
    std::string name;
    std::string app;
    std::string path;  ///< inside the app
};

struct SystemManifest
{
    std::string name;
    std::string target;
    std::vector<SystemAppEntry> apps;    ///< sorted by name
    std::vector<BindingEntry> bindings;  ///< sorted: all bindings in force
    std::vector<CommandEntry> commands;  ///< sorted by name
    std::vector<FileEntry> files;        ///< of the framework: "lib/liblegato.so"; sorted by path
};

/// A manifest or pack that breaks a rule. `what()` says which, in words for a person.
class FormatError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

std::string toJson(const AppManifest& manifest);
std::string toJson(const SystemManifest& manifest);

using Manifest = std::variant<AppManifest, SystemManifest>;

/// Parses and checks: known format version, names and paths safe (no `..`, no `/` in names, no absolute path, no
/// control characters), hashes of the right form, sizes within limits. Unknown members are refused. Throws FormatError.
Manifest parseManifest(const std::string& json);

/// BLAKE2b-256 as 64 lower-case hex digits.
std::string hashBytes(const void* data, size_t size);
inline std::string hashText(const std::string& text)
{
    return hashBytes(text.data(), text.size());
}
/// The same over a file's content, read in pieces. Throws FormatError if it cannot be read.
std::string hashFile(const std::string& path);

}  // namespace ligature::formats
