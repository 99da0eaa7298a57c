#include "ifgen/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "ifgen/agreement.h"
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

// The parameters without the one that stands for what is returned.
std::vector<Variable> written(const Function& function)
{
    std::vector<Variable> list = function.parameters;
    std::erase_if(list, [](const Variable& variable) { return variable.isReturned; });
    return list;
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
    const bool hasIds = isStep_ || hasWrittenIds(before) || hasWrittenIds(after);
    const std::vector<std::string> oldOrder = commonNames(before.functions, after.functions);
    const std::vector<std::string> newOrder = commonNames(after.functions, before.functions);
    if (!hasIds && oldOrder != newOrder)
    {
        const auto first = std::mismatch(newOrder.begin(), newOrder.end(), oldOrder.begin()).first;
        add(false, true, find(after.functions, *first)->span, "the functions and events change places");
    }
    for (const Function& old : before.functions)
    {
        const Function* now = find(after.functions, old.name);
        const bool isRemover = old.kind == Function::Kind::removeHandler;
        if (now == nullptr)
        {
            if (!isRemover)
            {
                add(true, true, old.span,
                    titleOf(old) + " is gone" + (isStep_ ? ", but clients that have it are not refused" : ""));
                isLost_ = true;
            }
            continue;
        }
        if (hasIds && old.id != now->id)
        {
            add(false, true, now->span, fmt::format("{} is message {}, was {}", now->name, now->id, old.id));
            isLost_ = true;
        }
        if (old.event != now->event)
        {
            add(true, true, now->span, fmt::format("{} was {}", titleOf(*now), titleOf(old)));
            continue;
        }
        if (old.isOneWay != now->isOneWay)
        {
            add(false, true, now->span,
                now->isOneWay ? fmt::format("{} is ONEWAY: the server no longer answers", titleOf(*now))
                              : fmt::format("{} was ONEWAY: the client waits for an answer", titleOf(*now)));
        }
        // A returned string travels as an OUT parameter does: one may become the other.
        const bool isMoved =
            (old.returnedString() == nullptr) != (now->returnedString() == nullptr) &&
            nameOf(old.returnType) == nameOf(now->returnType) &&
            std::equal(old.parameters.begin(), old.parameters.end(), now->parameters.begin(), now->parameters.end(),
                       [&](const Variable& left, const Variable& right) { return formOf(left) == formOf(right); });
        if (returnOf(old) != returnOf(*now))
        {
            const bool isText = old.returnedString() != nullptr && now->returnedString() != nullptr;
            const bool isSame = old.returnedString() == nullptr && now->returnedString() == nullptr &&
                                meanTheSame(old.returnType, now->returnType);
            add(!isText && !isMoved, !isMoved && !isSame, now->span,
                fmt::format("{} returns {}, returned {}", titleOf(*now), returnOf(*now), returnOf(old)));
        }
        if (!isRemover && !isMoved)
        {
            parameters(titleOf(*now), written(old), written(*now), now->span, true);
        }
    }
    newFunctions();
}

void Comparison::newFunctions()
{
    for (const Function& now : after_.functions)
    {
        if (find(before_.functions, now.name) != nullptr)
        {
            continue;
        }
        if (now.kind != Function::Kind::removeHandler)
        {
            addNew(now.span, titleOf(now), true);
        }
        auto other = std::find_if(before_.functions.begin(), before_.functions.end(),
                                  [&](const Function& old) { return old.id == now.id; });
        if (isStep_ && other != before_.functions.end())
        {
            add(false, true, now.span, fmt::format("{} is message {}, which was {}", now.name, now.id, other->name));
            isLost_ = true;
        }
    }
}

// What is new breaks the wire, unless it comes with a new version.
void Comparison::addNew(Span place, const std::string& what, bool isUsed)
{
    const bool isLate = isStep_ && !mayGrow_ && isUsed;
    add(false, isUsed && !mayGrow_, place, what + " is new" + (isLate ? ", but API_VERSION does not rise" : ""));
    isLost_ = isLost_ || isLate;
}

// Each change was taken to reach the wire if messages hold what it changes. Whether they mean something else after all,
// the protocol id knows; between versions, whose ids do not tell, the messages themselves.
void Comparison::judge()
{
    const bool isSame =
        haveVersions_ ? !isStep_ || (!isLost_ && agree(before_, after_)) : protocolId(before_) == protocolId(after_);
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
        add(false, true, {after_.file, 0, 0}, "types that messages hold come from other declarations");
    }
}

void Comparison::settings()
{
    auto setting = [&](const char* word, uint32_t Interface::*value, Span Interface::*place)
    {
        const uint32_t old = before_.*value;
        const uint32_t now = after_.*value;
        if (old != now)
        {
            auto text = [](uint32_t number) { return number == 0 ? std::string("none") : std::to_string(number); };
            add(false, !haveVersions_, now == 0 ? before_.*place : after_.*place,
                fmt::format("{} changes from {} to {}", word, text(old), text(now)));
        }
    };
    setting("API_VERSION", &Interface::apiVersion, &Interface::apiVersionPlace);
    setting("SERVING_VERSION", &Interface::servingVersion, &Interface::servingVersionPlace);
    setting("API_MSG_SIZE", &Interface::messageSize, &Interface::messageSizePlace);
}

void Comparison::versions()
{
    if (haveVersions_ && before_.name != after_.name)
    {
        add(false, true, {after_.file, 0, 0},
            fmt::format("the interface is called '{}', was '{}'", after_.name, before_.name));
    }
    else if (haveVersions_ && !isStep_ && after_.servingVersion > before_.apiVersion)
    {
        add(false, true, after_.servingVersionPlace,
            fmt::format("version {}, the newest of before, is no longer served", before_.apiVersion));
    }
    else if (haveVersions_ && !isStep_)
    {
        add(false, true, after_.apiVersionPlace,
            fmt::format("version {}, the oldest served before, is not reached", before_.servingVersion));
    }
}

namespace
{

const Interface* find(const std::vector<const Interface*>& list, const std::string& name)
{
    auto found = std::find_if(list.begin(), list.end(), [&](const Interface* one) { return one->name == name; });
    return found == list.end() ? nullptr : *found;
}

}  // namespace

// Who uses a file sees in C all that the file itself uses, however it comes there.
void Comparison::uses(const Interface& before, const Interface& after)
{
    for (size_t i = 0; i < before.imports.size(); ++i)
    {
        if (find(allAfter_, before.imports[i]->name) == nullptr)
        {
            add(true, false, before.importPlaces[i], fmt::format("USETYPES {} is gone", before.imports[i]->name));
        }
    }
    for (size_t i = 0; i < after.imports.size(); ++i)
    {
        if (find(allBefore_, after.imports[i]->name) == nullptr)
        {
            add(false, false, after.importPlaces[i], fmt::format("USETYPES {} is new", after.imports[i]->name));
        }
    }
}

void Comparison::file(const Interface& before, const Interface& after)
{
    uses(before, after);
    definitions(before, after);
    types(before, after);
}

void Comparison::files()
{
    for (const Interface* old : allBefore_)
    {
        if (const Interface* now = find(allAfter_, old->name))
        {
            file(*old, *now);
        }
    }
    file(before_, after_);
}

std::vector<Change> compare(const Interface& before, const Interface& after)
{
    Comparison comparison(before, after);
    comparison.files();
    comparison.functions(before, after);
    comparison.settings();
    comparison.judge();
    comparison.versions();
    std::vector<Change>& changes = comparison.changes;
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
