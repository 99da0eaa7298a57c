// Inside the room: what systems.cpp, install.cpp and store.cpp share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/daemons/systems/systems.h"

namespace ligature::systems
{

inline constexpr const char* kManifestFile = "manifest.json";
inline constexpr const char* kSignatureFile = "manifest.sig";
inline constexpr const char* kWriteableFolder = "appsWriteable";

/// The number of a system's directory: decimal from 1, no leading zeros, at most 9 digits.
std::optional<unsigned> parseIndex(const std::string& name);

/// Numbers of all systems, ascending. Empty if there is no store yet.
std::vector<unsigned> indices(const formats::TargetLayout& layout);

/// Removes everything from the unpack area that an interrupted installation left there; makes the area.
void cleanUnpackArea(const formats::TargetLayout& layout);

/// As in systems.h, for a directory that may not be in its final place yet.
formats::AppManifest loadAppFrom(const std::string& directory, const std::string& hash);
formats::SystemManifest loadSystemFrom(const std::string& directory);
void verifyAppIn(const std::string& directory, const std::string& hash);

}  // namespace ligature::systems
