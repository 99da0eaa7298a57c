#include "runtime/daemons/systems/store.h"

#include <algorithm>

#include <dirent.h>
#include <sys/stat.h>

#include "runtime/formats/files.h"
#include "runtime/formats/limits.h"
#include "runtime/formats/names.h"
#include "runtime/formats/pack_format.h"

namespace ligature::systems
{

using formats::FormatError;

namespace
{

std::vector<std::string> entriesOf(const std::string& directory)
{
    std::vector<std::string> names;
    DIR* stream = opendir(directory.c_str());
    if (!stream)
    {
        return names;
    }
    while (const dirent* entry = readdir(stream))
    {
        names.emplace_back(entry->d_name);
    }
    closedir(stream);
    return names;
}

}  // namespace

std::optional<unsigned> parseIndex(const std::string& name)
{
    if (name.empty() || name.size() > 9 || name[0] == '0' || name.find_first_not_of("0123456789") != std::string::npos)
    {
        return std::nullopt;
    }
    return static_cast<unsigned>(std::stoul(name));
}

std::vector<unsigned> indices(const formats::TargetLayout& layout)
{
    std::vector<unsigned> result;
    for (const std::string& name : entriesOf(layout.systems()))
    {
        struct stat status = {};
        if (const std::optional<unsigned> index = parseIndex(name);
            index && lstat(layout.system(*index).c_str(), &status) == 0 && S_ISDIR(status.st_mode))
        {
            result.push_back(*index);
        }
    }
    std::sort(result.begin(), result.end());
    return result;
}

void cleanUnpackArea(const formats::TargetLayout& layout)
{
    if (!formats::removeTree(layout.unpackArea()))
    {
        throw formats::FileError("cannot remove what an earlier installation left in " + layout.unpackArea());
    }
    formats::makeDirectories(layout.unpackArea());
}

formats::AppManifest loadAppFrom(const std::string& directory, const std::string& hash)
{
    const std::string path = directory + "/" + kManifestFile;
    const std::string text = formats::readWholeFile(path, formats::kMaxManifestBytes);
    if (formats::hashText(text) != hash)
    {
        throw FormatError(path + " is damaged: it does not have the hash of its app");
    }
    formats::Manifest manifest = formats::parseManifest(text);
    if (formats::AppManifest* app = std::get_if<formats::AppManifest>(&manifest))
    {
        return std::move(*app);
    }
    throw FormatError(path + " is not the manifest of an app");
}

formats::SystemManifest loadSystemFrom(const std::string& directory)
{
    const std::string path = directory + "/" + kManifestFile;
    const std::string text = formats::readWholeFile(path, formats::kMaxManifestBytes);
    const std::string signature = directory + "/" + kSignatureFile;
    struct stat status = {};
    if (lstat(signature.c_str(), &status) == 0 &&
        formats::readWholeFile(signature, 4096) != formats::hashLine(formats::hashText(text)))
    {
        throw FormatError(path + " is damaged: it does not have the hash in " + kSignatureFile);
    }
    formats::Manifest manifest = formats::parseManifest(text);
    if (formats::SystemManifest* system = std::get_if<formats::SystemManifest>(&manifest))
    {
        return std::move(*system);
    }
    throw FormatError(path + " is not the manifest of a system");
}

namespace
{

void verifyFile(const std::string& path, uint64_t size)
{
    struct stat status = {};
    if (lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
    {
        throw FormatError(path + " is missing");
    }
    if (static_cast<uint64_t>(status.st_size) != size)
    {
        throw FormatError(path + " is damaged: it has " + std::to_string(status.st_size) + " bytes instead of " +
                          std::to_string(size));
    }
}

}  // namespace

void verifyAppIn(const std::string& directory, const std::string& hash)
{
    for (const formats::FileEntry& file : loadAppFrom(directory, hash).files)
    {
        verifyFile(directory + (file.writeable ? "/writeable/" : "/read-only/") + file.path, file.size);
    }
}

void verifyApp(const formats::TargetLayout& layout, const std::string& hash)
{
    verifyAppIn(layout.app(hash), hash);
}

void verifySystem(const formats::TargetLayout& layout, unsigned index)
{
    const formats::SystemManifest system = loadSystem(layout, index);
    for (const formats::FileEntry& file : system.files)
    {
        verifyFile(layout.system(index) + "/" + file.path, file.size);
    }
    for (const formats::SystemAppEntry& app : system.apps)
    {
        verifyApp(layout, app.hash);
    }
}

formats::AppManifest loadApp(const formats::TargetLayout& layout, const std::string& hash)
{
    if (!formats::isHash(hash))
    {
        throw FormatError("'" + formats::printable(hash) + "' is not the hash of an app");
    }
    return loadAppFrom(layout.app(hash), hash);
}

formats::SystemManifest loadSystem(const formats::TargetLayout& layout, unsigned index)
{
    return loadSystemFrom(layout.system(index));
}

}  // namespace ligature::systems
