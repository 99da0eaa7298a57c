#include "ifgen/c_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace ligature::ifgen
{

namespace
{

std::string cBasic(Basic basic)
{
    switch (basic)
    {
        case Basic::uint8:
            return "uint8_t";
        case Basic::uint16:
            return "uint16_t";
        case Basic::uint32:
            return "uint32_t";
        case Basic::uint64:
            return "uint64_t";
        case Basic::int8:
            return "int8_t";
        case Basic::int16:
            return "int16_t";
        case Basic::int32:
            return "int32_t";
        case Basic::int64:
            return "int64_t";
        case Basic::real:
            return "double";
        case Basic::boolean:
            return "bool";
        case Basic::character:
            return "char";
        case Basic::size:
            return "size_t";
        case Basic::result:
            return "le_result_t";
        case Basic::onOff:
            return "le_onoff_t";
    }
    return {};
}

CParameter inParameter(const std::string& type, const std::string& name, const Variable& source)
{
    return {type + " " + name, name, source.isOptional ? "IN OPTIONAL" : "IN", &source};
}

void addInput(std::vector<CParameter>& list, const Variable& variable)
{
    const std::string& name = variable.name;
    // Never NULL, but for what may be left out.
    const char* pointer = variable.isOptional ? "*" : "* LE_NONNULL";
    switch (variable.form)
    {
        case Variable::Form::string:
            list.push_back(inParameter(std::string("const char") + pointer, cIdentifier(name), variable));
            return;
        case Variable::Form::file:
            list.push_back(inParameter("int", cIdentifier(name), variable));
            return;
        case Variable::Form::array:
            list.push_back(inParameter("const " + cType(*variable.type) + "*", name + "Ptr", variable));
            list.push_back({"size_t " + name + "Size", name + "Size", "IN", &variable});
            return;
        case Variable::Form::single:
            break;
    }
    if (variable.type->kind == Type::Kind::structure || variable.isOptional)
    {
        list.push_back(inParameter("const " + cType(*variable.type) + pointer, name + "Ptr", variable));
    }
    else if (variable.type->kind == Type::Kind::handler)
    {
        list.push_back(inParameter(cType(*variable.type), name + "Ptr", variable));
        list.push_back(inParameter("void*", "contextPtr", variable));
    }
    else
    {
        list.push_back(inParameter(cType(*variable.type), cIdentifier(name), variable));
    }
}

void addOutput(std::vector<CParameter>& list, const Variable& variable)
{
    const std::string& name = variable.name;
    auto add = [&](const std::string& declaration, const std::string& made, const char* direction) {
        list.push_back({declaration + made, made, direction, &variable});
    };
    switch (variable.form)
    {
        case Variable::Form::string:
            add("char* ", cIdentifier(name), "OUT");
            add("size_t ", name + "Size", "IN");
            return;
        case Variable::Form::file:
            add("int* ", name + "Ptr", "OUT");
            return;
        case Variable::Form::array:
            add(cType(*variable.type) + "* ", name + "Ptr", "OUT");
            add("size_t* ", name + "SizePtr", "INOUT");
            return;
        case Variable::Form::single:
            add(cType(*variable.type) + "* ", name + "Ptr", "OUT");
            return;
    }
}

}  // namespace

std::string upper(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](unsigned char c) { return std::toupper(c); });
    return result;
}

std::string cType(const Type& type)
{
    switch (type.kind)
    {
        case Type::Kind::basic:
            return cBasic(type.basic);
        case Type::Kind::reference:
            return type.owner->name + "_" + type.name + "Ref_t";
        case Type::Kind::handler:
            return type.owner->name + "_" + type.name + "Func_t";
        default:
            return type.owner->name + "_" + type.name + "_t";
    }
}

std::string cConstant(const Interface& interface, std::string_view name)
{
    return upper(interface.name) + "_" + std::string(name);
}

std::string cNumber(Integer value)
{
    if (value == Integer{INT64_MIN})
    {
        return "(-9223372036854775807 - 1)";
    }
    if (value < 0)
    {
        return fmt::format("-{}", static_cast<uint64_t>(-value));
    }
    // Larger than any signed type: without the suffix a compiler warns.
    return fmt::format("{}{}", static_cast<uint64_t>(value), value > Integer{INT64_MAX} ? "U" : "");
}

std::string cString(std::string_view text)
{
    std::string result = "\"";
    for (char c : text)
    {
        auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
        {
            result += '\\';
            result += c;
        }
        else if (c == '\n')
        {
            result += "\\n";
        }
        else if (c == '\t')
        {
            result += "\\t";
        }
        else if (byte < 32 || byte >= 127 || (c == '?' && result.ends_with('?')))
        {
            // Octal: it ends after three digits whatever follows. `?` for the sake of trigraphs.
            result += fmt::format("\\{:03o}", byte);
        }
        else
        {
            result += c;
        }
    }
    return result + '"';
}

bool isOptionalValue(const Variable& variable)
{
    return variable.isOptional && variable.form == Variable::Form::single &&
           variable.type->kind != Type::Kind::structure;
}

std::vector<CParameter> cParameters(const Function& function)
{
    std::vector<CParameter> list;
    for (const Variable& parameter : function.parameters)
    {
        (parameter.direction == Direction::in ? addInput : addOutput)(list, parameter);
    }
    return list;
}

std::vector<CParameter> cInputParameters(const Variable& variable)
{
    std::vector<CParameter> list;
    addInput(list, variable);
    return list;
}

std::vector<CParameter> cHandlerParameters(const std::vector<Variable>& told)
{
    std::vector<CParameter> list;
    for (const Variable& parameter : told)
    {
        addInput(list, parameter);
    }
    list.push_back({"void* contextPtr", "contextPtr", "", nullptr});
    return list;
}

std::vector<CParameter> cCommandParameters(const Function& function)
{
    std::vector<CParameter> list;
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.direction == Direction::in)
        {
            addInput(list, parameter);
        }
        else if (parameter.form == Variable::Form::string || parameter.form == Variable::Form::array)
        {
            list.push_back(inParameter("size_t", parameter.name + "Size", parameter));
        }
    }
    return list;
}

std::vector<CParameter> cRespondParameters(const Function& function)
{
    std::vector<CParameter> list;
    if (function.returnType != nullptr)
    {
        list.push_back({cType(*function.returnType) + " _result", "_result", "IN", nullptr});
    }
    for (const Variable& parameter : function.parameters)
    {
        if (parameter.direction == Direction::out)
        {
            addInput(list, parameter);
        }
    }
    return list;
}

std::string cReturnType(const Function& function)
{
    return function.returnType == nullptr ? "void" : cType(*function.returnType);
}

bool isAsync(const Function& function)
{
    return function.kind == Function::Kind::plain && !function.isOneWay;
}

}  // namespace ligature::ifgen
