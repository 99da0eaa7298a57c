// What the Supervisor knows of one app of the current system: the app's own manifest with the system's overrides
// applied.
#pragma once

#include <set>
#include <string>

#include "runtime/formats/manifest.h"

namespace ligature::supervisor
{

struct AppConfig
{
    formats::AppManifest manifest;  ///< overrides applied
    std::string hash;
    std::string readOnlyDirectory;   ///< of the target: the app's files as they stand in its pack
    std::string writeableDirectory;  ///< of the target: what the app wrote
    std::string frameworkLibrary;    ///< liblegato.so of the system, empty if the system brings none
    std::string runDirectory;        ///< of the target, the app's own; holds its directory socket
};

/// The manifest an app is run by. Everything an override leaves unset stays as the app has it.
formats::AppManifest applyOverrides(formats::AppManifest manifest, const formats::AppOverrideEntry& overrides);

/// What the manifest asks for and this Supervisor does not do, by the names of definition files, sorted.
std::set<std::string> settingsWithoutEffect(const formats::AppManifest& manifest);

}  // namespace ligature::supervisor
