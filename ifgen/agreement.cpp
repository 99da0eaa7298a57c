#include "ifgen/agreement.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ligature::ifgen
{

namespace
{

bool hasElement(const Type& type, const Element& wanted)
{
    return std::any_of(type.elements.begin(), type.elements.end(),
                       [&](const Element& element)
                       { return element.name == wanted.name && element.value == wanted.value; });
}

/// One comparison, which is over with the first difference. So two types that were looked at before agree, and are not
/// gone through again: where each STRUCT has two others in it, that would be twice as much for each.
class Agreement
{
public:
    bool agree(const Type* before, const Type* after)
    {
        if (before == nullptr || after == nullptr)
        {
            return before == after;
        }
        if (!seen_.emplace(before, after).second)
        {
            return true;
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
                          [this](const Variable& left, const Variable& right) { return agree(left, right); });
    }

    bool agree(const Function& before, const Function& after)
    {
        return before.kind == after.kind && before.isOneWay == after.isOneWay && before.name == after.name &&
               agree(before.returnType, after.returnType) && agree(before.parameters, after.parameters);
    }

private:
    std::set<std::pair<const Type*, const Type*>> seen_;
};

}  // namespace

bool agree(const Interface& before, const Interface& after)
{
    Agreement agreement;
    return std::all_of(before.functions.begin(), before.functions.end(),
                       [&](const Function& old)
                       {
                           auto now = std::find_if(after.functions.begin(), after.functions.end(),
                                                   [&](const Function& one) { return one.id == old.id; });
                           return now == after.functions.end() || agreement.agree(old, *now);
                       });
}

bool meanTheSame(const Type* left, const Type* right)
{
    return Agreement().agree(left, right) && Agreement().agree(right, left);
}

bool meanTheSame(const Variable& left, const Variable& right)
{
    return Agreement().agree(left, right) && Agreement().agree(right, left);
}

}  // namespace ligature::ifgen
