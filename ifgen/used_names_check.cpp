#include "ifgen/used_names_check.h"

#include <fmt/format.h>

#include <map>

#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/library.h"

namespace ligature::ifgen
{

namespace
{

struct Named
{
    std::string what;
    Span span;
};

// What a file declares, by its C names.
std::map<std::string, Named> namesOf(const Interface& interface)
{
    std::map<std::string, Named> names;
    for (const auto& type : interface.types)
    {
        names.emplace(cType(*type), Named{fmt::format("{} '{}'", kindOf(*type), type->name), type->span});
        for (const Element& element : type->elements)
        {
            names.emplace(cConstant(interface, element.name),
                          Named{fmt::format("element '{}'", element.name), element.span});
        }
    }
    for (const Definition& definition : interface.definitions)
    {
        names.emplace(cConstant(interface, definition.name),
                      Named{fmt::format("DEFINE '{}'", definition.name), definition.span});
    }
    for (const Function& function : interface.functions)
    {
        names.emplace(fmt::format("{}_{}", interface.name, function.name),
                      Named{fmt::format("FUNCTION '{}'", function.name), function.span});
    }
    return names;
}

bool continues(const Interface& longer, const Interface& shorter)
{
    return upper(longer.name).starts_with(upper(shorter.name) + "_");
}

void compare(const Interface& longer, const Interface& shorter, const Interface& user, Diagnostics& diagnostics)
{
    const std::map<std::string, Named> others = namesOf(shorter);
    for (const auto& [name, named] : namesOf(longer))
    {
        const auto found = others.find(name);
        if (found == others.end())
        {
            continue;
        }
        const bool isOther = &shorter == &user;
        const Named& first = isOther ? found->second : named;
        const Named& second = isOther ? named : found->second;
        Diagnostic& error =
            diagnostics.error(kRedefinition, first.span,
                              fmt::format("{} is {} in C, and so is {} of {}", first.what, name, second.what,
                                          fileNameOf(isOther ? longer.path : shorter.path)));
        error.note(second.span, "declared here").suggest("rename one of them");
        if (&longer != &user && !isOther)
        {
            error.note({user.file, 0, 0}, "this file uses both");
        }
    }
}

}  // namespace

void checkUsedNames(const Interface& interface, Diagnostics& diagnostics)
{
    std::vector<const Interface*> together = importClosure(interface);
    together.push_back(&interface);
    for (const Interface* longer : together)
    {
        for (const Interface* shorter : together)
        {
            if (continues(*longer, *shorter))
            {
                compare(*longer, *shorter, interface, diagnostics);
            }
        }
    }
}

}  // namespace ligature::ifgen
