// Names that only some kinds of clients and servers have in C, so that an interface without those may use them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/library.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

namespace
{

// Of each interface one function, in templates/c/async_client.mustache. No function is called asynchronously under this
// name, as it does not end in Async.
constexpr const char* kCancel = "CancelAsyncCall";

/// What an interface declares, by its C name, and what clashes with one of them.
class Clashes
{
public:
    /// `asked`, if valid, is shown with each: where such code is asked for, in these words.
    Clashes(const Interface& interface, Diagnostics& diagnostics, Span asked, const char* askedFor)
        : interface_(interface),
          diagnostics_(diagnostics),
          before_(diagnostics.errorCount()),
          asked_(asked),
          askedFor_(askedFor)
    {
        for (const Function& function : interface.functions)
        {
            names_.emplace(interface.name + "_" + function.name,
                           Named{fmt::format("FUNCTION '{}'", function.name), function.span});
        }
        for (const auto& type : interface.types)
        {
            names_.emplace(cType(*type), Named{fmt::format("{} '{}'", kindOf(*type), type->name), type->span});
        }
    }

    /// Nothing that is declared may have this name in C, behind that of the interface. `use`: what has it in such code;
    /// `meant`: for which function, if for one.
    void reserve(const std::string& name, const std::string& use, Span meant = {})
    {
        const auto found = names_.find(interface_.name + "_" + name);
        if (found == names_.end())
        {
            return;
        }
        const Named& named = found->second;
        Diagnostic& error =
            diagnostics_.error(kAsyncClash, named.span, fmt::format("{} has the C name of {}", named.what, use));
        if (meant.valid())
        {
            error.note(meant, "this function is meant");
        }
        if (asked_.valid())
        {
            error.note(asked_, askedFor_);
        }
    }

    bool areNone() const { return diagnostics_.errorCount() == before_; }

private:
    struct Named
    {
        std::string what;
        Span span;
    };

    const Interface& interface_;
    Diagnostics& diagnostics_;
    size_t before_;
    Span asked_;
    const char* askedFor_;
    std::map<std::string, Named> names_;
};

}  // namespace

bool checkAsyncClient(const Interface& interface, Diagnostics& diagnostics, Span askedHere)
{
    Clashes clashes(interface, diagnostics, askedHere, "asynchronous calls are asked for here");
    if (hasAsyncCalls(interface))
    {
        clashes.reserve(kCancel, "what cancels asynchronous calls");
    }
    for (const Function& function : interface.functions)
    {
        if (isAsync(function))
        {
            const std::string use = fmt::format("what calls '{}' asynchronously", function.name);
            clashes.reserve(function.name + "Async", use, function.span);
            clashes.reserve(function.name + "DoneFunc_t", use, function.span);
        }
    }
    return clashes.areNone();
}

bool checkAsyncServer(const Interface& interface, Diagnostics& diagnostics, Span askedHere)
{
    Clashes clashes(interface, diagnostics, askedHere, "an asynchronous server is asked for here");
    clashes.reserve("ServerCmdRef_t", "a call that an asynchronous server has to answer");
    for (const Function& function : interface.functions)
    {
        if (isAsync(function))
        {
            clashes.reserve(function.name + "Respond",
                            fmt::format("what answers '{}' in an asynchronous server", function.name), function.span);
        }
    }
    return clashes.areNone();
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
