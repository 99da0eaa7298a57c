// What the modelling files of this room and of mksys share: values of words, searching, scopes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/definition/tree.h"
#include "mkapp/modeller.h"

namespace ligature::mkapp
{

using definition::Entry;
using definition::Section;
using definition::Word;

/// The name as an identifier: what stands before the first letter is dropped, other characters become `_` (spec
/// 2.2.1). Empty when nothing usable remains.
std::string identifierOf(std::string_view name);

/// The file name without directory and without `suffix`.
std::string stemOf(const std::string& path, std::string_view suffix);

// Syntax, ranges and choices of single values have been checked while reading (grammar/definition/sections.h). A word
// that failed there has been reported and gives nothing here.

/// The number of a word such as `12` or `4K`.
std::optional<uint64_t> numberOf(const Word& word);
/// Milliseconds, or kWatchdogNever for `never`.
std::optional<int64_t> watchdogTimeoutOf(const Word& word);
std::optional<FaultAction> faultActionOf(const Word& word);
std::optional<WatchdogAction> watchdogActionOf(const Word& word);
std::optional<std::string> priorityOf(const Word& word);
std::optional<bool> booleanOf(const Word& word);
/// True for `manual`.
std::optional<bool> startOf(const Word& word);
/// A capability of Linux by its exact name; another name is reported.
std::optional<std::string> capabilityOf(const Word& word, Diagnostics& diagnostics);

/// "[rw]" as flags.
Permissions permissionsOf(const Word& word);

/// True when the entry has the option, given with its brackets.
bool hasOption(const Entry& entry, std::string_view option);

/// Reports a section that is read but that nothing is made of yet.
void reportNotSupported(const Word& where, const std::string& what, Diagnostics& diagnostics);

/// Remembers the section if nothing on the target obeys it yet.
void noteEffect(const Section& section, SettingsWithoutEffect& settings);

/// The values of a list section, substituted and unquoted, empty ones skipped (spec 1.7).
std::vector<std::string> expandedList(const Section& section, definition::ReadContext& context);

/// One limit: the section's name and where it is kept. The same names serve the .adef and the
/// overrides of a .sdef.
template <class Owner>
struct Limit
{
    std::string_view section;
    std::optional<uint64_t> Owner::*member;
};

template <class Owner>
inline constexpr Limit<Owner> kAppLimits[] = {
    {"cpuShare", &Owner::cpuShare},
    {"maxFileSystemBytes", &Owner::maxFileSystemBytes},
    {"maxMemoryBytes", &Owner::maxMemoryBytes},
    {"maxMQueueBytes", &Owner::maxMQueueBytes},
    {"maxQueuedSignals", &Owner::maxQueuedSignals},
    {"maxThreads", &Owner::maxThreads},
    {"maxSecureStorageBytes", &Owner::maxSecureStorageBytes},
};

template <class Owner>
inline constexpr Limit<Owner> kProcessLimits[] = {
    {"maxCoreDumpFileBytes", &Owner::maxCoreDumpFileBytes},
    {"maxFileBytes", &Owner::maxFileBytes},
    {"maxFileDescriptors", &Owner::maxFileDescriptors},
    {"maxLockedMemoryBytes", &Owner::maxLockedMemoryBytes},
    {"maxStackBytes", &Owner::maxStackBytes},
};

/// Reads the section into its limit; false when it is none of them.
template <class Owner>
bool readLimit(std::span<const Limit<Owner>> limits, const Section& section, Owner& owner)
{
    for (const Limit<Owner>& limit : limits)
    {
        if (limit.section != section.name.raw)
        {
            continue;
        }
        if (const auto number = section.value ? numberOf(*section.value) : std::nullopt)
        {
            owner.*limit.member = *number;
        }
        return true;
    }
    return false;
}

/// Sets $BUILDDIR for as long as it lives.
class BuildDirectoryScope
{
public:
    BuildDirectoryScope(ModelContext& context, const std::string& below);
    ~BuildDirectoryScope();
    BuildDirectoryScope(const BuildDirectoryScope&) = delete;
    BuildDirectoryScope& operator=(const BuildDirectoryScope&) = delete;

private:
    Variables& variables_;
    std::string before_;
};

/// The path that `reference` leads to: itself when absolute, else below the first directory that has it. Empty:
/// nowhere.
std::string searchFile(World& world, const std::string& reference, const std::vector<std::string>& directories);

/// The language of a source file by its suffix (spec 2.3).
std::optional<SourceFile::Language> languageOf(const std::string& path);

/// "searched in '/a', '/b'".
std::string searchedIn(const std::vector<std::string>& directories);

/// The interface of an `.api` path as written, searched in the interface directories. nullptr when it is missing or
/// has errors; each missing file is reported once per run.
const ifgen::Interface* findInterface(ModelContext& context, const Word& path);

/// Fills a component from its definition. False when something it depends on is missing (reported).
bool modelSections(ModelContext& context, const definition::Tree& tree, Component& component);

/// Adds the sizes of the `pools:` sections of a component whose interfaces are known; not `complete`: some are not, and
/// their pools are passed over.
void modelPools(ModelContext& context, const std::vector<const Section*>& sections, bool complete,
                Component& component);

/// What `libx.a`, `dir/libx.a`, `libx.so.1` or `x` under `requires: lib` or `provides: lib` mean to the linker; nothing
/// when it is no name of a library (reported).
std::optional<LinkLibrary> linkLibrary(ModelContext& context, const Component& component, const std::string& written,
                                       Span span);

/// Adds the bundled files of a `bundles:` section. `mustExist` is false where a build command may make them.
void modelBundles(ModelContext& context, const Section& section, const std::string& directory, bool mustExist,
                  std::vector<BundledFile>& result);

/// Adds a `file`, `dir` or `device` section of `requires:`; false when it is none of them.
bool modelRequired(ModelContext& context, const Section& section, std::vector<RequiredObject>& result);

/// Fills instances, linkOrder and libraries' order of an executable from the components it lists (spec 5.4).
/// `named` are service names of three parts; otherwise an interface's own name is its service name (mkexe).
void instantiate(Executable& executable, const std::vector<const Component*>& listed, bool named);

/// Models a `.adef`'s `extern:` sections, then its `bindings:`, then automatic and direct bindings.
void modelExterns(ModelContext& context, const std::vector<const Section*>& sections, App& app);
void modelBindings(ModelContext& context, const std::vector<const Section*>& sections, App& app);

/// Binds clients that nobody has bound to the `[direct]` servers of their executable, and has those start first. `app`:
/// the name of the app, empty for an executable alone.
void modelDirect(Executable& executable, const std::string& app, Diagnostics& diagnostics);

/// The server of a client that nobody has bound, when it is one of the framework services that every target offers
/// (spec 4.3).
std::optional<BindingTarget> automaticBinding(const ClientInstance& client);

/// One `processes:` section.
void modelProcesses(ModelContext& context, const Section& section, App& app);

}  // namespace ligature::mkapp
