// Packs (`.update`): a tar with manifest.json, manifest.sig, then payloads named by their hash.
//
//   app pack      <blake2b-256 of content>.zst   one per distinct file content, sorted by name
//   system pack   <blake2b-256 of content>.zst   files of the framework, sorted by name
//                 <blake2b-256 of pack>.app      the complete pack of each app, sorted by name
//
// and last pack.sum, the line `blake2b-256 <hex>` over every byte before its header: what was damaged on its way is
// told from what was made wrong.
//
// manifest.sig holds the line `blake2b-256 <hex>` with the hash of manifest.json: the manifest is not parsed before it
// holds. Tar headers are fixed (owner 0, time 0, mode 0644) and contents compressed with fixed settings, so one input
// gives one pack, byte for byte.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "runtime/formats/manifest.h"

namespace ligature::formats
{

/// Where the content of a manifest's files lies: path in the manifest -> file of the build machine.
using ContentSources = std::map<std::string, std::string>;

/// Fills hash and size of every entry of `manifest.files` from `sources`, and writes the pack atomically (new file,
/// fsync, rename). Returns the app's identity (hash of its manifest). Throws FormatError naming the file.
std::string writeAppPack(AppManifest manifest, const ContentSources& sources, const std::string& packPath);

/// Writes a system pack with the given app packs (app name -> pack file), whose hashes it fills in; atomically.
/// Returns the hash of the manifest. Throws FormatError.
std::string writeSystemPack(SystemManifest manifest, const ContentSources& sources,
                            const std::map<std::string, std::string>& appPacks, const std::string& packPath);

/// The manifest alone, verified against manifest.sig, and its canonical text. Throws FormatError.
struct PackHead
{
    Manifest manifest;
    std::string text;  ///< manifest.json as it stands in the pack
    std::string hash;
};
PackHead readPackHead(const std::string& packPath);

/// Unpacks into a directory that must not exist yet. An app pack gives the files of its manifest (read-only ones below
/// `read-only/`, writeable ones below `writeable/`) and `manifest.json`; a system pack gives its framework files,
/// `manifest.json`, and calls `appPack(entry, file)` with each app pack as a temporary file, already verified against
/// its hash. Modes come from the manifest; no owner, mode, link, device or path is taken from the archive. Every file
/// is verified while it is written; on any mismatch, surplus or missing payload FormatError is thrown and the directory
/// is removed. Everything is synced to disk before it returns.
void unpack(const std::string& packPath, const std::string& directory,
            const std::function<void(const SystemAppEntry&, const std::string& file)>& appPack,
            const std::function<void(uint64_t done, uint64_t total)>& progress = {});

}  // namespace ligature::formats
