#include "ifgen/c_code.h"

#include <fmt/format.h>

#include "ifgen/c_names.h"
#include "ifgen/c_optional.h"
#include "ifgen/c_values.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

// Locals above this many packed bytes do not go on the stack.
constexpr uint64_t kLargestLocal = 4096;

bool isStructure(const Variable& variable)
{
    return variable.form == Variable::Form::single && variable.type->kind == Type::Kind::structure;
}

bool isLarge(const Variable& variable)
{
    return packedSize(variable) > kLargestLocal;
}

// `T name[n]`, on the stack or from the service. An array of no elements still needs a place, and something in it: a
// compiler that sees that nothing is ever put there warns of that.
Lines declareArray(const std::string& type, const std::string& name, uint32_t elements, bool isLarge,
                   const std::string& service)
{
    if (elements == 0)
    {
        return {fmt::format("{} {}[1];", type, name), fmt::format("memset({0}, 0, sizeof({0}));", name)};
    }
    if (isLarge && !service.empty())
    {
        return {fmt::format("{0}* {1} = le_ipc_TakeBuffer({2}, {3} * sizeof({0}));", type, name, service, elements)};
    }
    return {fmt::format("{} {}[{}];", type, name, elements)};
}

}  // namespace

bool isTaken(const Variable& variable, const std::string& service)
{
    return isLarge(variable) && !service.empty();
}

namespace
{

// `T name;`, or where it comes from the service `T* name`.
std::string declareStructure(const Variable& variable, const std::string& service)
{
    const std::string type = cType(*variable.type);
    const std::string name = cIdentifier(variable.name);
    return isTaken(variable, service)
               ? fmt::format("{0}* {1} = le_ipc_TakeBuffer({2}, sizeof({0}));", type, name, service)
               : fmt::format("{} {};", type, name);
}

// The structure that was declared so.
std::string structurePlace(const Variable& variable, const std::string& service)
{
    return cIdentifier(variable.name) + (isTaken(variable, service) ? "[0]" : "");
}

}  // namespace

bool hasRoom(const Variable& variable)
{
    return variable.form == Variable::Form::string || variable.form == Variable::Form::array;
}

Lines packInput(const Variable& variable, const std::string& out)
{
    if (variable.isOptional)
    {
        return packOptional(variable, out);
    }
    const std::string& name = variable.name;
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_PutString({}, {}, {});", out, cIdentifier(name), variable.bound)};
        case Variable::Form::array:
            return packArray(variable, out, name + "Ptr", name + "Size");
        case Variable::Form::file:
            return {};
        case Variable::Form::single:
            break;
    }
    return {putValue(*variable.type, out, isStructure(variable) ? name + "Ptr" : cIdentifier(name))};
}

Lines unpackInput(const Variable& variable, const std::string& in, const std::string& service)
{
    if (variable.isOptional)
    {
        return unpackOptional(variable, in, service);
    }
    const std::string& name = variable.name;
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("const char* {} = le_ipc_GetString({}, {});", cIdentifier(name), in, variable.bound)};
        case Variable::Form::file:
            return {};
        case Variable::Form::array:
        {
            const Type& type = *variable.type;
            if (isPlain(type))
            {
                return {fmt::format("size_t {}Size = 0;", name),
                        fmt::format("const {0}* {1}Ptr = le_ipc_GetArray({2}, &{1}Size, sizeof({0}), {3});",
                                    cType(type), name, in, variable.bound)};
            }
            Lines lines = declareArray(cType(type), name + "Ptr", variable.bound, isLarge(variable), service);
            lines.push_back(fmt::format("size_t {}Size = le_ipc_GetCount({}, {});", name, in, variable.bound));
            append(lines, loop(name + "Size", getElement(type, in, name + "Ptr[_i]")));
            return lines;
        }
        case Variable::Form::single:
            break;
    }
    if (isStructure(variable))
    {
        return {declareStructure(variable, service), getElement(*variable.type, in, structurePlace(variable, service))};
    }
    return {fmt::format("{} {} = {};", cType(*variable.type), cIdentifier(name), getValue(*variable.type, in))};
}

std::vector<std::string> inputArguments(const Variable& variable, const std::string& service)
{
    if (variable.isOptional)
    {
        return optionalArguments(variable, service);
    }
    if (variable.form == Variable::Form::array)
    {
        return {variable.name + "Ptr", variable.name + "Size"};
    }
    return {(isStructure(variable) && !isTaken(variable, service) ? "&" : "") + cIdentifier(variable.name)};
}

std::string putFile(const Variable& variable, const std::string& message)
{
    return fmt::format("le_ipc_PutFile({}, {}, {});", message, variable.place, cIdentifier(variable.name));
}

std::string takeFile(const Variable& variable, const std::string& function, const std::string& from)
{
    const std::string expression = fmt::format("{}({}, {})", function, from, variable.place);
    return fmt::format("int {} = {};", cIdentifier(variable.name),
                       variable.isOptional ? takeOptional(variable, expression) : expression);
}

void deliver(const Variable& variable, const std::string& takeFunction, const std::string& from, Delivery& delivery)
{
    append(delivery.unpack, unpackInput(variable, "_in", ""));
    if (variable.form == Variable::Form::file)
    {
        delivery.take.push_back(takeFile(variable, takeFunction, from));
    }
    const std::vector<std::string> arguments = inputArguments(variable, "");
    delivery.arguments.insert(delivery.arguments.end(), arguments.begin(), arguments.end());
}

Lines releaseInput(const Variable& variable, const std::string& service)
{
    const bool isArray = variable.form == Variable::Form::array && !isPlain(*variable.type);
    if (!isTaken(variable, service) || !(isArray || isStructure(variable)))
    {
        return {};
    }
    if (variable.isOptional)
    {
        return releaseOptional(variable, service);
    }
    return {fmt::format("le_ipc_GiveBuffer({}, {});", service,
                        isArray ? variable.name + "Ptr" : cIdentifier(variable.name))};
}

std::string isWanted(const Variable& variable)
{
    const std::string& name = variable.name;
    switch (variable.form)
    {
        case Variable::Form::string:
            return fmt::format("{} != NULL", cIdentifier(name));
        case Variable::Form::array:
            return fmt::format("({0}Ptr != NULL) && ({0}SizePtr != NULL)", name);
        default:
            return fmt::format("{}Ptr != NULL", name);
    }
}

Lines unpackOutput(const Variable& variable, const std::string& in, const std::string& message)
{
    const std::string& name = variable.name;
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_CopyString({}, {}, {}Size, {});", in, cIdentifier(name), name, variable.bound)};
        case Variable::Form::file:
            return {fmt::format("*{}Ptr = le_msg_GetFdAt({}, {});", name, message, variable.place)};
        case Variable::Form::array:
        {
            const Type& type = *variable.type;
            if (isPlain(type))
            {
                return {fmt::format("le_ipc_CopyArray({0}, {1}Ptr, {1}SizePtr, sizeof({2}), {3});", in, name,
                                    cType(type), variable.bound)};
            }
            Lines lines = {
                fmt::format("*{0}SizePtr = le_ipc_GetCountFor({1}, {2}, *{0}SizePtr);", name, in, variable.bound)};
            append(lines, loop(fmt::format("*{}SizePtr", name), getElement(type, in, name + "Ptr[_i]")));
            return lines;
        }
        case Variable::Form::single:
            break;
    }
    return {getElement(*variable.type, in, isStructure(variable) ? name + "Ptr[0]" : "*" + name + "Ptr")};
}

Lines declareOutput(const Variable& variable, const std::string& bit, const std::string& in, const std::string& service)
{
    std::string name = cIdentifier(variable.name);
    switch (variable.form)
    {
        case Variable::Form::file:
            return {fmt::format("int {} = -1;", name)};
        case Variable::Form::string:
        {
            Lines lines = {fmt::format("size_t {}Size = le_ipc_GetRoom({}, _wanted & {}, {}) + 1;", variable.name, in,
                                       bit, variable.bound)};
            append(lines, declareArray("char", name, variable.bound + 1, isLarge(variable), service));
            lines.push_back(fmt::format("le_ipc_Clear({}, {}Size);", name, variable.name));
            return lines;
        }
        case Variable::Form::array:
        {
            Lines lines = {fmt::format("const size_t _{}Room = le_ipc_GetRoom({}, _wanted & {}, {});", variable.name,
                                       in, bit, variable.bound),
                           fmt::format("size_t {0}Size = _{0}Room;", variable.name)};
            append(lines, declareArray(cType(*variable.type), name, variable.bound, isLarge(variable), service));
            lines.push_back(fmt::format("le_ipc_Clear({0}, _{1}Room * sizeof({0}[0]));", name, variable.name));
            return lines;
        }
        case Variable::Form::single:
            break;
    }
    if (isStructure(variable))
    {
        const std::string place = structurePlace(variable, service);
        return {declareStructure(variable, service), fmt::format("memset(&{0}, 0, sizeof({0}));", place)};
    }
    return {fmt::format("{0} {1} = ({0})0;", cType(*variable.type), name)};
}

std::vector<std::string> outputArguments(const Variable& variable, const std::string& bit, const std::string& service)
{
    std::string name = cIdentifier(variable.name);
    std::string wanted = fmt::format("(_wanted & {}) ? ", bit);
    switch (variable.form)
    {
        case Variable::Form::string:
            return {wanted + name + " : NULL", variable.name + "Size"};
        case Variable::Form::array:
            return {wanted + name + " : NULL", wanted + "&" + variable.name + "Size : NULL"};
        default:
            return {wanted + (isStructure(variable) && isTaken(variable, service) ? "" : "&") + name + " : NULL"};
    }
}

Lines packOutput(const Variable& variable, const std::string& out, const std::string& service)
{
    std::string name = cIdentifier(variable.name);
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_PutFilled({}, {}, {}Size);", out, name, variable.name)};
        case Variable::Form::array:
        {
            Lines lines = {fmt::format("{0}Size = le_ipc_Cut({0}Size, _{0}Room, {1});", variable.name, variable.bound)};
            append(lines, packArray(variable, out, name, variable.name + "Size"));
            return lines;
        }
        case Variable::Form::file:
            return {putFile(variable, "_request->message")};
        case Variable::Form::single:
            break;
    }
    return {putElement(*variable.type, out, isStructure(variable) ? structurePlace(variable, service) : name)};
}

Lines releaseOutput(const Variable& variable, const std::string& service)
{
    const bool isLocal = hasRoom(variable) || isStructure(variable);
    return isLocal && isTaken(variable, service)
               ? Lines{fmt::format("le_ipc_GiveBuffer({}, {});", service, cIdentifier(variable.name))}
               : Lines{};
}

Lines packAnswer(const Variable& variable, const std::string& out, const std::string& room)
{
    switch (variable.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_PutCutString({}, {}, {}, {});", out, cIdentifier(variable.name), variable.bound,
                                room)};
        case Variable::Form::array:
        {
            Lines lines = {
                fmt::format("{0}Size = le_ipc_Cut({0}Size, {1}, {2});", variable.name, room, variable.bound)};
            append(lines, packInput(variable, out));
            return lines;
        }
        case Variable::Form::file:
            return {putFile(variable, "_command->message")};
        case Variable::Form::single:
            break;
    }
    return packInput(variable, out);
}

Lines unpackResult(const Type& type, const std::string& in)
{
    if (type.kind == Type::Kind::structure)
    {
        return {cType(type) + " _result;", getElement(type, in, "_result")};
    }
    return {fmt::format("{} _result = {};", cType(type), getValue(type, in))};
}

std::string packResult(const Type& type, const std::string& out)
{
    return putElement(type, out, "_result");
}

Lines packMember(const Variable& member)
{
    std::string place = "_value->" + cMember(member.name);
    switch (member.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_PutString(_out, {}, {});", place, member.bound)};
        case Variable::Form::array:
            return packArray(member, "_out", place, "_value->" + member.name + "Count");
        default:
            return {putElement(*member.type, "_out", place)};
    }
}

Lines unpackMember(const Variable& member)
{
    std::string place = "_value->" + cMember(member.name);
    switch (member.form)
    {
        case Variable::Form::string:
            return {fmt::format("le_ipc_CopyString(_in, {0}, sizeof({0}), {1});", place, member.bound)};
        case Variable::Form::array:
        {
            std::string count = "_value->" + member.name + "Count";
            const Type& type = *member.type;
            if (isPlain(type))
            {
                return {fmt::format("{} = {};", count, member.bound),
                        fmt::format("le_ipc_CopyArray(_in, {}, &{}, sizeof({}), {});", place, count, cType(type),
                                    member.bound)};
            }
            Lines lines = {fmt::format("{} = le_ipc_GetCount(_in, {});", count, member.bound)};
            append(lines, loop(count, getElement(type, "_in", place + "[_i]")));
            return lines;
        }
        default:
            return {getElement(*member.type, "_in", place)};
    }
}

}  // namespace ligature::ifgen
