#include <fmt/format.h>

#include "ifgen/agreement.h"
#include "ifgen/c_names.h"
#include "ifgen/comparison.h"

namespace ligature::ifgen
{

namespace
{

const Type* find(const std::vector<std::unique_ptr<Type>>& list, const std::string& name, bool isEventReference)
{
    auto found = std::find_if(list.begin(), list.end(),
                              [&](const auto& type)
                              { return type->name == name && type->isEventReference == isEventReference; });
    return found == list.end() ? nullptr : found->get();
}

}  // namespace

// The file's own types go without its name, which may differ when two files are compared.
std::string Comparison::nameOf(const Type* type) const
{
    if (type == nullptr)
    {
        return "nothing";
    }
    const bool isForeign = type->owner != nullptr && type->owner != &before_ && type->owner != &after_;
    return isForeign ? type->owner->name + "." + type->name : type->name;
}

std::string Comparison::returnOf(const Function& function) const
{
    const Variable* text = function.returnedString();
    return text != nullptr ? fmt::format("string[{}]", text->bound) : nameOf(function.returnType);
}

std::string Comparison::formOf(const Variable& variable) const
{
    std::string text = variable.form == Variable::Form::string ? "string"
                       : variable.form == Variable::Form::file ? "file"
                                                               : nameOf(variable.type);
    if (variable.form == Variable::Form::string || variable.form == Variable::Form::array)
    {
        text += fmt::format("[{}]", variable.bound);
    }
    return text + (variable.direction == Direction::out ? " OUT" : variable.isOptional ? " IN OPTIONAL" : "");
}

// C does not see bounds, nor whether what is passed by pointer, or as a descriptor, may be left out.
std::string Comparison::sourceFormOf(const Variable& variable) const
{
    Variable seen = variable;
    seen.bound = 0;
    seen.isOptional = isOptionalValue(variable);
    return formOf(seen);
}

void Comparison::definitions(const Interface& before, const Interface& after)
{
    for (const Definition& old : before.definitions)
    {
        const Definition* now = find(after.definitions, old.name);
        if (now == nullptr)
        {
            add(true, false, old.span, fmt::format("DEFINE {} is gone", old.name));
        }
        else if (old.isText != now->isText)
        {
            add(true, false, now->span, fmt::format("DEFINE {} was a {}", old.name, old.isText ? "string" : "number"));
        }
        else if (old.text != now->text || old.number != now->number)
        {
            add(false, false, now->span,
                fmt::format("DEFINE {} was {}: what is built already keeps that", old.name,
                            old.isText ? cString(old.text) : cNumber(old.number)));
        }
    }
    for (const Definition& now : after.definitions)
    {
        if (find(before.definitions, now.name) == nullptr)
        {
            add(false, false, now.span, fmt::format("DEFINE {} is new", now.name));
        }
    }
}

void Comparison::types(const Interface& before, const Interface& after)
{
    // The references that events make change with their events.
    for (const auto& old : before.types)
    {
        const Type* now = find(after.types, old->name, old->isEventReference);
        if (now == nullptr && !old->isEventReference)
        {
            // What messages hold instead is a change of what holds it.
            add(true, false, old->span, fmt::format("{} {} is gone", kindOf(*old), old->name));
        }
        else if (now != nullptr)
        {
            type(*old, *now);
        }
    }
    for (const auto& now : after.types)
    {
        if (!now->isEventReference && find(before.types, now->name, false) == nullptr)
        {
            add(false, false, now->span, fmt::format("{} {} is new", kindOf(*now), now->name));
        }
    }
}

void Comparison::type(const Type& before, const Type& after)
{
    const bool isUsed = usedBefore_.contains(before) && usedAfter_.contains(after) && !meanTheSame(&before, &after);
    if (before.kind != after.kind)
    {
        add(true, isUsed, after.span,
            fmt::format("{} changes from {} to {}", after.name, kindOf(before), kindOf(after)));
        return;
    }
    switch (after.kind)
    {
        case Type::Kind::enumeration:
        case Type::Kind::bitmask:
            elements(before, after, isUsed);
            break;
        case Type::Kind::structure:
            members(before, after, isUsed);
            break;
        case Type::Kind::handler:
            parameters(after.name, before.variables, after.variables, after.span, isUsed);
            break;
        default:
            break;
    }
}

void Comparison::elements(const Type& before, const Type& after, bool isUsed)
{
    for (const Element& old : before.elements)
    {
        const Element* now = find(after.elements, old.name);
        if (now == nullptr)
        {
            add(true, isUsed, old.span, fmt::format("{} of {} is gone", old.name, after.name));
        }
        else if (old.value != now->value)
        {
            add(false, isUsed, now->span,
                fmt::format("{} of {} changes from {} to {}", old.name, after.name, cNumber(old.value),
                            cNumber(now->value)));
        }
    }
    for (const Element& now : after.elements)
    {
        if (find(before.elements, now.name) == nullptr)
        {
            addNew(now.span, fmt::format("{} of {}", now.name, after.name), isUsed);
        }
    }
    if (before.isWide != after.isWide)
    {
        add(false, isUsed, after.span,
            fmt::format("{} takes {} bytes in messages, took {}", after.name, after.isWide ? 8 : 4,
                        before.isWide ? 8 : 4));
    }
    if (commonNames(before.elements, after.elements) != commonNames(after.elements, before.elements))
    {
        add(false, false, after.span, fmt::format("the elements of {} change places", after.name));
    }
}

void Comparison::members(const Type& before, const Type& after, bool isUsed)
{
    for (const Variable& old : before.variables)
    {
        const Variable* now = find(after.variables, old.name);
        if (now == nullptr)
        {
            add(true, isUsed, old.span, fmt::format("member '{}' of {} is gone", old.name, after.name));
        }
        else
        {
            variable(fmt::format("member '{}' of {}", old.name, after.name), old, *now, isUsed);
        }
    }
    for (const Variable& now : after.variables)
    {
        if (find(before.variables, now.name) == nullptr)
        {
            add(false, isUsed, now.span, fmt::format("member '{}' of {} is new", now.name, after.name));
        }
    }
    if (commonNames(before.variables, after.variables) != commonNames(after.variables, before.variables))
    {
        add(false, isUsed, after.span, fmt::format("the members of {} change places", after.name));
    }
}

void Comparison::variable(const std::string& owner, const Variable& before, const Variable& after, bool isUsed)
{
    if (formOf(before) != formOf(after))
    {
        add(sourceFormOf(before) != sourceFormOf(after), isUsed && !meanTheSame(before, after), after.span,
            fmt::format("{} changes from {} to {}", owner, formOf(before), formOf(after)));
    }
}

// In C, parameters have places and no names.
void Comparison::parameters(const std::string& owner, const std::vector<Variable>& before,
                            const std::vector<Variable>& after, Span place, bool isUsed)
{
    if (before.size() != after.size())
    {
        add(true, isUsed, place, fmt::format("{} has {} parameters, had {}", owner, after.size(), before.size()));
        return;
    }
    for (size_t i = 0; i < before.size(); ++i)
    {
        variable(fmt::format("parameter '{}' of {}", after[i].name, owner), before[i], after[i], isUsed);
        if (before[i].name != after[i].name)
        {
            add(false, false, after[i].span,
                fmt::format("parameter '{}' of {} was named '{}'", after[i].name, owner, before[i].name));
        }
    }
}

}  // namespace ligature::ifgen
