#include "ifgen/c_values.h"

#include <fmt/format.h>

#include "ifgen/c_names.h"

namespace ligature::ifgen
{

namespace
{

const char* suffix(Basic basic)
{
    switch (basic)
    {
        case Basic::uint8:
            return "U8";
        case Basic::uint16:
            return "U16";
        case Basic::uint32:
            return "U32";
        case Basic::uint64:
            return "U64";
        case Basic::int8:
            return "I8";
        case Basic::int16:
            return "I16";
        case Basic::int32:
            return "I32";
        case Basic::int64:
            return "I64";
        case Basic::real:
            return "Double";
        case Basic::boolean:
            return "Bool";
        case Basic::character:
            return "Char";
        case Basic::size:
            return "Size";
        case Basic::result:
            return "Result";
        case Basic::onOff:
            return "OnOff";
    }
    return "";
}

}  // namespace

bool isPlain(const Type& type)
{
    if (type.kind == Type::Kind::basic)
    {
        return type.basic != Basic::boolean && type.basic != Basic::size && type.basic != Basic::onOff;
    }
    return type.kind == Type::Kind::bitmask;
}

void append(Lines& lines, const Lines& more)
{
    lines.insert(lines.end(), more.begin(), more.end());
}

void appendIf(Lines& lines, const std::string& condition, const Lines& statements)
{
    lines.push_back(fmt::format("if ({})", condition));
    lines.emplace_back("{");
    for (const std::string& statement : statements)
    {
        lines.push_back("    " + statement);
    }
    lines.emplace_back("}");
}

std::string putElement(const Type& type, const std::string& out, const std::string& element)
{
    return putValue(type, out, type.kind == Type::Kind::structure ? "&" + element : element);
}

std::string getElement(const Type& type, const std::string& in, const std::string& element)
{
    if (type.kind == Type::Kind::structure)
    {
        return fmt::format("ifgen_unpack_{}_{}({}, &{});", type.owner->name, type.name, in, element);
    }
    return fmt::format("{} = {};", element, getValue(type, in));
}

Lines loop(const std::string& count, const std::string& statement)
{
    return {fmt::format("for (size_t _i = 0; _i < {}; ++_i)", count), "{", "    " + statement, "}"};
}

Lines packArray(const Variable& variable, const std::string& out, const std::string& array, const std::string& count)
{
    const Type& type = *variable.type;
    if (isPlain(type))
    {
        return {fmt::format("le_ipc_PutArray({}, {}, {}, sizeof({}), {});", out, array, count, cType(type),
                            variable.bound)};
    }
    Lines lines = {fmt::format("le_ipc_PutCount({}, {}, {}, {});", out, array, count, variable.bound)};
    append(lines, loop(count, putElement(type, out, array + "[_i]")));
    return lines;
}

std::string putValue(const Type& type, const std::string& out, const std::string& value)
{
    switch (type.kind)
    {
        case Type::Kind::basic:
            return fmt::format("le_ipc_Put{}({}, {});", suffix(type.basic), out, value);
        case Type::Kind::enumeration:
        case Type::Kind::bitmask:
            return fmt::format("le_ipc_PutU{0}({1}, (uint{0}_t){2});", type.isWide ? 64 : 32, out, value);
        case Type::Kind::structure:
            return fmt::format("ifgen_pack_{}_{}({}, {});", type.owner->name, type.name, out, value);
        default:
            return fmt::format("le_ipc_PutReference({}, {});", out, value);
    }
}

std::string getValue(const Type& type, const std::string& in)
{
    switch (type.kind)
    {
        case Type::Kind::basic:
            return fmt::format("le_ipc_Get{}({})", suffix(type.basic), in);
        case Type::Kind::enumeration:
            return fmt::format("ifgen_unpack_{}_{}({})", type.owner->name, type.name, in);
        case Type::Kind::bitmask:
            return fmt::format("le_ipc_GetU{}({})", type.isWide ? 64 : 32, in);
        default:
            return fmt::format("({})le_ipc_GetReference({})", cType(type), in);
    }
}

}  // namespace ligature::ifgen
