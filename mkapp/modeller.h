// Stages "model" and "check" for components, executables and apps.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "grammar/definition/read.h"
#include "ifgen/library.h"
#include "mkapp/model.h"

namespace ligature::mkapp
{

/// The five search lists (spec/definition-files.md 3.2), in order.
struct SearchPath
{
    std::vector<std::string> interfaces;
    std::vector<std::string> components;
    std::vector<std::string> sources;
    std::vector<std::string> apps;
    std::vector<std::string> modules;

    /// The last directory of a system's interfaces, behind those that the system names: modelSystem() adds it. Empty:
    /// there is none.
    std::string platformLimits = {};
};

/// What a run has already looked for: a file is searched once and its absence is reported once. Valid as long as the
/// search lists only grow before the first look (modelSystem() sees to that).
struct SearchCache
{
    std::unordered_map<std::string, std::string> interfaces;  ///< reference -> path; empty: not found
    std::unordered_map<std::string, std::string> components;  ///< path tried -> canonical directory; empty: none there
    std::unordered_set<std::string> missingComponents;        ///< references that have been reported
    std::unordered_map<const ifgen::Interface*, bool> asyncClients;  ///< whether asynchronous calls can be made
    std::unordered_map<const ifgen::Interface*, bool> asyncServers;  ///< whether an asynchronous server can be made
};

/// Everything the modelling functions share in one run. All members outlive the model.
struct ModelContext
{
    definition::ReadContext read;  ///< world, sources, diagnostics, variables
    ifgen::Library& apis;
    SearchPath& search;
    ComponentSet& components;
    std::string target;         ///< "localhost"
    std::string workDirectory;  ///< absolute; $BUILDDIR lies below it
    SearchCache cache = {};
};

/// The component of a directory (searched: `preSearch` first, then search.components; absolute allowed), with all it
/// depends on. nullptr when it is not found or has errors (reported). A cycle of components is reported as a chain.
const Component* modelComponent(ModelContext& context, const std::string& reference,
                                const std::vector<std::string>& preSearch, Span requiredHere);

/// The app of a `.adef`. nullptr when it cannot be modelled. Errors are reported; the result may be incomplete then.
std::unique_ptr<App> modelApp(ModelContext& context, const std::string& path, Span requiredHere = {});

/// One executable without an app (mkexe). `items` are sources, libraries and component directories (spec 7.2).
/// nullptr when an item cannot be had (all of them are reported).
std::unique_ptr<Executable> modelExecutable(ModelContext& context, const std::string& name,
                                            const std::vector<std::string>& items);

/// Rules that need the app as a whole: processes, destinations and component names unique; and, when the app stands
/// alone, every client bound or extern and protocol ids of internal bindings equal. Within a system the last two are
/// checked by mksys, since bindings of the system replace those of the app.
void checkApp(const App& app, Diagnostics& diagnostics, bool standAlone);

/// All bundled files of the app, sorted by destination: components' and its own, its own winning per destination.
std::vector<BundledFile> bundledFiles(const App& app);
/// All required objects: components' first, then its own.
std::vector<RequiredObject> requiredObjects(const App& app);

}  // namespace ligature::mkapp
