// Bodies of the functions that clients in the same process call directly: the checks that packing a message makes, and
// outputs that a server finds as if they were those of a message.
#include <fmt/format.h>

#include "ifgen/c_code.h"
#include "ifgen/c_data.h"
#include "ifgen/c_names.h"
#include "ifgen/c_names_around.h"
#include "ifgen/c_optional.h"
#include "ifgen/c_values.h"

namespace ligature::ifgen
{

namespace
{

bool isStructure(const Variable& variable)
{
    return variable.form == Variable::Form::single && variable.type->kind == Type::Kind::structure;
}

// A statement that checks one value; empty when any value is right.
std::string checkValue(const Type& type, const std::string& value)
{
    switch (type.kind)
    {
        case Type::Kind::enumeration:
            return fmt::format("ifgen_check_{}_{}({});", type.owner->name, type.name, value);
        case Type::Kind::structure:
            return fmt::format("ifgen_check_{}_{}(&{});", type.owner->name, type.name, value);
        case Type::Kind::basic:
            return type.basic == Basic::onOff ? fmt::format("le_ipc_CheckOnOff({});", value) : "";
        default:
            return "";
    }
}

void checkElements(Lines& lines, const Type& type, const std::string& array, const std::string& count)
{
    if (std::string check = checkValue(type, array + "[_i]"); !check.empty())
    {
        append(lines, loop(count, check));
    }
}

Lines checkRequired(const Variable& variable, const std::string& value)
{
    const std::string& name = variable.name;
    Lines lines;
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_CheckString({}, {});", cIdentifier(name), variable.bound)};
        case Variable::Form::file:
            return {};
        case Variable::Form::array:
            lines = {fmt::format("{0}Ptr = le_ipc_CheckArray({0}Ptr, {0}Size, {1});", name, variable.bound)};
            checkElements(lines, *variable.type, name + "Ptr", name + "Size");
            return lines;
        case Variable::Form::single:
            break;
    }
    if (isStructure(variable))
    {
        return {fmt::format("ifgen_check_{}_{}({}Ptr);", variable.type->owner->name, variable.type->name, name)};
    }
    std::string check = checkValue(*variable.type, value);
    return check.empty() ? Lines{} : Lines{check};
}

Lines checkInput(const Variable& variable)
{
    const std::string name = cIdentifier(variable.name);
    if (!variable.isOptional)
    {
        return checkRequired(variable, name);
    }
    if (variable.form == Variable::Form::file)
    {
        return {fmt::format("{} = {} ? {} : -1;", name, isGiven(variable), name)};
    }
    Lines lines;
    if (Lines checks = checkRequired(variable, "*" + variable.name + "Ptr"); !checks.empty())
    {
        appendIf(lines, isGiven(variable), checks);
    }
    return lines;
}

Lines checkMember(const Variable& member)
{
    const std::string place = "_value->" + cMember(member.name);
    Lines lines;
    switch (member.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_CheckString({}, {});", place, member.bound)};
        case Variable::Form::array:
        {
            const std::string count = "_value->" + member.name + "Count";
            lines = {fmt::format("(void)le_ipc_CheckArray({}, {}, {});", place, count, member.bound)};
            checkElements(lines, *member.type, place, count);
            return lines;
        }
        default:
            break;
    }
    std::string check = checkValue(*member.type, place);
    return check.empty() ? Lines{} : Lines{check};
}

// The parts of one function while they are put together.
struct Body
{
    Lines prepare;
    Lines finish;
    std::vector<std::string> arguments;
};

void addOutput(Body& body, const Variable& variable)
{
    const std::string name = cIdentifier(variable.name);
    const std::string& plain = variable.name;
    switch (variable.form)
    {
        case Variable::Form::string:
            append(body.prepare, {fmt::format("char _{}Spare[1];", plain),
                                  fmt::format("char* _{0}Text = le_ipc_ClearString({1}, &{0}Size, {2}, _{0}Spare);",
                                              plain, name, variable.bound)});
            body.arguments.push_back(fmt::format("_{}Text", plain));
            body.arguments.push_back(plain + "Size");
            body.finish.push_back(fmt::format("le_ipc_CutString(_{0}Text, {0}Size);", plain));
            return;
        case Variable::Form::array:
        {
            const std::string isWanted = fmt::format("({0}Ptr != NULL) && ({0}SizePtr != NULL)", plain);
            append(body.prepare,
                   {fmt::format("const size_t _{0}Room = le_ipc_ClearArray({0}Ptr, {0}SizePtr, sizeof({1}), {2});",
                                plain, cType(*variable.type), variable.bound),
                    fmt::format("size_t {0}Size = _{0}Room;", plain)});
            body.arguments.push_back(fmt::format("({}) ? {}Ptr : NULL", isWanted, plain));
            body.arguments.push_back(fmt::format("({}) ? &{}Size : NULL", isWanted, plain));
            append(body.finish,
                   {fmt::format("if ({})", isWanted), "{",
                    fmt::format("    *{0}SizePtr = le_ipc_Cut({0}Size, _{0}Room, {1});", plain, variable.bound), "}"});
            return;
        }
        case Variable::Form::file:
            body.prepare.push_back(fmt::format("int {} = -1;", name));
            break;
        case Variable::Form::single:
            // A local one: the client may give the same structure as input and as output.
            if (isStructure(variable))
            {
                append(body.prepare, {fmt::format("{} {};", cType(*variable.type), name),
                                      fmt::format("memset(&{0}, 0, sizeof({0}));", name)});
            }
            else
            {
                body.prepare.push_back(fmt::format("{0} {1} = ({0})0;", cType(*variable.type), name));
            }
            break;
    }
    body.arguments.push_back(fmt::format("({}Ptr != NULL) ? &{} : NULL", plain, name));
    append(body.finish,
           {fmt::format("if ({}Ptr != NULL)", plain), "{", fmt::format("    *{}Ptr = {};", plain, name), "}"});
}

// Between processes the message tells when one descriptor is given twice.
Lines checkFiles(const Function& function, Direction direction)
{
    std::string list;
    size_t count = 0;
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.form == Variable::Form::file && parameter.direction == direction)
        {
            list += (count++ == 0 ? "" : ", ") + cIdentifier(parameter.name);
        }
    }
    return count < 2 ? Lines{} : Lines{fmt::format("le_ipc_CheckFiles((const int[]){{ {} }}, {});", list, count)};
}

}  // namespace

TemplateData checkData(const Interface& interface)
{
    TemplateData data = packingData(interface);
    TemplateData structs = TemplateData::array();
    for (const auto& type : interface.types)
    {
        if (type->kind != Type::Kind::structure)
        {
            continue;
        }
        Lines check;
        for (const Variable& member : type->variables)
        {
            append(check, checkMember(member));
        }
        structs.push_back({{"name", type->name}, {"type", cType(*type)}, {"check", check}});
    }
    data["structs"] = structs;
    return data;
}

TemplateData directData(const Interface& interface, const std::string& prefix)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, prefix);
    for (const Function& declared : interface.functions)
    {
        const Function function = around.apart(declared);
        TemplateData data = functionData(interface, function);
        Body body;
        for (const Variable& parameter : function.parameters)
        {
            if (parameter.direction == Direction::out)
            {
                addOutput(body, parameter);
            }
            else if (&parameter == function.handler())
            {
                data["handler"] = parameter.name + "Ptr";
                body.arguments.push_back("ifgen_report_" + prefix + "_" + function.name);
                body.arguments.push_back("_context");
            }
            else
            {
                append(body.prepare, checkInput(parameter));
                for (const CParameter& passed : cInputParameters(parameter))
                {
                    body.arguments.push_back(passed.name);
                }
            }
        }
        append(body.prepare, checkFiles(function, Direction::in));
        Lines finish = checkFiles(function, Direction::out);
        append(finish, body.finish);
        data["hasClient"] = hasClient(function);
        data["params"] = parameterData(cParameters(function), !hasClient(function));
        data["prepare"] = body.prepare;
        data["finish"] = finish;
        data["arguments"] = argumentList(body.arguments);
        list.push_back(std::move(data));
    }
    return list;
}

}  // namespace ligature::ifgen
