// Reading packs. The manifest decides which entries there are, in which order; the archive is only compared with it.
#include <algorithm>
#include <memory>
#include <vector>

#include <sys/statvfs.h>
#include <zstd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/fresh_tree.h"
#include "runtime/formats/limits.h"
#include "runtime/formats/pack.h"
#include "runtime/formats/pack_format.h"
#include "runtime/formats/pack_stream.h"

namespace ligature::formats
{
namespace
{

/// Where app packs wait, inside the new directory, until the callback has dealt with them.
constexpr const char* kAppPackFile = ".app-pack";

using Progress = std::function<void(uint64_t done, uint64_t total)>;

struct ContextCloser
{
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

PackHead readHead(PackStream& pack)
{
    PackHead head;
    pack.expect(kManifestEntry);
    head.text = pack.readText(kMaxManifestBytes);
    head.hash = hashText(head.text);
    pack.expect(kSignatureEntry);
    if (pack.readText(kTarBlock) != hashLine(head.hash))
    {
        throw FormatError("pack: the hash of its manifest is wrong");
    }
    head.manifest = parseManifest(head.text);
    const std::string canonical = std::visit([](const auto& manifest) { return toJson(manifest); }, head.manifest);
    if (canonical != head.text)
    {
        throw FormatError("manifest: it is not written in the canonical way");
    }
    return head;
}

/// Unpacks the content of the current entry into `file`. Neither more bytes than declared are written nor fewer
/// accepted.
void inflate(PackStream& pack, const FileEntry& entry, int file, const Progress& progress)
{
    const std::unique_ptr<ZSTD_DCtx, ContextCloser> context(ZSTD_createDCtx());
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, kMaxWindowLog);
    std::vector<char> input(ZSTD_DStreamInSize());
    std::vector<char> output(ZSTD_DStreamOutSize());
    Hasher hasher;
    uint64_t total = 0;
    bool ended = false;
    while (const size_t count = pack.read(input.data(), input.size()))
    {
        ZSTD_inBuffer in{input.data(), count, 0};
        for (bool full = false; in.pos < in.size || full;)
        {
            if (ended)
            {
                throw FormatError("pack: something follows the content of " + entry.path);
            }
            ZSTD_outBuffer out{output.data(), output.size(), 0};
            const size_t result = ZSTD_decompressStream(context.get(), &out, &in);
            if (ZSTD_isError(result))
            {
                throw FormatError("pack: the content of " + entry.path + " is damaged: " + ZSTD_getErrorName(result));
            }
            total += out.pos;
            if (total > entry.size)
            {
                throw FormatError("pack: the content of " + entry.path + " is larger than the manifest says");
            }
            hasher.add(output.data(), out.pos);
            writeAll(file, output.data(), out.pos, entry.path);
            ended = result == 0;
            full = !ended && out.pos == out.size;
        }
        if (progress)
        {
            progress(pack.position(), pack.size());
        }
    }
    if (!ended || total != entry.size)
    {
        throw FormatError("pack: the content of " + entry.path + " is smaller than the manifest says");
    }
    if (hasher.finish() != entry.hash)
    {
        throw FormatError("pack: the content of " + entry.path + " does not have the hash the manifest says");
    }
}

/// All files of a manifest, each content unpacked once and copied to where else it is wanted. `place` gives the path in
/// the tree.
void unpackFiles(PackStream& pack, FreshTree& tree, const std::vector<FileEntry>& files,
                 const std::function<std::string(const FileEntry&)>& place, const Progress& progress)
{
    std::map<std::string, std::vector<const FileEntry*>> contents;
    for (const FileEntry& file : files)
    {
        contents[file.hash].push_back(&file);
    }
    for (const auto& [hash, entries] : contents)
    {
        const std::string first = place(*entries[0]);
        pack.expect(contentName(hash));
        const UniqueFd file = tree.createFile(first, entries[0]->mode);
        inflate(pack, *entries[0], file.get(), progress);
        for (size_t i = 1; i < entries.size(); ++i)
        {
            tree.copyFile(first, place(*entries[i]), entries[i]->mode);
        }
    }
}

/// Each app pack of a system as a temporary file, verified, handed to `appPack`.
void unpackApps(PackStream& pack, FreshTree& tree, const SystemManifest& system,
                const std::function<void(const SystemAppEntry&, const std::string&)>& appPack, const Progress& progress)
{
    std::map<std::string, const SystemAppEntry*> apps;
    for (const SystemAppEntry& app : system.apps)
    {
        if (!apps.emplace(app.packHash, &app).second)
        {
            throw FormatError("manifest: app " + app.name + " has the same pack as another app");
        }
    }
    std::vector<char> buffer(256 * 1024);
    for (const auto& [packHash, app] : apps)
    {
        if (pack.expect(appName(packHash)) != app->packSize)
        {
            throw FormatError("pack: the pack of app " + app->name + " does not have the size the manifest says");
        }
        const UniqueFd file = tree.createFile(kAppPackFile, 0600);
        Hasher hasher;
        while (const size_t count = pack.read(buffer.data(), buffer.size()))
        {
            hasher.add(buffer.data(), count);
            writeAll(file.get(), buffer.data(), count, app->name);
            if (progress)
            {
                progress(pack.position(), pack.size());
            }
        }
        if (hasher.finish() != packHash)
        {
            throw FormatError("pack: the pack of app " + app->name + " does not have the hash the manifest says");
        }
        if (appPack)
        {
            appPack(*app, tree.path() + "/" + kAppPackFile);
        }
        tree.removeFile(kAppPackFile);
    }
}

/// Refuses what cannot fit before anything is written.
void checkSpace(const std::string& directory, const Manifest& manifest)
{
    uint64_t needed = 0;
    std::visit(
        [&](const auto& any)
        {
            for (const FileEntry& file : any.files)
            {
                needed += file.size;  // at most kMaxFiles times kMaxFileBytes: far below 2^64
            }
        },
        manifest);
    if (const SystemManifest* system = std::get_if<SystemManifest>(&manifest))
    {
        uint64_t largest = 0;
        for (const SystemAppEntry& app : system->apps)
        {
            largest = std::max(largest, app.packSize);
        }
        needed += largest;
    }
    struct statvfs status = {};
    if (statvfs(directory.c_str(), &status) != 0)
    {
        throwSystemError("cannot examine", directory);
    }
    const uint64_t free = static_cast<uint64_t>(status.f_bavail) * status.f_frsize;
    if (needed > free)
    {
        throw FileError("no space: the pack needs " + std::to_string(needed) + " bytes, " + directory + " has " +
                        std::to_string(free));
    }
}

}  // namespace

PackHead readPackHead(const std::string& packPath)
{
    PackStream pack(packPath);
    return readHead(pack);
}

void unpack(const std::string& packPath, const std::string& directory,
            const std::function<void(const SystemAppEntry&, const std::string& file)>& appPack,
            const std::function<void(uint64_t done, uint64_t total)>& progress)
{
    PackStream pack(packPath);
    const PackHead head = readHead(pack);
    FreshTree tree(directory);
    checkSpace(directory, head.manifest);
    if (const AppManifest* app = std::get_if<AppManifest>(&head.manifest))
    {
        tree.makeDirectory("read-only");
        tree.makeDirectory("writeable");
        unpackFiles(
            pack, tree, app->files,
            [](const FileEntry& file) { return (file.writeable ? "writeable/" : "read-only/") + file.path; }, progress);
    }
    else
    {
        const SystemManifest& system = std::get<SystemManifest>(head.manifest);
        unpackFiles(
            pack, tree, system.files, [](const FileEntry& file) { return file.path; }, progress);
        unpackApps(pack, tree, system, appPack, progress);
    }
    pack.expectEnd();
    tree.writeFile("manifest.json", head.text, 0644);
    tree.commit();
    if (progress)
    {
        progress(pack.size(), pack.size());
    }
}

}  // namespace ligature::formats
