// What only some kinds of servers cannot have, as it has the C name of something that they have.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/library.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

bool checkAsyncServer(const Interface& interface, Diagnostics& diagnostics, Span askedHere)
{
    const size_t before = diagnostics.errorCount();
    const auto report = [&](Span span, const std::string& message, Span meant)
    {
        Diagnostic& error = diagnostics.error(kAsyncClash, span, message);
        if (meant.valid())
        {
            error.note(meant, "this function is meant");
        }
        if (askedHere.valid())
        {
            error.note(askedHere, "an asynchronous server is asked for here");
        }
    };
    for (const Function& function : interface.functions)
    {
        if (!isAsync(function))
        {
            continue;
        }
        for (const Function& other : interface.functions)
        {
            if (other.name == function.name + "Respond")
            {
                report(other.span,
                       fmt::format("FUNCTION '{}' has the C name of what answers '{}' in an asynchronous server",
                                   other.name, function.name),
                       function.span);
            }
        }
    }
    for (const auto& type : interface.types)
    {
        if (cType(*type) == interface.name + "_ServerCmdRef_t")
        {
            report(type->span,
                   fmt::format("{} '{}' has the C name of a call that an asynchronous server has to answer",
                               kindOf(*type), type->name),
                   {});
        }
    }
    return diagnostics.errorCount() == before;
}

bool checkLocalService(const Interface& interface, Diagnostics& diagnostics)
{
    static constexpr std::array<std::string_view, 3> kOwn = {"InitService", "SetServiceRef", "SetBinding"};
    const size_t before = diagnostics.errorCount();
    for (const Function& function : interface.functions)
    {
        if (std::ranges::find(kOwn, function.name) != kOwn.end())
        {
            diagnostics.error(
                kServiceFunction, function.span,
                fmt::format("with --local-service every interface has a function '{}' of its own in C", function.name));
        }
    }
    return diagnostics.errorCount() == before;
}

}  // namespace ligature::ifgen
