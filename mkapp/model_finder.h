// Finds what dotted names of bindings lead to.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "mkapp/codes.h"
#include "mkapp/model_support.h"

namespace ligature::mkapp
{

/// "a.b.c".
std::string joined(const std::vector<Word>& parts);

/// From the first to the last part; both stand in one fragment, or the first part alone counts.
Span spanOf(const std::vector<Word>& parts);

/// Whether an end of a binding is a user, `<root>`, instead of an app.
inline bool isUser(const Word& part)
{
    return part.raw.starts_with('<') && part.raw.ends_with('>');
}
/// The name of that user: `root`.
inline std::string userOf(const Word& part)
{
    return part.raw.substr(1, part.raw.size() - 2);
}

inline const std::string& executableName(const Executable& executable)
{
    return executable.name;
}
inline const std::string& componentName(const ComponentInstance& instance)
{
    return instance.component->name;
}
inline const std::string& clientName(const ClientInstance& client)
{
    return client.interface->name;
}
inline const std::string& serverName(const ServerInstance& server)
{
    return server.interface->name;
}

/// The member of `list` called `name`; with `orNearest` also one that was probably meant.
template <class Item, class Name>
Item* findNamed(std::vector<Item>& list, const std::string& name, Name nameOf, std::string* nearest)
{
    const auto exact = std::ranges::find(list, name, nameOf);
    if (exact != list.end())
    {
        return &*exact;
    }
    std::vector<std::string> names;
    names.reserve(list.size());
    for (Item& item : list)
    {
        names.push_back(nameOf(item));
    }
    *nearest = nearestName(name, names);
    const auto near = nearest->empty() ? list.end() : std::ranges::find(list, *nearest, nameOf);
    return near != list.end() ? &*near : nullptr;
}

/// Finds what a dotted name exe.component.interface leads to. The first part that leads nowhere is reported. The search
/// then goes on with what was probably meant, so that the caller can leave that interface out of further complaints.
class Finder
{
public:
    Finder(App& app, Diagnostics& diagnostics) : app_(app), diagnostics_(diagnostics) {}

    struct Place
    {
        ComponentInstance* instance = nullptr;
        bool exact = true;  ///< nothing has been reported
    };

    Place instance(const Word& executableWord, const Word& componentWord)
    {
        Place place;
        std::string nearest;
        Executable* executable = findNamed(app_.executables, executableWord.raw, executableName, &nearest);
        if (executable == nullptr || executable->name != executableWord.raw)
        {
            place.exact = false;
            if (app_.complete)
            {
                report(codes::kUnknownExecutable, executableWord,
                       fmt::format("the app has no executable '{}'", executableWord.raw), nearest);
            }
        }
        if (executable == nullptr)
        {
            return place;
        }
        nearest.clear();
        place.instance = findNamed(executable->instances, componentWord.raw, componentName, &nearest);
        if (place.instance != nullptr && place.instance->component->name == componentWord.raw)
        {
            return place;
        }
        if (!executable->complete)
        {
            return {nullptr, false};  // the component may be one of those that have been reported
        }
        if (place.exact)
        {
            report(codes::kUnknownComponent, componentWord,
                   fmt::format("executable '{}' has no component '{}'", executable->name, componentWord.raw), nearest);
        }
        place.exact = false;
        return place;
    }

    ClientInstance* client(Place& place, const Word& word)
    {
        return interface(place, word, place.instance ? &place.instance->clients : nullptr, clientName, "client");
    }

    ServerInstance* server(Place& place, const Word& word)
    {
        return interface(place, word, place.instance ? &place.instance->servers : nullptr, serverName, "server");
    }

    Diagnostic& report(const Code& code, const Word& word, const std::string& message, const std::string& nearest)
    {
        Diagnostic& error = diagnostics_.error(code, word.span, message);
        if (!nearest.empty())
        {
            error.suggest(fmt::format("did you mean '{}'?", nearest));
        }
        return error;
    }

private:
    template <class Item, class Name>
    Item* interface(Place& place, const Word& word, std::vector<Item>* list, Name nameOf, const char* side)
    {
        if (list == nullptr)
        {
            return nullptr;
        }
        std::string nearest;
        Item* found = findNamed(*list, word.raw, nameOf, &nearest);
        if (found != nullptr && found->interface->name == word.raw)
        {
            return found;
        }
        if (place.exact)
        {
            const Component& component = *place.instance->component;
            Diagnostic& error =
                report(codes::kUnknownInterface, word,
                       fmt::format("component '{}' has no {} interface '{}'", component.name, side, word.raw), nearest);
            const bool isClient =
                std::ranges::find(component.clients, word.raw, &ClientInterface::name) != component.clients.end();
            const bool isServer =
                std::ranges::find(component.servers, word.raw, &ServerInterface::name) != component.servers.end();
            if (isClient || isServer)
            {
                error.suggest(
                    fmt::format("'{}' is one of its {} interfaces", word.raw, isClient ? "client" : "server"));
            }
        }
        place.exact = false;
        return found;
    }

    App& app_;
    Diagnostics& diagnostics_;
};

}  // namespace ligature::mkapp
