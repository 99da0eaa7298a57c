// An interface while its model is made. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ifgen/modeller.h"
#include "ifgen/scope.h"

namespace ligature::ifgen
{

/// What a list of variables belongs to decides what its members may be.
enum class Place
{
    function,
    handler,
    event,
    structure,
};

/// Takes the declarations of one file in order: what one names was declared before.
class Modeller
{
public:
    Modeller(const api::Tree& tree, Interface& interface, bool hasBrokenImport, const SourceMap& sources,
             Diagnostics& diagnostics)
        : tree_(tree),
          interface_(interface),
          sources_(sources),
          diagnostics_(diagnostics),
          scope_(interface, tree, hasBrokenImport, diagnostics)
    {
    }

    void run();

private:
    void add(const api::UseTypes&, const api::Declaration&) {}
    void add(const api::Setting& setting, const api::Declaration& declaration);
    void add(const api::Define& define, const api::Declaration& declaration);
    void add(const api::Enumeration& enumeration, const api::Declaration& declaration);
    void add(const api::Reference& reference, const api::Declaration& declaration);
    void add(const api::Structure& structure, const api::Declaration& declaration);
    void add(const api::Handler& handler, const api::Declaration& declaration);
    void add(const api::Function& function, const api::Declaration& declaration);
    void add(const api::Event& event, const api::Declaration& declaration);

    std::optional<std::vector<Variable>> parameters(const std::vector<api::Parameter>& list, Place place);
    std::optional<Variable> variable(api::Name type, api::Name name, const std::optional<api::Bound>& bound,
                                     Direction direction, Place place);
    std::optional<uint32_t> bound(const api::Bound& written);
    bool addReturn(Function& made, const api::Function& function);
    bool checkOneWay(const api::Function& function, const Function& made);
    std::optional<Variable> returnedString(const api::Function& function);
    bool isAllowed(const Variable& variable, const api::Name& type, Place place);
    bool isOldHandlerRight(const Variable& variable, const api::Name& type, Span parameter);
    bool mayBeOptional(const Variable& variable, Span word);
    bool placeFiles(std::vector<Variable>& list, Direction direction);
    bool isMeasureAllowed(const Measure& measure, const api::Name& name);
    Type& addType(Type::Kind kind, const std::string& name, Span span, const api::Declaration& declaration);
    bool isNew(std::map<std::string, Span>& table, const std::string& name, Span span, std::string_view what);
    void addFunction(Function function);

    const api::Tree& tree_;
    Interface& interface_;
    const SourceMap& sources_;
    Diagnostics& diagnostics_;
    Scope scope_;
    std::map<std::string, Span> types_;
    std::map<std::string, Span> definitions_;
    std::map<std::string, Span> functions_;
    std::map<std::string, Span> events_;
};

}  // namespace ligature::ifgen
