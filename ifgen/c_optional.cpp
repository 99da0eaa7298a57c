#include "ifgen/c_optional.h"

#include <fmt/format.h>

#include <algorithm>

#include "ifgen/c_names.h"
#include "ifgen/c_values.h"

namespace ligature::ifgen
{

namespace
{

// What tells in generated code whether the parameter was given.
std::string givenOf(const Variable& variable)
{
    return "_" + variable.name + "Given";
}

// An array whose elements are not used where they lie in the message. `service`: where a large one comes from.
Lines unpackElements(const Variable& variable, const std::string& in, const std::string& service)
{
    const std::string& name = variable.name;
    const std::string place = cIdentifier(name);
    const std::string type = cType(*variable.type);
    const uint32_t elements = std::max(variable.bound, 1U);
    Lines lines;
    Lines get;
    if (isTaken(variable, service))
    {
        lines.push_back(fmt::format("{}* {} = NULL;", type, place));
        get.push_back(fmt::format("{} = le_ipc_TakeBuffer({}, {} * sizeof({}));", place, service, elements, type));
    }
    else
    {
        lines.push_back(fmt::format("{} {}[{}];", type, place, elements));
    }
    lines.push_back(fmt::format("size_t {}Size = 0;", name));
    get.push_back(fmt::format("{}Size = le_ipc_GetCount({}, {});", name, in, variable.bound));
    append(get, loop(name + "Size", getElement(*variable.type, in, place + "[_i]")));
    appendIf(lines, givenOf(variable), get);
    return lines;
}

// A structure, or what would be passed by value if it were not optional.
Lines unpackSingle(const Variable& variable, const std::string& in, const std::string& service)
{
    const std::string place = cIdentifier(variable.name);
    const std::string type = cType(*variable.type);
    if (isOptionalValue(variable))
    {
        return {
            fmt::format("{0} {1} = {2} ? {3} : ({0})0;", type, place, givenOf(variable), getValue(*variable.type, in))};
    }
    if (isTaken(variable, service))
    {
        Lines lines = {fmt::format("{}* {} = NULL;", type, place)};
        appendIf(lines, givenOf(variable),
                 {fmt::format("{} = le_ipc_TakeBuffer({}, sizeof({}));", place, service, type),
                  getElement(*variable.type, in, place + "[0]")});
        return lines;
    }
    Lines lines = {fmt::format("{} {};", type, place)};
    appendIf(lines, givenOf(variable), {getElement(*variable.type, in, place)});
    return lines;
}

}  // namespace

std::string isGiven(const Variable& variable)
{
    switch (variable.form)
    {
        case Variable::Form::string:
            return fmt::format("{} != NULL", cIdentifier(variable.name));
        case Variable::Form::file:
            return fmt::format("{} >= 0", cIdentifier(variable.name));
        case Variable::Form::array:
            // Elements without a place are a mistake, which packing tells.
            return fmt::format("({0}Ptr != NULL) || ({0}Size != 0)", variable.name);
        case Variable::Form::single:
            break;
    }
    return fmt::format("{}Ptr != NULL", variable.name);
}

Lines packOptional(const Variable& variable, const std::string& out)
{
    Lines lines = {fmt::format("le_ipc_PutBool({}, {});", out, isGiven(variable))};
    if (variable.form == Variable::Form::file)
    {
        return lines;
    }
    const std::string value = "*" + variable.name + "Ptr";
    Variable required = variable;
    required.isOptional = false;
    appendIf(lines, isGiven(variable),
             isOptionalValue(variable) ? Lines{putValue(*variable.type, out, value)} : packInput(required, out));
    return lines;
}

Lines unpackOptional(const Variable& variable, const std::string& in, const std::string& service)
{
    const std::string& name = variable.name;
    Lines lines = {fmt::format("const bool {} = le_ipc_GetGiven({});", givenOf(variable), in)};
    switch (variable.form)
    {
        case Variable::Form::string:
            lines.push_back(fmt::format("const char* {} = {} ? le_ipc_GetString({}, {}) : NULL;", cIdentifier(name),
                                        givenOf(variable), in, variable.bound));
            break;
        case Variable::Form::file:
            break;
        case Variable::Form::array:
            if (!isPlain(*variable.type))
            {
                append(lines, unpackElements(variable, in, service));
                break;
            }
            append(lines,
                   {fmt::format("size_t {}Size = 0;", name),
                    fmt::format("const {0}* {1}Ptr = {2} ? le_ipc_GetArray({3}, &{1}Size, sizeof({0}), {4}) : NULL;",
                                cType(*variable.type), name, givenOf(variable), in, variable.bound)});
            break;
        case Variable::Form::single:
            append(lines, unpackSingle(variable, in, service));
            break;
    }
    return lines;
}

std::vector<std::string> optionalArguments(const Variable& variable, const std::string& service)
{
    const std::string name = cIdentifier(variable.name);
    switch (variable.form)
    {
        case Variable::Form::array:
            return {isPlain(*variable.type) ? variable.name + "Ptr"
                                            : fmt::format("{} ? {} : NULL", givenOf(variable), name),
                    variable.name + "Size"};
        case Variable::Form::single:
            return {isTaken(variable, service) ? name : fmt::format("{} ? &{} : NULL", givenOf(variable), name)};
        default:
            return {name};
    }
}

Lines releaseOptional(const Variable& variable, const std::string& service)
{
    const std::string place = cIdentifier(variable.name);
    Lines lines;
    appendIf(lines, place + " != NULL", {fmt::format("le_ipc_GiveBuffer({}, {});", service, place)});
    return lines;
}

std::string takeOptional(const Variable& variable, const std::string& expression)
{
    return fmt::format("{} ? {} : -1", givenOf(variable), expression);
}

}  // namespace ligature::ifgen
