#include "ifgen/tell.h"

#include <fmt/format.h>

#include <cstdio>

#include "grammar/terminal.h"
#include "ifgen/codes.h"

namespace ligature::ifgen
{

namespace
{

Diagnostics errorsOf(const Diagnostics& diagnostics)
{
    Diagnostics errors;
    for (const Diagnostic& one : diagnostics.sorted())
    {
        if (one.severity == Severity::error)
        {
            Diagnostic& copy = errors.error(*one.code, one.span, one.message);
            copy.notes = one.notes;
            copy.hint = one.hint;
        }
    }
    return errors;
}

}  // namespace

void tell(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void tell(const Options& options, const Diagnostics& all, const SourceMap& sources, World& world)
{
    const bool errorsOnly = options.logLevel == "ERROR" || options.logLevel == "CRITICAL";
    const Diagnostics diagnostics = errorsOnly ? errorsOf(all) : all;
    tell(options.diagnostics == "json"
             ? renderJson(diagnostics, sources) + "\n"
             : renderAll(diagnostics, sources, styleOfStandardError(world.workingDirectory())));
}

void tellUnreadable(const Options& options, const std::string& file, Diagnostics& diagnostics)
{
    DiskWorld world;
    const std::string why = whyUnreadable(world, file);
    if (options.diagnostics == "json")
    {
        diagnostics.error(kFileNotFound, {}, fmt::format("cannot read '{}': {}", file, why));
    }
    else
    {
        tell(fmt::format("ifgen: cannot read {}: {}\n", file, why));
    }
}

}  // namespace ligature::ifgen
