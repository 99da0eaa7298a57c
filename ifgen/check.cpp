#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "ifgen/c_names.h"
#include "ifgen/codes.h"
#include "ifgen/modeller.h"
#include "ifgen/number_check.h"
#include "ifgen/used_names_check.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

// DEFINEs and elements become constants `B_NAME` of one name space. In order of place.
std::vector<std::pair<std::string, Span>> constantsOf(const Interface& interface)
{
    std::vector<std::pair<std::string, Span>> constants;
    for (const Definition& definition : interface.definitions)
    {
        constants.emplace_back(definition.name, definition.span);
    }
    for (const auto& type : interface.types)
    {
        for (const Element& element : type->elements)
        {
            constants.emplace_back(element.name, element.span);
        }
    }
    std::ranges::sort(constants, {}, [](const auto& constant) { return constant.second.begin; });
    return constants;
}

void checkConstants(const Interface& interface, Diagnostics& diagnostics)
{
    std::map<std::string, Span> names;
    for (const auto& [name, span] : constantsOf(interface))
    {
        if (auto [first, isNew] = names.emplace(name, span); !isNew)
        {
            diagnostics.error(kConstantClash, span, fmt::format("constant '{}' is declared twice", name))
                .note(first->second, "first declared here");
        }
    }
}

// Types of two names can have one in C: a REFERENCE FooHandler and the reference that an EVENT Foo makes, a HANDLER Foo
// and a STRUCT FooFunc.
void checkTypeNames(const Interface& interface, Diagnostics& diagnostics)
{
    std::map<std::string, const Type*> names;
    for (const auto& type : interface.types)
    {
        const auto [first, isNew] = names.emplace(cType(*type), type.get());
        if (isNew)
        {
            continue;
        }
        // What an event makes has no name that could be changed.
        const Type& written = type->isEventReference ? *first->second : *type;
        const Type& other = type->isEventReference ? *type : *first->second;
        const std::string what = other.isEventReference ? std::string("an event's reference")
                                                        : fmt::format("{} '{}'", kindOf(other), other.name);
        diagnostics
            .error(kRedefinition, written.span,
                   fmt::format("{} '{}' has the C name of {}", kindOf(written), written.name, what))
            .note(other.span, other.isEventReference ? "this event makes that type" : "declared here");
    }
}

// An array `data` has a member `dataCount` beside it in C.
void checkMembers(const Type& structure, Diagnostics& diagnostics)
{
    for (const Variable& array : structure.variables)
    {
        const auto clashes = [&](const Variable& member)
        { return array.form == Variable::Form::array && member.name == array.name + "Count"; };
        const auto found = std::ranges::find_if(structure.variables, clashes);
        if (found != structure.variables.end())
        {
            diagnostics
                .error(kParameterClash, found->span,
                       fmt::format("member '{}' has the C name of the count of '{}'", found->name, array.name))
                .note(array.span, "the array is here");
        }
    }
}

// The C names that a parameter turns into (spec 2.3): parameters of clients and of asynchronous servers, and what a
// server calls the value itself while it unpacks or packs it.
std::vector<std::string> cNames(const Variable& variable)
{
    const std::string& name = variable.name;
    bool isOut = variable.direction == Direction::out;
    switch (variable.form)
    {
        case Variable::Form::string:
            return isOut ? std::vector<std::string>{name, name + "Size"} : std::vector<std::string>{name};
        case Variable::Form::array:
            if (variable.isOptional)
            {
                return {name, name + "Ptr", name + "Size"};
            }
            return isOut ? std::vector<std::string>{name, name + "Ptr", name + "SizePtr", name + "Size"}
                         : std::vector<std::string>{name + "Ptr", name + "Size"};
        case Variable::Form::file:
            return isOut ? std::vector<std::string>{name, name + "Ptr"} : std::vector<std::string>{name};
        case Variable::Form::single:
            break;
    }
    if (variable.type->kind == Type::Kind::handler)
    {
        return {name + "Ptr", "contextPtr"};
    }
    const bool isPointer = isOut || variable.isOptional || variable.type->kind == Type::Kind::structure;
    return isPointer ? std::vector<std::string>{name, name + "Ptr"} : std::vector<std::string>{name};
}

void checkParameters(const std::vector<Variable>& list, bool isHandler, Diagnostics& diagnostics)
{
    std::map<std::string, const Variable*> names;
    for (const Variable& variable : list)
    {
        std::vector<std::string> made = cNames(variable);
        made.insert(made.begin(), variable.name + " in the .api file");
        for (const std::string& name : made)
        {
            auto [first, isNew] = names.emplace(name, &variable);
            if (!isNew && first->second != &variable)
            {
                bool isSame = first->second->name == variable.name;
                diagnostics
                    .error(kParameterClash, variable.span,
                           isSame ? fmt::format("parameter '{}' is declared twice", variable.name)
                                  : fmt::format("parameters '{}' and '{}' both make '{}' in C", first->second->name,
                                                variable.name, name))
                    .note(first->second->span, "the other is here");
                break;
            }
        }
    }
    if (isHandler && names.contains("contextPtr"))
    {
        diagnostics.error(kParameterClash, names.at("contextPtr")->span,
                          "every handler has a parameter 'contextPtr' in C already");
    }
}

void checkOutputs(const Function& function, Diagnostics& diagnostics)
{
    size_t outputs = 0;
    for (const Variable& parameter : function.parameters)
    {
        outputs += parameter.direction == Direction::out;
        if (outputs > kMostOutputs)
        {
            diagnostics
                .error(kTooManyOutputs, parameter.span,
                       fmt::format("a function has at most {} OUT parameters", kMostOutputs))
                .suggest("gather some of them in a STRUCT or an array");
            return;
        }
    }
}

// Names that templates/c/interface.mustache, server_header.mustache and client.mustache give to functions of their own.
void checkFunctionName(const Function& function, Diagnostics& diagnostics)
{
    static constexpr std::array<std::string_view, 8> kOwn = {
        "ConnectService",   "TryConnectService", "DisconnectService",   "SetServerDisconnectHandler",
        "AdvertiseService", "GetServiceRef",     "GetClientSessionRef", "InitOnceCommonData"};
    if (std::ranges::find(kOwn, function.name) != kOwn.end())
    {
        diagnostics.error(kServiceFunction, function.span,
                          fmt::format("every interface has a function '{}' of its own in C", function.name));
    }
}

// Every interface has one in its client's header.
constexpr std::string_view kDisconnectHandler = "DisconnectHandler_t";

// Functions, types and constants of different kinds have one name in C where a FUNCTION is called like a type, as
// Zone_t, or where the name of the file is in capitals, as constants are.
void checkKinds(const Interface& interface, Diagnostics& diagnostics)
{
    struct Named
    {
        std::string what;
        Span span;
    };
    std::map<std::string, Named> names;
    for (const auto& type : interface.types)
    {
        const std::string name = cType(*type);
        names.emplace(name, Named{fmt::format("{} '{}'", kindOf(*type), type->name), type->span});
        if (name == fmt::format("{}_{}", interface.name, kDisconnectHandler))
        {
            diagnostics.error(kRedefinition, type->span,
                              fmt::format("every interface has a type '{}' of its own in C", kDisconnectHandler));
        }
    }
    for (const Function& function : interface.functions)
    {
        const std::string what = fmt::format("FUNCTION '{}'", function.name);
        const auto [first, isNew] =
            names.emplace(fmt::format("{}_{}", interface.name, function.name), Named{what, function.span});
        if (!isNew)
        {
            diagnostics
                .error(kRedefinition, function.span, fmt::format("{} has the C name of {}", what, first->second.what))
                .note(first->second.span, "declared here");
        }
    }
    for (const auto& [name, span] : constantsOf(interface))
    {
        if (const auto found = names.find(cConstant(interface, name)); found != names.end())
        {
            diagnostics
                .error(kRedefinition, span, fmt::format("constant '{}' has the C name of {}", name, found->second.what))
                .note(found->second.span, "declared here");
        }
    }
}

// Names that templates/c gives to macros of its own.
void checkMacros(const Interface& interface, Diagnostics& diagnostics)
{
    static constexpr std::array<std::string_view, 9> kOwn = {
        "COMMON_H_INCLUDE_GUARD",   "INTERFACE_H_INCLUDE_GUARD", "SERVER_H_INCLUDE_GUARD",
        "MESSAGES_H_INCLUDE_GUARD", "SERVICE_H_INCLUDE_GUARD",   "ASYNC_H_INCLUDE_GUARD",
        "FUNCTIONS_DECLARED",       "ALIASES_DECLARED",          "SERVICE_INSTANCE_NAME"};
    for (const auto& [name, span] : constantsOf(interface))
    {
        if (std::ranges::find(kOwn, name) != kOwn.end())
        {
            diagnostics.error(kConstantClash, span,
                              fmt::format("every interface has a macro '{}' of its own in C", name));
        }
    }
}

}  // namespace

void check(const Interface& interface, const api::Tree& tree, Diagnostics& diagnostics)
{
    checkConstants(interface, diagnostics);
    checkMacros(interface, diagnostics);
    checkTypeNames(interface, diagnostics);
    checkKinds(interface, diagnostics);
    for (const Function& function : interface.functions)
    {
        checkFunctionName(function, diagnostics);
        checkParameters(function.parameters, false, diagnostics);
        checkOutputs(function, diagnostics);
    }
    for (const auto& type : interface.types)
    {
        if (type->kind == Type::Kind::handler)
        {
            checkParameters(type->variables, true, diagnostics);
        }
        else if (type->kind == Type::Kind::structure)
        {
            checkMembers(*type, diagnostics);
        }
    }
    checkNumbers(interface, tree, diagnostics);
    checkUsedNames(interface, diagnostics);
}

}  // namespace ligature::ifgen
