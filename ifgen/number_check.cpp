#include "ifgen/number_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "ifgen/codes.h"
#include "ifgen/wire.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::ifgen
{

namespace
{

void checkIds(const api::Tree& tree, Diagnostics& diagnostics)
{
    constexpr uint64_t kLargestId = 2147483647;
    Span with;
    Span without;
    bool isInRange = true;  // all of them are numbers that can be ids
    std::vector<api::Literal> ids;
    auto enter = [&](const std::optional<api::Literal>& id, Span span)
    {
        Span& first = id ? with : without;
        first = first.valid() ? first : span;
        if (id && id->isBroken)
        {
            isInRange = false;
        }
        else if (id && id->magnitude > kLargestId)
        {
            diagnostics.error(kMessageIds, id->span, fmt::format("a message id is at most {}", kLargestId));
            isInRange = false;
        }
        else if (id)
        {
            ids.push_back(*id);
        }
    };
    for (const api::Declaration& declaration : tree.declarations)
    {
        if (const auto* function = std::get_if<api::Function>(&declaration.what))
        {
            enter(function->id, function->name.span);
        }
        else if (const auto* event = std::get_if<api::Event>(&declaration.what))
        {
            enter(event->addId, event->name.span);
            enter(event->removeId, event->name.span);
        }
    }
    if (with.valid() && without.valid())
    {
        diagnostics.error(kMessageIds, without, "this has no message id, others have")
            .note(with, "the first with an id");
        return;
    }
    if (!isInRange)
    {
        return;
    }
    std::map<uint64_t, Span> places;
    for (const api::Literal& id : ids)
    {
        if (auto [first, isNew] = places.emplace(id.magnitude, id.span); !isNew)
        {
            diagnostics.error(kMessageIds, id.span, fmt::format("message id {} is used twice", id.magnitude))
                .note(first->second, "first used here");
        }
    }
}

void checkSettings(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics)
{
    Span place;
    bool isBroken = std::ranges::any_of(
        tree.broken, [](const std::string& word) { return word == "API_VERSION" || word == "SERVING_VERSION"; });
    using Kind = api::Setting::Kind;
    const api::Setting* previous = nullptr;
    bool isPair = false;  // the one directly behind the other
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto* setting = std::get_if<api::Setting>(&declaration.what);
        if (setting != nullptr && setting->kind != Kind::messageSize)
        {
            place = declaration.span;
            isBroken = isBroken || setting->value.isBroken;
            isPair = setting->kind == Kind::servingVersion && previous != nullptr && previous->kind == Kind::apiVersion;
        }
        previous = setting;
    }
    if (isBroken)
    {
        return;
    }
    const bool hasApi = interface.apiVersionPlace.valid();
    if (hasApi != interface.servingVersionPlace.valid())
    {
        diagnostics.error(kSettings, place,
                          hasApi ? "API_VERSION needs SERVING_VERSION" : "SERVING_VERSION needs API_VERSION");
    }
    else if (hasApi && !isPair)
    {
        diagnostics.error(kSettings, place, "SERVING_VERSION stands directly behind API_VERSION");
    }
    else if (interface.servingVersion > interface.apiVersion)
    {
        diagnostics.error(kSettings, place, "SERVING_VERSION is above API_VERSION");
    }
    else if (interface.apiVersion != 0 && interface.servingVersion == 0)
    {
        diagnostics.error(kSettings, place, "SERVING_VERSION is 0, which is no version, and API_VERSION is one")
            .suggest("write the oldest version that is served; 0 for both says that there are no versions");
    }
    else if (interface.apiVersion != 0 && interface.name.size() > formats::kLongestVersionedName)
    {
        diagnostics.error(kSettings, place,
                          fmt::format("a file with versions has a name of at most {} characters, '{}' has {}",
                                      formats::kLongestVersionedName, interface.name, interface.name.size()));
    }
}

void checkSizes(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics)
{
    uint64_t needed = 4;
    uint64_t content = 0;
    for (const Function& function : interface.functions)
    {
        const Variable* handler = function.handler();
        uint64_t size = std::max({requestSize(function), replySize(function),
                                  handler != nullptr ? indicationSize(*handler->type) : uint64_t{0}});
        needed = std::max(needed, size);
        content = std::max(content, contentSize(function));
        if (size > kLargestMessage)
        {
            diagnostics.error(kMessageSize, function.span,
                              fmt::format("'{}' needs messages of more than {} bytes", function.name, kLargestMessage));
        }
    }
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto* setting = std::get_if<api::Setting>(&declaration.what);
        // Where it is written it counts bytes as older tools lay them out. Ours has some more around the data, and none
        // of theirs has less than the data.
        if (setting != nullptr && setting->kind == api::Setting::Kind::messageSize && !setting->value.isBroken &&
            setting->value.magnitude < content)
        {
            diagnostics
                .error(kMessageSize, setting->value.span,
                       fmt::format("API_MSG_SIZE is {}, the declarations need {}", setting->value.magnitude, needed))
                .suggest(fmt::format("write: API_MSG_SIZE = {};", needed));
        }
    }
}

}  // namespace

void checkNumbers(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics)
{
    checkIds(tree, diagnostics);
    checkSettings(interface, tree, diagnostics);
    checkSizes(interface, tree, diagnostics);
}

}  // namespace ligature::ifgen
