// What comes from elsewhere and is read before it is trusted: manifests and packs. The first byte of an input, modulo
// 3, chooses:
//   0  the rest is a manifest: what is accepted must be written and read again as the same
//   1  the rest is a pack
//   2  the rest is the compressed content of the one file of a pack in which all else is right
// A finding is a crash, a hang, an exception other than FormatError, or a directory left behind by a refused pack.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/mman.h>
#include <unistd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/pack.h"
#include "runtime/formats/pack_format.h"
#include "runtime/formats/tar.h"

namespace
{

using namespace ligature::formats;

std::string entry(const std::string& name, const std::string& content)
{
    const TarBlock header = tarHeader(name, content.size());
    return std::string(header.data(), header.size()) + content + std::string(tarPadding(content.size()), '\0');
}

std::string packAround(const std::string& payload)
{
    AppManifest app;
    app.name = "a";
    app.target = "localhost";
    app.files = {{"f", hashText("x"), 1, 0644, false}};
    const std::string manifest = toJson(app);
    const std::string body = entry(kManifestEntry, manifest) + entry(kSignatureEntry, hashLine(hashText(manifest))) +
                             entry(contentName(hashText("x")), payload);
    return body + entry(kSumEntry, hashLine(hashText(body))) + std::string(kTrailerBytes, '\0');
}

void tryManifest(const std::string& text)
{
    const Manifest manifest = parseManifest(text);
    const std::string written = std::visit([](const auto& any) { return toJson(any); }, manifest);
    const std::string again = std::visit([](const auto& any) { return toJson(any); }, parseManifest(written));
    if (written != again)
    {
        std::abort();
    }
}

void tryPack(const std::string& bytes)
{
    const UniqueFd file(memfd_create("pack", MFD_CLOEXEC));
    writeAll(file.get(), bytes.data(), bytes.size(), "pack");
    const std::string directory =
        (std::filesystem::temp_directory_path() / ("ligature-fuzz-" + std::to_string(getpid()))).string();
    try
    {
        unpack("/proc/self/fd/" + std::to_string(file.get()), directory, {});
        removeTree(directory);
    }
    catch (const FormatError&)
    {
        if (std::filesystem::exists(directory))
        {
            std::abort();
        }
        throw;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
    {
        return 0;
    }
    const std::string rest(reinterpret_cast<const char*>(data) + 1, size - 1);
    try
    {
        switch (data[0] % 3)
        {
            case 0:
                tryManifest(rest);
                break;
            case 1:
                tryPack(rest);
                break;
            case 2:
                tryPack(packAround(rest));
                break;
        }
    }
    catch (const FormatError&)
    {
    }
    return 0;
}
