// Making packs. A pack grows in a new file beside its final name; sizes that are known late (of compressed contents)
// are written into their headers afterwards.
#include <memory>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/limits.h"
#include "runtime/formats/pack.h"
#include "runtime/formats/pack_format.h"
#include "runtime/formats/tar.h"

namespace ligature::formats
{
namespace
{

constexpr int kCompressionLevel = 9;
constexpr size_t kBufferBytes = 256 * 1024;

/// A pack under construction. Its file vanishes with the object unless finish() was reached.
class PackFile
{
public:
    explicit PackFile(const std::string& path) : path_(path), temporary_(path + ".XXXXXX")
    {
        file_.reset(mkostemp(temporary_.data(), O_CLOEXEC));
        if (!file_)
        {
            throwSystemError("cannot create", path);
        }
    }

    ~PackFile()
    {
        if (!finished_)
        {
            unlink(temporary_.c_str());
        }
    }

    PackFile(const PackFile&) = delete;
    PackFile& operator=(const PackFile&) = delete;

    void addText(const std::string& name, const std::string& content)
    {
        const TarBlock header = tarHeader(name, content.size());
        write(header.data(), header.size());
        write(content.data(), content.size());
        pad(content.size());
    }

    /// Begins an entry whose size is not known yet.
    void begin(const std::string& name)
    {
        name_ = name;
        headerAt_ = position_;
        const TarBlock empty{};
        write(empty.data(), empty.size());
    }

    void write(const void* data, size_t size)
    {
        writeAll(file_.get(), data, size, path_);
        position_ += size;
    }

    /// Ends the entry begun last.
    void end()
    {
        const uint64_t size = position_ - headerAt_ - kTarBlock;
        const TarBlock header = tarHeader(name_, size);
        if (pwrite(file_.get(), header.data(), header.size(), static_cast<off_t>(headerAt_)) !=
            static_cast<ssize_t>(header.size()))
        {
            throwSystemError("cannot write", path_);
        }
        pad(size);
    }

    void finish()
    {
        addText(kSumEntry, hashLine(hashFile(temporary_)));
        const std::vector<char> trailer(kTrailerBytes);
        write(trailer.data(), trailer.size());
        if (fchmod(file_.get(), 0644) != 0)
        {
            throwSystemError("cannot set the mode of", path_);
        }
        syncDescriptor(file_.get(), path_);
        if (rename(temporary_.c_str(), path_.c_str()) != 0)
        {
            throwSystemError("cannot replace", path_);
        }
        finished_ = true;
    }

private:
    void pad(uint64_t size)
    {
        const TarBlock zeros{};
        write(zeros.data(), tarPadding(size));
    }

    std::string path_;
    std::string temporary_;
    UniqueFd file_;
    uint64_t position_ = 0;
    uint64_t headerAt_ = 0;
    std::string name_;
    bool finished_ = false;
};

struct ContextCloser
{
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

void check(size_t zstdResult)
{
    if (ZSTD_isError(zstdResult))
    {
        throw FormatError(std::string("cannot compress: ") + ZSTD_getErrorName(zstdResult));
    }
}

/// Adds a content, compressed. One thread, no checksum, size in the frame: the result depends on the content alone.
void addContent(PackFile& pack, const FileEntry& entry, const std::string& source)
{
    const UniqueFd file = openForReading(source);
    const std::unique_ptr<ZSTD_CCtx, ContextCloser> context(ZSTD_createCCtx());
    check(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kCompressionLevel));
    check(ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 0));
    check(ZSTD_CCtx_setPledgedSrcSize(context.get(), entry.size));
    std::vector<char> input(kBufferBytes);
    std::vector<char> output(ZSTD_CStreamOutSize());
    Hasher hasher;
    uint64_t total = 0;
    pack.begin(contentName(entry.hash));
    for (bool ended = false; !ended;)
    {
        const size_t count = readSome(file.get(), input.data(), input.size(), source);
        total += count;
        if (total > entry.size || (count == 0 && total != entry.size))
        {
            throw FormatError(source + " changed while it was being packed");
        }
        hasher.add(input.data(), count);
        ZSTD_inBuffer in{input.data(), count, 0};
        for (bool more = true; more;)
        {
            ZSTD_outBuffer out{output.data(), output.size(), 0};
            const size_t left = ZSTD_compressStream2(context.get(), &out, &in, count ? ZSTD_e_continue : ZSTD_e_end);
            check(left);
            pack.write(output.data(), out.pos);
            more = count ? in.pos < in.size : left > 0;
        }
        ended = count == 0;
    }
    if (hasher.finish() != entry.hash)
    {
        throw FormatError(source + " changed while it was being packed");
    }
    pack.end();
}

/// Fills hash and size of each entry; returns one entry and source per distinct content, sorted by hash.
std::map<std::string, std::pair<FileEntry, std::string>> measure(std::vector<FileEntry>& files,
                                                                 const ContentSources& sources)
{
    std::map<std::string, std::pair<FileEntry, std::string>> contents;
    for (FileEntry& entry : files)
    {
        const auto source = sources.find(entry.path);
        if (source == sources.end())
        {
            throw FormatError("no source is known for " + entry.path);
        }
        struct stat status = {};
        if (fstat(openForReading(source->second).get(), &status) != 0)
        {
            throwSystemError("cannot examine", source->second);
        }
        entry.size = static_cast<uint64_t>(status.st_size);
        if (entry.size > kMaxFileBytes)
        {
            throw FormatError(source->second + " is larger than " + std::to_string(kMaxFileBytes) + " bytes");
        }
        entry.hash = hashFile(source->second);
        contents.try_emplace(entry.hash, entry, source->second);
    }
    return contents;
}

/// Manifest, signature and contents: how every pack begins. Returns the hash of the manifest.
template <typename AnyManifest>
std::string addHead(PackFile& pack, const AnyManifest& manifest,
                    const std::map<std::string, std::pair<FileEntry, std::string>>& contents)
{
    const std::string text = toJson(manifest);
    // What a target would refuse is refused where it can still be put right.
    parseManifest(text);
    std::string hash = hashText(text);
    pack.addText(kManifestEntry, text);
    pack.addText(kSignatureEntry, hashLine(hash));
    for (const auto& [content, origin] : contents)
    {
        addContent(pack, origin.first, origin.second);
    }
    return hash;
}

/// What a system's manifest says about an app's pack, and where that pack is.
struct AppPack
{
    std::string path;
    uint64_t size = 0;
};

AppPack identify(SystemAppEntry& app, const std::map<std::string, std::string>& appPacks)
{
    const auto found = appPacks.find(app.name);
    if (found == appPacks.end())
    {
        throw FormatError("no pack is known for app " + app.name);
    }
    const PackHead head = readPackHead(found->second);
    const AppManifest* manifest = std::get_if<AppManifest>(&head.manifest);
    if (!manifest || manifest->name != app.name)
    {
        throw FormatError(found->second + " is not a pack of app " + app.name);
    }
    struct stat status = {};
    if (stat(found->second.c_str(), &status) != 0)
    {
        throwSystemError("cannot examine", found->second);
    }
    app.hash = head.hash;
    app.packHash = hashFile(found->second);
    app.packSize = static_cast<uint64_t>(status.st_size);
    return {found->second, app.packSize};
}

void addAppPack(PackFile& pack, const std::string& packHash, const AppPack& app)
{
    const UniqueFd file = openForReading(app.path);
    std::vector<char> buffer(kBufferBytes);
    Hasher hasher;
    pack.begin(appName(packHash));
    while (const size_t count = readSome(file.get(), buffer.data(), buffer.size(), app.path))
    {
        hasher.add(buffer.data(), count);
        pack.write(buffer.data(), count);
    }
    pack.end();
    if (hasher.finish() != packHash)
    {
        throw FormatError(app.path + " changed while it was being packed");
    }
}

}  // namespace

std::string writeAppPack(AppManifest manifest, const ContentSources& sources, const std::string& packPath)
{
    const auto contents = measure(manifest.files, sources);
    PackFile pack(packPath);
    std::string hash = addHead(pack, manifest, contents);
    pack.finish();
    return hash;
}

std::string writeSystemPack(SystemManifest manifest, const ContentSources& sources,
                            const std::map<std::string, std::string>& appPacks, const std::string& packPath)
{
    const auto contents = measure(manifest.files, sources);
    std::map<std::string, AppPack> apps;
    for (SystemAppEntry& app : manifest.apps)
    {
        const AppPack appPack = identify(app, appPacks);
        apps.try_emplace(app.packHash, appPack);
    }
    PackFile pack(packPath);
    std::string hash = addHead(pack, manifest, contents);
    for (const auto& [packHash, app] : apps)
    {
        addAppPack(pack, packHash, app);
    }
    pack.finish();
    return hash;
}

}  // namespace ligature::formats
