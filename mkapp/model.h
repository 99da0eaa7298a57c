// The immutable model of components, executables and apps (spec/definition-files.md 4). Stage "model" makes it from
// syntax trees, "check" and "plan" only read it. Names resolved, variables substituted, quotes removed, search done.
// All paths are absolute paths of the build machine unless they are called destination or target path.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grammar/source.h"
#include "ifgen/library.h"

namespace ligature::mkapp
{

struct Component;

struct Permissions
{
    bool read = false;
    bool write = false;
    bool execute = false;
    bool operator==(const Permissions&) const = default;
};

/// A file of the build machine that goes into the app. Bundled directories are expanded to their files.
struct BundledFile
{
    Span span;
    std::string source;
    std::string destination;  ///< path inside the app, without leading `/`
    Permissions permissions;  ///< `[r]` when none was written
};

/// A file, directory or device of the target that the app sees in its sandbox.
struct RequiredObject
{
    enum class Kind
    {
        file,
        directory,
        device
    };
    Span span;
    Kind kind = Kind::file;
    std::string source;       ///< target path
    std::string destination;  ///< path in the sandbox, a trailing `/` already completed
    std::optional<Permissions> permissions;
};

struct RequiredModule
{
    Span span;
    std::string name;
    bool optional = false;
};

// ---------------------------------------------------------------------------------------------------- components

struct ClientInterface
{
    Span span;
    std::string name;  ///< internal name: alias or file stem
    const ifgen::Interface* api = nullptr;
    bool manualStart = false;
    bool optional = false;
    bool async = false;  ///< the component may also call without waiting: p_async.h
};

struct ServerInterface
{
    Span span;
    std::string name;
    const ifgen::Interface* api = nullptr;
    bool manualStart = false;
    bool async = false;
    bool direct = false;  ///< the clients of its api in its own executable call it without messages (spec 4.3)
};

struct TypesOnlyInterface
{
    Span span;
    std::string name;
    const ifgen::Interface* api = nullptr;
};

struct SourceFile
{
    enum class Language
    {
        c,
        cxx
    };
    Span span;
    std::string path;
    Language language = Language::c;
};

struct ComponentDependency
{
    Span span;
    const Component* component = nullptr;
    bool provideHeader = false;
};

/// An entry of `requires: lib` / `provides: lib`, resolved (spec 2.3.2).
struct LinkLibrary
{
    Span span;
    std::string flag;       ///< "-lfoo", or the path of a static library
    std::string directory;  ///< for -L; empty if none
    std::string file;       ///< implicit link dependency; empty if none
    bool isStatic = false;
};

/// `pools: { [api.]pool = n }`
struct PoolSize
{
    Span span;
    std::string interfaceName;  ///< empty: a pool of the component itself
    std::string pool;
    uint32_t blocks = 0;
};

struct Component
{
    std::string name;        ///< directory name, made an identifier
    std::string directory;   ///< canonical
    std::string definition;  ///< path of Component.cdef
    std::string buildName;   ///< `name`, with a suffix when another component of the run has it: component/<buildName>
    Span span;               ///< start of the definition file

    std::vector<SourceFile> sources;
    std::vector<std::string> cflags, cxxflags, ldflags;  ///< as written: quotes kept, variables substituted
    std::vector<ClientInterface> clients;
    std::vector<ServerInterface> servers;
    std::vector<TypesOnlyInterface> typesOnly;
    std::vector<ComponentDependency> dependencies;
    std::vector<std::string> headerDirectories;  ///< provides: headerDir
    std::vector<LinkLibrary> libraries;          ///< requires: lib
    std::vector<LinkLibrary> providedLibraries;  ///< provides: lib
    std::vector<std::string> externalBuild;      ///< shell commands
    std::vector<PoolSize> pools;
    std::vector<BundledFile> bundles;
    std::vector<RequiredObject> requires_;
    std::vector<RequiredModule> modules;

    /// The longest chain of components that begins here, itself included. Bounded, so that a chain can be walked by
    /// recursion.
    size_t chainLength = 1;

    bool hasCode() const { return !sources.empty(); }
};

/// Every component of a run, one object per canonical directory.
class ComponentSet
{
public:
    std::map<std::string, std::unique_ptr<Component>> byDirectory;  ///< those without mistakes

    /// A component that is being modelled, and where it was asked for.
    struct Open
    {
        std::string directory;
        std::string name;
        Span requiredHere;
    };
    std::vector<Open> open;        ///< outermost first: a chain of "requires: component"
    std::set<std::string> failed;  ///< directories whose mistakes have been reported
    std::set<std::string> buildNames;
};

// ------------------------------------------------------------------------------------------------- interfaces

/// The server end of a binding.
struct BindingTarget
{
    enum class Kind
    {
        app,
        user
    };
    Kind kind = Kind::app;
    std::string agent;      ///< app or user name
    std::string interface;  ///< service name there
    Span span;              ///< the binding; invalid for one that nobody wrote (spec 4.3)
    Span serverSpan;        ///< where the binding names the server; invalid for one that nobody wrote (spec 4.3)
    bool preBuilt = false;  ///< written `*.interface`: of a bundled program, which need not be declared
};

struct ClientInstance
{
    const ClientInterface* interface = nullptr;
    std::string serviceName;               ///< spec 4.2
    std::optional<BindingTarget> binding;  ///< from the .adef, or automatic
    bool bindingFailed = false;            ///< one was written, but is wrong (reported): not "unbound" as well
    bool isDirect = false;                 ///< bound to a [direct] server of its executable: there are no sessions
    bool isExtern = false;
    Span externSpan;
};

struct ServerInstance
{
    const ServerInterface* interface = nullptr;
    std::string serviceName;
    bool isExtern = false;
    Span externSpan;
};

struct ComponentInstance
{
    const Component* component = nullptr;
    std::vector<ClientInstance> clients;  ///< in cdef order
    std::vector<ServerInstance> servers;
};

// -------------------------------------------------------------------------------------------- executables, apps

struct Executable
{
    Span span;
    bool complete = true;  ///< false: a component is missing (reported)
    std::string name;
    std::vector<ComponentInstance> instances;  ///< load and initialisation order (spec 5.4)
    std::vector<const Component*> linkOrder;   ///< parents first
    std::vector<SourceFile> sources;           ///< mkexe only: the "default component"
    std::vector<std::string> libraries;        ///< mkexe only: .a and .so arguments
};

enum class FaultAction
{
    ignore,
    restart,
    restartApp,
    stopApp,
    reboot
};
enum class WatchdogAction
{
    ignore,
    restart,
    restartApp,
    stop,
    stopApp,
    reboot
};

struct Process
{
    Span span;
    std::string name;
    std::string executable;  ///< first word of the command
    std::vector<std::string> arguments;
};

inline constexpr int64_t kWatchdogNever = -1;

/// One `processes:` section.
struct ProcessEnvironment
{
    Span span;
    std::vector<Process> processes;
    std::map<std::string, std::string> variables;  ///< includes PATH when the .adef sets it
    std::optional<FaultAction> faultAction;
    std::optional<std::string> priority;  ///< idle low medium high rt1..rt32
    std::optional<uint64_t> maxCoreDumpFileBytes, maxFileBytes, maxFileDescriptors, maxLockedMemoryBytes, maxStackBytes;
    std::optional<int64_t> watchdogTimeout;  ///< ms, kWatchdogNever
    std::optional<int64_t> maxWatchdogTimeout;
    std::optional<WatchdogAction> watchdogAction;
};

/// `extern: requires/provides`, interfaces of binaries that are bundled (spec 2.2.4).
struct PreBuiltInterface
{
    Span span;
    std::string name;  ///< one or three parts
    const ifgen::Interface* api = nullptr;
    bool optional = false;
    std::optional<BindingTarget> binding;  ///< clients only
    bool bindingFailed = false;            ///< as for ClientInstance
};

/// Sections of one app that nothing on the target obeys yet.
struct SettingsWithoutEffect
{
    Span first;  ///< the name of the first
    std::vector<std::string> names;
};

struct App
{
    std::string name;      ///< identifier-safe
    std::string fileStem;  ///< as the file is called
    std::string directory;
    std::string definition;  ///< path of the .adef
    Span span;
    bool complete = true;  ///< false: the file has mistakes of syntax (reported), so absence proves nothing

    std::string version;
    bool sandboxed = true;
    bool startManual = false;
    std::optional<uint64_t> cpuShare, maxFileSystemBytes, maxMemoryBytes, maxMQueueBytes, maxQueuedSignals, maxThreads,
        maxSecureStorageBytes;  ///< unset: the default of spec 2.2.1
    std::optional<uint32_t> runGroup;
    std::optional<uint32_t> startGroup;  ///< TelAF
    std::string username;                ///< TelAF, empty if unset
    std::set<std::string> capabilities;  ///< TelAF
    std::set<std::string> groups;
    std::map<std::string, std::string> tags;
    std::map<std::string, bool> configTrees;  ///< tree -> may be written
    std::optional<int64_t> watchdogTimeout, maxWatchdogTimeout;
    std::optional<WatchdogAction> watchdogAction;

    std::vector<Executable> executables;       ///< in source order
    std::vector<const Component*> components;  ///< all, in order of first use; dependencies first
    std::vector<ProcessEnvironment> environments;
    std::vector<BundledFile> bundles;       ///< the .adef's own; these win over components' (spec 2, rule 4)
    std::vector<RequiredObject> requires_;  ///< the .adef's own
    std::vector<RequiredModule> modules;    ///< the .adef's own
    std::vector<PreBuiltInterface> preBuiltClients, preBuiltServers;

    /// `*.interface` bindings (spec 2.2.2): client interface name -> server.
    std::map<std::string, BindingTarget> wildcardBindings;

    SettingsWithoutEffect withoutEffect;

    /// Names of `extern:` entries that could not be resolved (reported).
    std::set<std::string> failedExterns;
};

}  // namespace ligature::mkapp
