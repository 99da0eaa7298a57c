#include "grammar/definition/sections.h"

#include <algorithm>
#include <array>

namespace ligature::definition
{
namespace
{

using std::string_view;

// clang-format off
constexpr std::array<string_view, 2> kAutoManual = {"auto", "manual"};
constexpr std::array<string_view, 2> kTrueFalse = {"true", "false"};
constexpr std::array<string_view, 4> kBoolean = {"true", "false", "on", "off"};
constexpr std::array<string_view, 5> kFaultActions = {"ignore", "restart", "restartApp", "stopApp", "reboot"};
constexpr std::array<string_view, 6> kWatchdogActions = {"ignore", "restart", "restartApp", "stop", "stopApp", "reboot"};

constexpr std::array<string_view, 4> kClientOptions = {"manual-start", "types-only", "optional", "async"};
// Programs that were built elsewhere have their code already.
constexpr std::array<string_view, 3> kPreBuiltClientOptions = {"manual-start", "types-only", "optional"};
constexpr std::array<string_view, 3> kServerOptions = {"manual-start", "async", "direct"};
constexpr std::array<string_view, 1> kComponentOptions = {"provide-header"};
constexpr std::array<string_view, 1> kModuleOptions = {"optional"};
constexpr std::array<string_view, 6> kAllOptions = {"manual-start", "types-only", "optional", "async", "direct", "provide-header"};
constexpr std::array<ExclusiveOptions, 4> kExclusive = {{{"types-only", "manual-start"}, {"types-only", "optional"}, {"types-only", "async"}, {"async", "direct"}}};

constexpr SectionShape value(string_view name, WordKind words, string_view summary)
{ return {.name = name, .form = Form::value, .summary = summary, .words = words}; }
constexpr SectionShape number(string_view name, uint64_t least, string_view summary, uint64_t most = std::numeric_limits<uint64_t>::max())
{ return {.name = name, .form = Form::value, .summary = summary, .words = WordKind::integer, .least = least, .most = most}; }
constexpr SectionShape timeout(string_view name, string_view summary)
{ return {.name = name, .form = Form::value, .summary = summary, .words = WordKind::timeout, .most = std::numeric_limits<uint32_t>::max()}; }
constexpr SectionShape choice(string_view name, Choices choices, string_view summary)
{ return {.name = name, .form = Form::value, .summary = summary, .words = WordKind::oneOf, .choices = choices}; }
constexpr SectionShape words(string_view name, string_view summary, WordKind kind = WordKind::path)
{ return {.name = name, .form = Form::words, .summary = summary, .words = kind}; }
constexpr SectionShape flags(string_view name, string_view summary)
{ return {.name = name, .form = Form::arguments, .summary = summary}; }
constexpr SectionShape list(string_view name, Form form, string_view summary, WordKind kind = WordKind::path)
{ return {.name = name, .form = form, .summary = summary, .words = kind}; }
constexpr SectionShape optioned(string_view name, Form form, Choices options, string_view summary, size_t mostOptions = 99)
{ return {.name = name, .form = form, .summary = summary, .options = options, .mostOptions = mostOptions}; }
constexpr SectionShape files(string_view name, string_view permissions, string_view summary, bool loneFile = false)
{ return {.name = name, .form = Form::files, .summary = summary, .permissions = permissions, .loneFile = loneFile}; }
constexpr SectionShape group(string_view name, std::span<const SectionShape> sections, string_view summary)
{ return {.name = name, .form = Form::group, .summary = summary, .sections = sections}; }

constexpr SectionShape kKernelModule = optioned("kernelModule", Form::optionedWords, kModuleOptions, "kernel modules that must be loaded");
constexpr SectionShape kKernelModules = optioned("kernelModules", Form::optionedWords, kModuleOptions, "kernel modules that must be loaded");
constexpr SectionShape kFault = choice("faultAction", kFaultActions, "what happens when a process dies");
constexpr SectionShape kWatchdogAction = choice("watchdogAction", kWatchdogActions, "what happens when the watchdog is not kicked");
constexpr SectionShape kWatchdogTimeout = timeout("watchdogTimeout", "milliseconds between kicks of the watchdog, or never");
constexpr SectionShape kMaxWatchdogTimeout = timeout("maxWatchdogTimeout", "longest time-out in milliseconds that the app may ask for, or never");

// Bundles: w with x is refused by the check of permissions.
constexpr std::array kBundles = {
    files("file", "rwx", "files copied into the app: source on the host, destination in the app", true),
    files("dir", "rwx", "directories copied into the app: source on the host, destination in the app", true),
    files("binary", "rwx", "programs that were built elsewhere: source on the host, destination in the app", true),
};
constexpr std::span kPlainBundles = std::span(kBundles).first<2>();

constexpr SectionShape kRequiredFile = files("file", "rwx", "files of the target made visible: source on the target, destination in the sandbox");
constexpr SectionShape kRequiredDir = files("dir", "rwx", "directories of the target made visible: source on the target, destination in the sandbox");
constexpr SectionShape kRequiredDevice = files("device", "rw", "devices of the target made visible: source on the target, destination in the sandbox");

constexpr std::array kComponentProvides = {
    optioned("api", Form::interfaces, kServerOptions, "interfaces that the component serves"),
    words("headerDir", "directories of headers for components that require this one"),
    words("lib", "libraries for components that require this one"),
};
constexpr std::array kComponentRequires = {
    optioned("api", Form::interfaces, kClientOptions, "interfaces that the component uses"),
    optioned("component", Form::optionedWords, kComponentOptions, "components that this one depends on"),
    kRequiredFile, kRequiredDir, kRequiredDevice,
    words("lib", "libraries to link with"),
    kKernelModule, kKernelModules,
};
constexpr std::array kComponent = {
    group("bundles", kPlainBundles, "files that travel with the component"),
    flags("cflags", "flags for the C compiler"),
    flags("cxxflags", "flags for the C++ compiler"),
    flags("ldflags", "flags for the linker"),
    words("externalBuild", "shell commands that build the component"),
    words("javaPackage", "Java packages", WordKind::dotted),
    list("pools", Form::pools, "block counts of memory pools", WordKind::integer),
    group("provides", kComponentProvides, "what the component offers to others"),
    group("requires", kComponentRequires, "what the component needs of others"),
    words("sources", "C and C++ source files"),
};

constexpr std::array kExternSections = {
    optioned("requires", Form::interfaces, kPreBuiltClientOptions, "client interfaces of programs that were built elsewhere", 1),
    optioned("provides", Form::interfaces, {}, "server interfaces of programs that were built elsewhere"),
};
constexpr std::array kProcesses = {
    list("run", Form::run, "programs to start, with their arguments"),
    list("envVars", Form::assignments, "environment variables"),
    kFault,
    value("priority", WordKind::priority, "scheduling priority at start"),
    number("maxCoreDumpFileBytes", 0, "largest core dump"),
    number("maxFileBytes", 0, "largest file a process may write"),
    number("maxFileDescriptors", 1, "most open file descriptors"),
    number("maxLockedMemoryBytes", 0, "most memory that a process may lock"),
    number("maxStackBytes", 1, "size of the main thread's stack"),
    kWatchdogAction, kWatchdogTimeout, kMaxWatchdogTimeout,
};
constexpr SectionShape kConfigTree = {.name = "configTree", .form = Form::configTrees, .summary = "configuration trees the app may use; . is its own", .permissions = "rw"};
constexpr std::array kApplicationRequires = {
    kRequiredFile, kRequiredDir, kRequiredDevice, kConfigTree, kKernelModule, kKernelModules,
};
constexpr SectionShape kApplicationExtern = {.name = "extern", .form = Form::externs, .summary = "interfaces visible to other apps", .parts = 3, .sections = kExternSections};
constexpr std::array kApplication = {
    list("bindings", Form::bindings, "client interfaces joined to servers"),
    group("bundles", kBundles, "files that travel with the app"),
    words("capability", "Linux capabilities granted to the app", WordKind::groupName),
    words("components", "components that are part of the app but not of an executable"),
    number("cpuShare", 1, "relative share of the CPU"),
    list("executables", Form::namedLists, "programs to build and their components"),
    kApplicationExtern,
    words("groups", "supplementary groups of the app's user", WordKind::groupName),
    number("maxFileSystemBytes", 0, "size of the app's volatile file system"),
    number("maxMemoryBytes", 1, "most memory of all processes together"),
    number("maxMQueueBytes", 0, "most bytes in POSIX message queues"),
    number("maxQueuedSignals", 0, "most queued signals"),
    number("maxThreads", 1, "most threads and processes"),
    number("maxSecureStorageBytes", 0, "most bytes in secure storage"),
    kMaxWatchdogTimeout,
    group("processes", kProcesses, "programs that are started with the app"),
    group("requires", kApplicationRequires, "what the app needs of the target"),
    number("runGroup", 1, "overlay group", 255),
    choice("sandboxed", kTrueFalse, "whether the app runs in a sandbox"),
    choice("start", kAutoManual, "whether the app is started with the system"),
    number("startGroup", 0, "group in which the app is started", std::numeric_limits<uint32_t>::max()),
    list("tags", Form::tags, "keys and values for the app's configuration"),
    value("username", WordKind::name, "account that the app runs under"),
    value("version", WordKind::path, "version of the app"),
    kWatchdogAction, kWatchdogTimeout,
};

constexpr std::array kOverrides = {
    words("capability", "Linux capabilities granted to the app", WordKind::groupName),
    number("cpuShare", 1, "relative share of the CPU"),
    kFault,
    words("groups", "supplementary groups of the app's user", WordKind::groupName),
    number("maxCoreDumpFileBytes", 0, "largest core dump"),
    number("maxFileBytes", 0, "largest file a process may write"),
    number("maxFileDescriptors", 1, "most open file descriptors"),
    number("maxFileSystemBytes", 0, "size of the app's volatile file system"),
    number("maxLockedMemoryBytes", 0, "most memory that a process may lock"),
    number("maxMemoryBytes", 1, "most memory of all processes together"),
    number("maxMQueueBytes", 0, "most bytes in POSIX message queues"),
    value("maxPriority", WordKind::priority, "highest priority of the app's processes"),
    number("maxQueuedSignals", 0, "most queued signals"),
    number("maxSecureStorageBytes", 0, "most bytes in secure storage"),
    number("maxStackBytes", 1, "size of the main thread's stack"),
    number("maxThreads", 1, "most threads and processes"),
    kMaxWatchdogTimeout,
    list("pools", Form::pools, "block counts of memory pools", WordKind::integer),
    value("preloaded", WordKind::preloaded, "whether the app is on the target already"),
    number("runGroup", 1, "overlay group", 255),
    choice("sandboxed", kBoolean, "whether the app runs in a sandbox"),
    choice("start", kAutoManual, "whether the app is started with the system"),
    value("username", WordKind::name, "account that the app runs under"),
    kWatchdogAction, kWatchdogTimeout,
};
constexpr SectionShape kApps = {.name = "apps", .form = Form::apps, .summary = "apps of the system", .sections = kOverrides};
constexpr SectionShape kSystemExtern = {.name = "extern", .form = Form::externs, .summary = "interfaces visible to other systems", .parts = 2};
constexpr std::array kSystem = {
    kApps,
    words("appSearch", "directories to find apps in"),
    list("bindings", Form::bindings, "client interfaces joined to servers"),
    list("buildVars", Form::assignments, "variables for this and all files of the system"),
    flags("cflags", "flags for the C compiler"),
    flags("cxxflags", "flags for the C++ compiler"),
    flags("ldflags", "flags for the linker"),
    list("commands", Form::commands, "command-line tools that apps offer on the target"),
    words("componentSearch", "directories to find components in"),
    kSystemExtern,
    number("externalWatchdogKick", 0, "milliseconds between kicks of an external watchdog"),
    words("interfaceSearch", "directories to find .api files in"),
    kKernelModule, kKernelModules,
    list("links", Form::namedLists, "links to other systems"),
    words("moduleSearch", "directories to find kernel modules in"),
    list("systemVersions", Form::tags, "names and versions for the framework's configuration"),
};

constexpr std::array kModuleRequires = {kKernelModule, kKernelModules};
constexpr std::array kScripts = {
    value("install", WordKind::path, "script that loads the module"),
    value("remove", WordKind::path, "script that unloads the module"),
};
constexpr std::array kSubModule = {
    value("name", WordKind::name, "name of the module"),
    words("sources", "C source files"),
    group("requires", kModuleRequires, "modules to load first"),
};
constexpr std::array kModule = {
    group("bundles", kPlainBundles, "files that travel with the module"),
    flags("cflags", "flags for the C compiler"),
    words("externalBuild", "shell commands that build the module"),
    group("kernelModule", kSubModule, "one of several modules built from this file"),
    flags("ldflags", "flags for the linker"),
    choice("load", kAutoManual, "whether the module is loaded with the system"),
    list("params", Form::assignments, "parameters of the module", WordKind::string),
    list("preBuilt", Form::valueOrWords, "modules that were built elsewhere"),
    group("requires", kModuleRequires, "modules to load first"),
    group("scripts", kScripts, "scripts that load and unload the module"),
    words("sources", "C source files"),
};
// clang-format on

}  // namespace

std::span<const SectionShape> sectionsOf(FileKind kind)
{
    switch (kind)
    {
        case FileKind::component:
            return kComponent;
        case FileKind::application:
            return kApplication;
        case FileKind::system:
            return kSystem;
        case FileKind::kernelModule:
            return kModule;
    }
    return {};
}

const SectionShape* findSection(std::span<const SectionShape> shapes, std::string_view name)
{
    const auto found = std::ranges::find(shapes, name, &SectionShape::name);
    return found != shapes.end() ? &*found : nullptr;
}

Choices allOptions()
{
    return kAllOptions;
}

std::span<const ExclusiveOptions> exclusiveOptions()
{
    return kExclusive;
}

}  // namespace ligature::definition
