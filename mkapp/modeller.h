// Stages "model" and "check" for components, executables and apps.
#pragma once

#include <memory>
#include <string>
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
};

/// Everything the modelling functions share in one run. All members outlive the model.
struct ModelContext
{
    definition::ReadContext read;  ///< world, sources, diagnostics, variables
    ifgen::Library& apis;
    SearchPath& search;
    ComponentSet& components;
    std::string target;            ///< "localhost"
    std::string workDirectory;     ///< absolute; $BUILDDIR lies below it
};

/// The component of a directory (searched: `preSearch` first, then search.components; absolute allowed), with all it
/// depends on. nullptr when it is not found or has errors (reported). A cycle of components is reported as a chain.
const Component* modelComponent(ModelContext& context, const std::string& reference,
                                const std::vector<std::string>& preSearch, Span requiredHere);

/// The app of a `.adef`. nullptr when it cannot be modelled. Errors are reported; the result may be incomplete then.
std::unique_ptr<App> modelApp(ModelContext& context, const std::string& path, Span requiredHere = {});

/// One executable without an app (mkexe). `items` are sources, libraries and component directories (spec 7.2).
std::unique_ptr<Executable> modelExecutable(ModelContext& context, const std::string& name,
                                            const std::vector<std::string>& items);

/// Rules that need the app as a whole: every client bound or extern, processes unique, destinations unique, protocol
/// ids of internal bindings equal, no kernel modules (mkapp only, spec 4.4).
void checkApp(const App& app, Diagnostics& diagnostics, bool standAlone);

/// All bundled files of the app: components' then its own, its own winning per destination.
std::vector<BundledFile> bundledFiles(const App& app);
/// All required objects: components' first, then its own.
std::vector<RequiredObject> requiredObjects(const App& app);

}  // namespace ligature::mkapp
