#include "runtime/tools/ipctrace/source.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

#include "runtime/formats/names.h"
#include "runtime/formats/trace.h"

namespace ligature::ipctrace
{

namespace
{

namespace fs = std::filesystem;

bool hasTraceFolder(const std::string& folder)
{
    std::error_code ignored;
    return fs::is_regular_file(folder + "/" + trace::kFolder + "/" + trace::kSwitchFile, ignored);
}

}  // namespace

std::vector<Source> sourcesOf(const formats::TargetLayout& layout)
{
    std::vector<Source> sources;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(layout.appSocketDirectories(), error))
    {
        const std::string name = entry.path().filename().string();
        if (formats::isName(name) && hasTraceFolder(entry.path().string()))
        {
            sources.push_back({name, entry.path().string()});
        }
    }
    if (error && error != std::errc::no_such_file_or_directory)
    {
        throw std::runtime_error(fmt::format("{}: {} (root and the target's owner may follow apps)",
                                             layout.appSocketDirectories(), error.message()));
    }
    if (hasTraceFolder(layout.userSocketDirectory()))
    {
        sources.push_back({kUsers, layout.userSocketDirectory()});
    }
    if (sources.empty())
    {
        throw std::runtime_error(fmt::format("the framework of {} is not running (try: legato start)", layout.root));
    }
    std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.name < b.name; });
    return sources;
}

}  // namespace ligature::ipctrace
