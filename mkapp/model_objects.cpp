// What an app contains and what it sees of its target: `bundles:` and `requires:` file, dir, device (spec 2.2.6, 2.5).
// The same rules hold in .adef and .cdef files.
#include <fmt/format.h>

#include <algorithm>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{
namespace
{

constexpr size_t kDeepestDirectory = 64;
constexpr size_t kMostFiles = 100'000;

/// "/" and "dir/" mean "below it, under the name of the source".
std::string completed(const std::string& destination, const std::string& source)
{
    return destination.ends_with('/') ? destination + fileNameOf(source) : destination;
}

/// Takes the files of one bundled directory, following symbolic links.
class DirectoryWalk
{
public:
    DirectoryWalk(ModelContext& context, const BundledFile& bundle, std::vector<BundledFile>& result)
        : world_(context.read.world), diagnostics_(context.read.diagnostics), bundle_(bundle), result_(result)
    {
    }

    void run() { visit(bundle_.source, bundle_.destination); }

private:
    bool fail(const std::string& message)
    {
        diagnostics_.error(codes::kBadDirectory, bundle_.span, message);
        return false;
    }

    bool visit(const std::string& source, const std::string& destination)
    {
        const std::string canonical = world_.canonicalPath(source);
        if (std::ranges::find(open_, canonical) != open_.end())
        {
            return fail(
                fmt::format("the bundled directory contains itself: '{}' leads back to '{}'", source, canonical));
        }
        if (open_.size() == kDeepestDirectory)
        {
            return fail(fmt::format("'{}' is nested more than {} deep", bundle_.source, kDeepestDirectory));
        }
        open_.push_back(canonical);
        const auto entries = world_.listDirectory(source);
        bool good = entries.has_value() || fail(fmt::format("the directory '{}' cannot be read", source));
        for (size_t i = 0; good && i < entries->size(); ++i)
        {
            good = take((*entries)[i], source, destination);
        }
        open_.pop_back();
        return good;
    }

    bool take(const DirectoryEntry& entry, const std::string& directory, const std::string& destination)
    {
        const std::string source = joinPath(directory, entry.name);
        const std::string target = destination.empty() ? entry.name : joinPath(destination, entry.name);
        if (entry.isDirectory)
        {
            return visit(source, target);
        }
        if (!entry.isRegular)
        {
            return fail(fmt::format("'{}' is neither a regular file nor a directory", source));
        }
        if (++files_ > kMostFiles)
        {
            return fail(fmt::format("'{}' holds more than {} files", bundle_.source, kMostFiles));
        }
        result_.push_back({bundle_.span, source, target, bundle_.permissions});
        return true;
    }

    World& world_;
    Diagnostics& diagnostics_;
    const BundledFile& bundle_;
    std::vector<BundledFile>& result_;
    std::vector<std::string> open_;
    size_t files_ = 0;
};

/// The path inside the app without leading `/`; nothing when it leaves the app (reported).
std::optional<std::string> insideApp(const std::string& destination, Span span, Diagnostics& diagnostics)
{
    const std::string path = normalizePath(destination.starts_with('/') ? destination.substr(1) : destination);
    const std::string clean = path.starts_with('/') ? path.substr(1) : path;
    if (clean == ".." || clean.starts_with("../"))
    {
        diagnostics.error(codes::kBadDestination, span,
                          fmt::format("the destination '{}' is outside of the app", destination));
        return std::nullopt;
    }
    return clean == "." ? "" : clean;
}

void bundle(ModelContext& context, const Entry& entry, bool isDirectory, const std::string& directory, bool mustExist,
            std::vector<BundledFile>& result)
{
    Diagnostics& diagnostics = context.read.diagnostics;
    BundledFile bundled{entry.span, {}, {}, {true, false, false}};
    if (entry.permissions)
    {
        bundled.permissions = permissionsOf(*entry.permissions);
    }
    const std::string written = definition::expand(entry.values[0], context.read);
    if (written.empty())
    {
        diagnostics.error(codes::kNoSuchFile, entry.values[0].span, "the path is empty");
        return;
    }
    bundled.source = normalizePath(joinPath(directory, written));
    const std::string target =
        entry.values.size() > 1 ? definition::expand(entry.values[1], context.read) : std::string("/");
    const auto inside = insideApp(completed(target, bundled.source), entry.values.back().span, diagnostics);
    if (!inside)
    {
        return;
    }
    bundled.destination = *inside;

    World& world = context.read.world;
    const bool exists = isDirectory ? world.directoryExists(bundled.source) : world.fileExists(bundled.source);
    if (!exists && (mustExist || isDirectory))
    {
        const bool isOther = isDirectory ? world.fileExists(bundled.source) : world.directoryExists(bundled.source);
        if (isOther)
        {
            diagnostics
                .error(codes::kWrongKindOfFile, entry.values[0].span,
                       fmt::format("'{}' is a {}", bundled.source, isDirectory ? "file" : "directory"))
                .suggest(isDirectory ? "list it under 'file:'" : "list it under 'dir:'");
        }
        else
        {
            diagnostics.error(
                codes::kNoSuchFile, entry.values[0].span,
                fmt::format("there is no {} '{}' to bundle", isDirectory ? "directory" : "file", bundled.source));
        }
        return;
    }
    if (isDirectory)
    {
        DirectoryWalk(context, bundled, result).run();
        return;
    }
    if (bundled.destination.empty())
    {
        diagnostics.error(codes::kBadDestination, entry.values.back().span,
                          fmt::format("the destination '{}' names no file", target));
        return;
    }
    result.push_back(std::move(bundled));
}

/// Directories that hold the framework itself: an app that saw them could look into every other app.
bool isForbiddenDirectory(const std::string& path)
{
    return path == "/mnt/flash" || path == "/mnt/flash/legato" || path == "/legato" || path == "/";
}

void require(ModelContext& context, const Entry& entry, RequiredObject::Kind kind, std::vector<RequiredObject>& result)
{
    Diagnostics& diagnostics = context.read.diagnostics;
    RequiredObject object;
    object.span = entry.span;
    object.kind = kind;
    const std::string source = definition::expand(entry.values[0], context.read);
    const auto bad = [&](const Word& word, const std::string& message)
    { diagnostics.error(codes::kBadRequiredPath, word.span, message); };
    if (source.ends_with('/'))
    {
        bad(entry.values[0], fmt::format("the path '{}' of the target must not end with '/'", source));
        return;
    }
    if (!source.starts_with('/'))
    {
        bad(entry.values[0], fmt::format("'{}' is no absolute path of the target", source));
        return;
    }
    object.source = normalizePath(source);
    if (kind == RequiredObject::Kind::directory && isForbiddenDirectory(object.source))
    {
        bad(entry.values[0],
            fmt::format("an app may not see '{}': it holds the framework and all apps", object.source));
        return;
    }
    object.destination =
        completed(entry.values.size() > 1 ? definition::expand(entry.values[1], context.read) : "/", object.source);
    const std::string inside = normalizePath(joinPath("/", object.destination));
    if (normalizePath(object.destination).starts_with("..") || inside == "/")
    {
        diagnostics.error(codes::kBadDestination, entry.values.back().span,
                          fmt::format("'{}' is no place in the sandbox", object.destination));
        return;
    }
    object.destination = inside;
    if (entry.permissions)
    {
        object.permissions = permissionsOf(*entry.permissions);
        if (kind != RequiredObject::Kind::device && !object.source.starts_with("/home/root/") &&
            !object.source.starts_with("/mnt/flash/"))
        {
            diagnostics
                .error(codes::kBadPermissions, entry.permissions->span,
                       fmt::format("the permissions of '{}' belong to the target and cannot be set by an app",
                                   object.source))
                .suggest("leave the brackets out; they may stand only before paths below /home/root/ or /mnt/flash/");
            return;
        }
    }
    result.push_back(std::move(object));
}

}  // namespace

void modelBundles(ModelContext& context, const Section& section, const std::string& directory, bool mustExist,
                  std::vector<BundledFile>& result)
{
    for (const Section& kind : section.sections)
    {
        for (const Entry& entry : kind.entries)
        {
            if (!entry.values.empty())
            {
                bundle(context, entry, kind.name.raw == "dir", directory, mustExist, result);
            }
        }
    }
}

bool modelRequired(ModelContext& context, const Section& section, std::vector<RequiredObject>& result)
{
    using Kind = RequiredObject::Kind;
    const std::string& name = section.name.raw;
    if (name != "file" && name != "dir" && name != "device")
    {
        return false;
    }
    const Kind kind = name == "file" ? Kind::file : name == "dir" ? Kind::directory : Kind::device;
    for (const Entry& entry : section.entries)
    {
        if (!entry.values.empty())
        {
            require(context, entry, kind, result);
        }
    }
    return true;
}

}  // namespace ligature::mkapp
