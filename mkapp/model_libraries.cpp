// Entries of `requires: lib` and `provides: lib` (spec/definition-files.md 2.3.2).
#include <fmt/format.h>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{

std::optional<LinkLibrary> linkLibrary(ModelContext& context, const Component& component, const std::string& written,
                                       Span span)
{
    const std::string name = fileNameOf(written);
    const std::string path = normalizePath(joinPath(component.directory, written));
    LinkLibrary library;
    library.span = span;
    const bool isStatic = written.ends_with(".a");
    const size_t suffix = isStatic ? name.size() - 2 : name.find(".so");
    if (isStatic && written.find('/') != std::string::npos)
    {
        library.isStatic = true;
        library.flag = path;
        library.file = path;
    }
    else if (isStatic || suffix != std::string::npos)
    {
        if (!name.starts_with("lib") || suffix <= 3)
        {
            context.read.diagnostics
                .error(codes::kBadLibrary, span,
                       fmt::format("the name of the library '{}' does not begin with 'lib'", written))
                .suggest("the linker finds a library x as libx.a or libx.so");
            return std::nullopt;
        }
        library.isStatic = isStatic;
        library.flag = "-l" + name.substr(3, suffix - 3);
        if (!isStatic && context.read.world.fileExists(path))
        {
            library.file = path;
            library.directory = directoryOf(path);
        }
    }
    else
    {
        library.flag = "-l" + written;
    }
    return library;
}

}  // namespace ligature::mkapp
