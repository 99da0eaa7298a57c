// Names of an interface while its model is made. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"
#include "ifgen/model.h"

namespace ligature::ifgen
{

/// What a name in an `.api` file can mean. Declarations enter one after the other, so what is looked up was declared
/// before.
class Scope
{
public:
    Scope(const Interface& interface, const api::Tree& tree, bool hasBrokenImport, Diagnostics& diagnostics);

    /// The type of that name, or null (reported, unless its declaration was reported already).
    const Type* type(const api::Name& name);

    /// The value of an expression that must be a number, or nothing (reported). Results fit 64 bits, signed or
    /// unsigned.
    std::optional<Integer> number(const api::Expression& expression);

    void declare(const Type& type);
    void declare(const Definition& definition);
    /// A declaration that failed: its use is not a second mistake.
    void declareBroken(const std::string& name) { broken_.insert(name); }

private:
    const Interface* import(const api::Name& name);
    const Definition* definition(const api::Name& name);
    std::optional<Integer> named(const api::Name& name);
    /// May be more than 64 bits: only the result of the whole must fit.
    std::optional<Integer> value(const api::Expression& expression);
    std::optional<Integer> chain(const api::Expression& expression);
    bool isBroken(const api::Name& name) const;
    /// How to mend a name that means nothing. `declared`: what the file declares, also behind the place; `candidates`:
    /// what could be meant; `elsewhere`: the same name of a file that is used, if there is one.
    struct Place
    {
        Span name;
        Span whole;
    };
    using Places = std::map<std::string, Place, std::less<>>;
    void suggest(Diagnostic& diagnostic, const api::Name& name, const Places& declared,
                 const std::vector<std::string>& candidates, const std::string& elsewhere);

    const Interface& interface_;
    bool hasBrokenImport_;
    Diagnostics& diagnostics_;
    std::map<std::string, const Type*, std::less<>> types_;
    std::map<std::string, Definition, std::less<>> definitions_;
    std::set<std::string, std::less<>> broken_;
    Places allTypes_;  ///< of the file, also those that come later
    Places allDefinitions_;
    std::vector<const Interface*> closure_;
};

}  // namespace ligature::ifgen
