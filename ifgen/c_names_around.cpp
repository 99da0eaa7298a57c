#include "ifgen/c_names_around.h"

#include <algorithm>
#include <utility>

#include "ifgen/c_names.h"
#include "ifgen/library.h"

namespace ligature::ifgen
{

NamesAround::NamesAround(const Interface& interface, const std::string& prefix)
    : beginnings_{"le_", "LE_", "ifgen_", "IFGEN_"}
{
    std::vector<std::string> names = {interface.name, prefix};
    for (const Interface* used : importClosure(interface))
    {
        names.push_back(used->name);
    }
    for (const std::string& name : names)
    {
        beginnings_.push_back(name + "_");
        beginnings_.push_back(upper(name) + "_");
    }
}

std::vector<Variable> NamesAround::apart(std::vector<Variable> parameters) const
{
    for (Variable& parameter : parameters)
    {
        if (std::ranges::any_of(beginnings_,
                                [&](const std::string& beginning) { return parameter.name.starts_with(beginning); }))
        {
            parameter.name = "_" + parameter.name;
        }
    }
    return parameters;
}

Function NamesAround::apart(Function function) const
{
    function.parameters = apart(std::move(function.parameters));
    return function;
}

}  // namespace ligature::ifgen
