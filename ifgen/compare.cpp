#include "ifgen/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "ifgen/comparison.h"

namespace ligature::ifgen
{

namespace
{

// An EVENT is two functions; it is spoken of once.
std::string titleOf(const Function& function)
{
    return function.event.empty() ? "FUNCTION " + function.name : "EVENT " + function.event;
}

// Message numbers that nobody wrote follow from the order.
bool hasWrittenIds(const Interface& interface)
{
    for (size_t i = 0; i < interface.functions.size(); ++i)
    {
        if (interface.functions[i].id != i)
        {
            return true;
        }
    }
    return false;
}

}  // namespace

void Comparison::functions(const Interface& before, const Interface& after)
{
    const bool hasIds = hasWrittenIds(before) || hasWrittenIds(after);
    if (!hasIds && commonNames(before.functions, after.functions) != commonNames(after.functions, before.functions))
    {
        add(false, true, {after.file, 0, 0}, "the functions and events change places");
    }
    for (const Function& old : before.functions)
    {
        const Function* now = find(after.functions, old.name);
        const bool isRemover = old.kind == Function::Kind::removeHandler;
        if (now == nullptr)
        {
            if (!isRemover)
            {
                add(true, true, old.span, titleOf(old) + " is gone");
            }
            continue;
        }
        if (hasIds && old.id != now->id)
        {
            add(false, true, now->span, fmt::format("{} is message {}, was {}", now->name, now->id, old.id));
        }
        if (old.kind != now->kind)
        {
            add(true, true, now->span, fmt::format("{} was {}", titleOf(*now), titleOf(old)));
            continue;
        }
        if (nameOf(old.returnType) != nameOf(now->returnType))
        {
            add(true, true, now->span,
                fmt::format("{} returns {}, returned {}", titleOf(*now), nameOf(now->returnType),
                            nameOf(old.returnType)));
        }
        if (!isRemover)
        {
            parameters(titleOf(*now), old.parameters, now->parameters, now->span, true);
        }
    }
    for (const Function& now : after.functions)
    {
        if (find(before.functions, now.name) == nullptr && now.kind != Function::Kind::removeHandler)
        {
            add(false, true, now.span, titleOf(now) + " is new");
        }
    }
}

void Comparison::settings(const Interface& before, const Interface& after)
{
    auto setting = [&](const char* word, uint32_t old, uint32_t now)
    {
        if (old != now)
        {
            auto text = [](uint32_t value) { return value == 0 ? std::string("none") : std::to_string(value); };
            add(false, true, {after.file, 0, 0}, fmt::format("{} changes from {} to {}", word, text(old), text(now)));
        }
    };
    setting("API_VERSION", before.apiVersion, after.apiVersion);
    setting("SERVING_VERSION", before.servingVersion, after.servingVersion);
    setting("API_MSG_SIZE", before.messageSize, after.messageSize);
}

std::vector<Change> compare(const Interface& before, const Interface& after)
{
    Comparison comparison(before, after);
    std::vector<const Interface*> used = importClosure(after);
    for (const Interface* old : importClosure(before))
    {
        auto now = std::find_if(used.begin(), used.end(), [&](const Interface* one) { return one->name == old->name; });
        if (now != used.end())
        {
            comparison.definitions(*old, **now);
            comparison.types(*old, **now);
        }
    }
    comparison.definitions(before, after);
    comparison.types(before, after);
    comparison.functions(before, after);
    comparison.settings(before, after);

    // The id is what decides whether two sides find together.
    std::vector<Change>& changes = comparison.changes;
    const bool isSame = protocolId(before) == protocolId(after);
    auto breaksWire = [](const Change& change) { return change.breaksWire; };
    if (isSame)
    {
        for (Change& change : changes)
        {
            change.breaksWire = false;
        }
    }
    else if (std::none_of(changes.begin(), changes.end(), breaksWire))
    {
        comparison.add(false, true, {after.file, 0, 0}, "types that messages hold come from other declarations");
    }
    std::stable_sort(
        changes.begin(), changes.end(),
        [](const Change& left, const Change& right)
        { return std::pair(left.place.file, left.place.begin) < std::pair(right.place.file, right.place.begin); });
    return changes;
}

std::string meaningOf(const Change& change)
{
    if (change.breaksSource)
    {
        return change.breaksWire ? "source-breaking and wire-breaking" : "source-breaking";
    }
    return change.breaksWire ? "wire-breaking" : "compatible";
}

}  // namespace ligature::ifgen
