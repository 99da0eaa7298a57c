#include "ifgen/model.h"

#include <algorithm>

namespace ligature::ifgen
{

const Variable* Function::handler() const
{
    auto found = std::find_if(parameters.begin(), parameters.end(),
                              [](const Variable& parameter)
                              { return parameter.type != nullptr && parameter.type->kind == Type::Kind::handler; });
    return found == parameters.end() ? nullptr : &*found;
}

bool Function::hasOutputs() const
{
    return std::any_of(parameters.begin(), parameters.end(),
                       [](const Variable& parameter) { return parameter.direction == Direction::out; });
}

const Variable* Function::returnedString() const
{
    return !parameters.empty() && parameters.back().isReturned ? &parameters.back() : nullptr;
}

const char* kindOf(const Type& type)
{
    static constexpr const char* kWords[] = {"type", "ENUM", "BITMASK", "REFERENCE", "STRUCT", "HANDLER"};
    return kWords[static_cast<size_t>(type.kind)];
}

uint32_t Interface::lineOf(Span span) const
{
    auto found = std::lower_bound(lines.begin(), lines.end(), std::pair<uint32_t, uint32_t>{span.begin, 0});
    return found != lines.end() && found->first == span.begin ? found->second : 0;
}

namespace
{

struct BuiltIn
{
    const char* name;
    Basic basic;
};

constexpr BuiltIn kBuiltIns[] = {
    {"uint8", Basic::uint8},        {"uint16", Basic::uint16},    {"uint32", Basic::uint32},  {"uint64", Basic::uint64},
    {"int8", Basic::int8},          {"int16", Basic::int16},      {"int32", Basic::int32},    {"int64", Basic::int64},
    {"double", Basic::real},        {"bool", Basic::boolean},     {"char", Basic::character}, {"size", Basic::size},
    {"le_result_t", Basic::result}, {"le_onoff_t", Basic::onOff},
};

std::vector<Type> makeBuiltIns()
{
    std::vector<Type> types;
    for (const BuiltIn& builtIn : kBuiltIns)
    {
        Type type;
        type.name = builtIn.name;
        type.basic = builtIn.basic;
        types.push_back(std::move(type));
    }
    return types;
}

const std::vector<Type>& builtIns()
{
    static const std::vector<Type> types = makeBuiltIns();
    return types;
}

}  // namespace

const Type* builtInType(std::string_view name)
{
    for (const Type& type : builtIns())
    {
        if (type.name == name)
        {
            return &type;
        }
    }
    return nullptr;
}

std::vector<std::string> builtInTypeNames()
{
    std::vector<std::string> names = {"string", "file"};
    for (const BuiltIn& builtIn : kBuiltIns)
    {
        names.emplace_back(builtIn.name);
    }
    return names;
}

}  // namespace ligature::ifgen
