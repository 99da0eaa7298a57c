#include "ifgen/agreement.h"

#include <algorithm>

namespace ligature::ifgen
{

namespace
{

bool agree(const std::vector<Variable>& before, const std::vector<Variable>& after);

bool hasElement(const Type& type, const Element& wanted)
{
    return std::any_of(type.elements.begin(), type.elements.end(),
                       [&](const Element& element)
                       { return element.name == wanted.name && element.value == wanted.value; });
}

bool agree(const Type* before, const Type* after)
{
    if (before == nullptr || after == nullptr)
    {
        return before == after;
    }
    return before->kind == after->kind && before->name == after->name && before->isWide == after->isWide &&
           std::all_of(before->elements.begin(), before->elements.end(),
                       [&](const Element& element) { return hasElement(*after, element); }) &&
           agree(before->variables, after->variables);
}

bool agree(const Variable& before, const Variable& after)
{
    return before.form == after.form && before.bound == after.bound && before.direction == after.direction &&
           before.isOptional == after.isOptional && agree(before.type, after.type);
}

bool agree(const std::vector<Variable>& before, const std::vector<Variable>& after)
{
    return std::equal(before.begin(), before.end(), after.begin(), after.end(),
                      [](const Variable& left, const Variable& right) { return agree(left, right); });
}

bool agree(const Function& before, const Function& after)
{
    return before.kind == after.kind && before.isOneWay == after.isOneWay && before.name == after.name &&
           agree(before.returnType, after.returnType) && agree(before.parameters, after.parameters);
}

}  // namespace

bool agree(const Interface& before, const Interface& after)
{
    return std::all_of(before.functions.begin(), before.functions.end(),
                       [&](const Function& old)
                       {
                           auto now = std::find_if(after.functions.begin(), after.functions.end(),
                                                   [&](const Function& one) { return one.id == old.id; });
                           return now == after.functions.end() || agree(old, *now);
                       });
}

bool meanTheSame(const Type* left, const Type* right)
{
    return agree(left, right) && agree(right, left);
}

bool meanTheSame(const Variable& left, const Variable& right)
{
    return agree(left, right) && agree(right, left);
}

}  // namespace ligature::ifgen
