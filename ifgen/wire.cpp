#include "ifgen/wire.h"

#include <algorithm>

namespace ligature::ifgen
{

namespace
{

constexpr uint64_t kNumberBytes = 4;
constexpr uint64_t kLengthBytes = 4;
constexpr uint64_t kWantedBytes = 4;
constexpr uint64_t kPresenceBytes = 1;
constexpr uint64_t kLargestPadding = 7;
constexpr uint64_t kTooLarge = uint64_t{1} << 40;

// Sums and products of hostile bounds must not wrap round.
uint64_t add(uint64_t left, uint64_t right)
{
    return std::min(left + right, kTooLarge);
}

uint64_t multiply(uint64_t left, uint64_t right)
{
    return left != 0 && right > kTooLarge / left ? kTooLarge : std::min(left * right, kTooLarge);
}

uint64_t packedSize(const Type& type)
{
    switch (type.kind)
    {
        case Type::Kind::basic:
            switch (type.basic)
            {
                case Basic::uint8:
                case Basic::int8:
                case Basic::boolean:
                case Basic::character:
                    return 1;
                case Basic::uint16:
                case Basic::int16:
                    return 2;
                case Basic::uint64:
                case Basic::int64:
                case Basic::real:
                    return 8;
                default:
                    return 4;
            }
        case Type::Kind::enumeration:
        case Type::Kind::bitmask:
            return type.isWide ? 8 : 4;
        case Type::Kind::reference:
        case Type::Kind::handler:
            return 4;
        case Type::Kind::structure:
            return type.measure.bytes;
    }
    return 0;
}

uint64_t packedInputs(const std::vector<Variable>& list, Direction direction)
{
    uint64_t sum = 0;
    for (const Variable& variable : list)
    {
        if (variable.direction == direction)
        {
            sum = add(sum, packedSize(variable));
            sum = add(sum, variable.form == Variable::Form::array ? kLargestPadding : 0);
            sum = add(sum, variable.isOptional ? kPresenceBytes : 0);
        }
    }
    return sum;
}

}  // namespace

uint64_t packedSize(const Variable& variable)
{
    switch (variable.form)
    {
        case Variable::Form::single:
            return packedSize(*variable.type);
        case Variable::Form::array:
            return add(kLengthBytes, multiply(variable.bound, packedSize(*variable.type)));
        case Variable::Form::string:
            return add(kLengthBytes + 1, variable.bound);
        case Variable::Form::file:
            return 0;
    }
    return 0;
}

namespace
{

uint64_t contentOf(const Variable& variable)
{
    switch (variable.form)
    {
        case Variable::Form::single:
        case Variable::Form::array:
        {
            const Type& type = *variable.type;
            const uint64_t each = type.kind == Type::Kind::structure ? type.measure.content : packedSize(type);
            return variable.form == Variable::Form::array ? multiply(variable.bound, each) : each;
        }
        case Variable::Form::string:
            return variable.bound;
        case Variable::Form::file:
            return 0;
    }
    return 0;
}

uint64_t contentOf(const std::vector<Variable>& list, Direction direction)
{
    uint64_t sum = 0;
    for (const Variable& variable : list)
    {
        sum = add(sum, variable.direction == direction ? contentOf(variable) : 0);
    }
    return sum;
}

}  // namespace

uint64_t contentSize(const Function& function)
{
    const Variable* handler = function.handler();
    return std::max({contentOf(function.parameters, Direction::in), contentOf(function.parameters, Direction::out),
                     handler != nullptr ? contentOf(handler->type->variables, Direction::in) : uint64_t{0}});
}

Measure measureOf(const std::vector<Variable>& members)
{
    Measure measure = {packedInputs(members, Direction::in), contentOf(members, Direction::in), 1};
    for (const Variable& member : members)
    {
        measure.depth = std::max(measure.depth, member.type != nullptr ? member.type->measure.depth + 1 : 1);
    }
    return measure;
}

uint64_t requestSize(const Function& function)
{
    uint64_t sum = kNumberBytes + (function.hasOutputs() ? kWantedBytes : 0);
    for (const Variable& parameter : function.parameters)
    {
        bool hasRoom = parameter.direction == Direction::out &&
                       (parameter.form == Variable::Form::string || parameter.form == Variable::Form::array);
        sum += hasRoom ? kLengthBytes : 0;
    }
    return add(sum, packedInputs(function.parameters, Direction::in));
}

uint64_t replySize(const Function& function)
{
    if (function.isOneWay)
    {
        return 0;
    }
    uint64_t result = function.returnType != nullptr ? packedSize(*function.returnType) : 0;
    return add(kNumberBytes + result, packedInputs(function.parameters, Direction::out));
}

uint64_t indicationSize(const Type& handler)
{
    return add(kNumberBytes + 4, packedInputs(handler.variables, Direction::in));
}

uint64_t messageSize(const Interface& interface)
{
    uint64_t largest = std::max<uint64_t>(kNumberBytes, interface.messageSize);
    for (const Function& function : interface.functions)
    {
        largest = std::max({largest, requestSize(function), replySize(function)});
        // A handler may be declared in another file: what counts is where it is used.
        if (const Variable* handler = function.handler())
        {
            largest = std::max(largest, indicationSize(*handler->type));
        }
    }
    return largest;
}

}  // namespace ligature::ifgen
