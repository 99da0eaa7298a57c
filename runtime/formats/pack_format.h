// What the writer and the reader of packs agree on, beyond pack.h.
#pragma once

#include <string>

#include "runtime/formats/hash.h"

namespace ligature::formats
{

inline constexpr const char* kManifestEntry = "manifest.json";
inline constexpr const char* kSignatureEntry = "manifest.sig";
inline constexpr const char* kSumEntry = "pack.sum";
inline constexpr const char* kContentSuffix = ".zst";
inline constexpr const char* kAppSuffix = ".app";
inline constexpr size_t kTrailerBytes = 1024;  ///< zeros at the end of the archive

/// The text of manifest.sig and pack.sum.
inline std::string hashLine(const std::string& hash)
{
    return "blake2b-256 " + hash + "\n";
}

/// Entries come in the order of their names; the contents of the framework before the packs of apps.
inline std::string contentName(const std::string& hash)
{
    return hash + kContentSuffix;
}
inline std::string appName(const std::string& packHash)
{
    return packHash + kAppSuffix;
}

}  // namespace ligature::formats
