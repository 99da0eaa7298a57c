// The differences of two forms of an interface while they are collected. Private to this folder.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "ifgen/compare.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::ifgen
{

// The types that messages of an interface hold: only their changes are seen on the wire.
class UsedTypes
{
public:
    explicit UsedTypes(const Interface& interface)
    {
        for (const Function& function : interface.functions)
        {
            add(function.returnType);
            add(function.parameters);
        }
    }
    bool contains(const Type& type) const { return types_.contains(&type); }

private:
    void add(const Type* type)
    {
        if (type != nullptr && types_.insert(type).second)
        {
            add(type->variables);
        }
    }
    void add(const std::vector<Variable>& list)
    {
        for (const Variable& variable : list)
        {
            add(variable.type);
        }
    }
    std::set<const Type*> types_;
};

template <typename Item>
const Item* find(const std::vector<Item>& list, const std::string& name)
{
    auto found = std::find_if(list.begin(), list.end(), [&](const Item& item) { return item.name == name; });
    return found == list.end() ? nullptr : &*found;
}

/// The names of `list` that are in `other` too, in the order of `list`.
template <typename Item>
std::vector<std::string> commonNames(const std::vector<Item>& list, const std::vector<Item>& other)
{
    std::vector<std::string> names;
    for (const Item& item : list)
    {
        if (find(other, item.name) != nullptr)
        {
            names.push_back(item.name);
        }
    }
    return names;
}

class Comparison
{
public:
    Comparison(const Interface& before, const Interface& after)
        : before_(before),
          after_(after),
          allBefore_(importClosure(before)),
          allAfter_(importClosure(after)),
          usedBefore_(before),
          usedAfter_(after),
          haveVersions_(before.apiVersion != 0 && after.apiVersion != 0),
          isStep_(haveVersions_ && before.name == after.name &&
                  formats::haveCommonVersion(versionsOf(before), versionsOf(after))),
          mayGrow_(isStep_ && after.apiVersion > before.apiVersion)
    {
    }

    /// The declarations of both forms and of the files they use, but for functions and events.
    void files();
    void functions(const Interface& before, const Interface& after);
    void settings();
    /// Says which of the changes so far do reach the wire.
    void judge();
    /// What keeps two forms with versions apart, if anything does.
    void versions();
    void add(bool breaksSource, bool breaksWire, Span place, std::string message)
    {
        changes.push_back({breaksSource, breaksWire, place, std::move(message)});
    }

    std::vector<Change> changes;

private:
    void file(const Interface& before, const Interface& after);
    void uses(const Interface& before, const Interface& after);
    void definitions(const Interface& before, const Interface& after);
    void types(const Interface& before, const Interface& after);
    std::string nameOf(const Type* type) const;
    std::string returnOf(const Function& function) const;
    std::string formOf(const Variable& variable) const;
    std::string sourceFormOf(const Variable& variable) const;
    void type(const Type& before, const Type& after);
    void elements(const Type& before, const Type& after, bool isUsed);
    void members(const Type& before, const Type& after, bool isUsed);
    void parameters(const std::string& owner, const std::vector<Variable>& before, const std::vector<Variable>& after,
                    Span place, bool isUsed);
    void newFunctions();
    void addNew(Span place, const std::string& what, bool isUsed);
    void variable(const std::string& owner, const Variable& before, const Variable& after, bool isUsed);

    const Interface& before_;
    const Interface& after_;
    std::vector<const Interface*> allBefore_;  ///< the files that are used
    std::vector<const Interface*> allAfter_;
    UsedTypes usedBefore_;
    UsedTypes usedAfter_;
    bool haveVersions_;    ///< both forms
    bool isStep_;          ///< they are versions of one interface that work together
    bool mayGrow_;         ///< what is new has a new version
    bool isLost_ = false;  ///< of a step: something is no longer there, or new without a new version
};

}  // namespace ligature::ifgen
