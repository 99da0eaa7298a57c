#include "ifgen/modeller.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "grammar/api/codes.h"
#include "ifgen/codes.h"
#include "ifgen/enumeration.h"
#include "ifgen/modelling.h"
#include "ifgen/wire.h"
#include "runtime/formats/protocol_versions.h"

namespace ligature::ifgen
{

void Modeller::run()
{
    for (const api::Declaration& declaration : tree_.declarations)
    {
        interface_.lines.emplace_back(declaration.span.begin, sources_.locate(tree_.file, declaration.span.begin).line);
        std::visit([&](const auto& what) { add(what, declaration); }, declaration.what);
    }
}

bool Modeller::isNew(std::map<std::string, Span>& table, const std::string& name, Span span, std::string_view what)
{
    auto [place, isInserted] = table.emplace(name, span);
    if (!isInserted)
    {
        // An EVENT declares functions that nobody wrote.
        const auto madeAt = [&](Span one)
        { return std::ranges::any_of(events_, [&](const auto& event) { return event.second == one; }); };
        const bool isFunction = &table == &functions_;
        diagnostics_
            .error(kRedefinition, span,
                   isFunction && madeAt(span)
                       ? fmt::format("this event makes a function '{}', which is declared already", name)
                       : fmt::format("{} '{}' is declared twice", what, name))
            .note(place->second, isFunction && madeAt(place->second) ? "this event makes it" : "first declared here");
    }
    return isInserted;
}

void Modeller::add(const api::Setting& setting, const api::Declaration& declaration)
{
    static constexpr const char* kWords[] = {"API_VERSION", "SERVING_VERSION", "API_MSG_SIZE"};
    uint32_t* targets[] = {&interface_.apiVersion, &interface_.servingVersion, &interface_.messageSize};
    Span* places[] = {&interface_.apiVersionPlace, &interface_.servingVersionPlace, &interface_.messageSizePlace};
    auto index = static_cast<size_t>(setting.kind);
    const bool isSize = setting.kind == api::Setting::Kind::messageSize;
    const uint64_t smallest = isSize ? 1 : 0;
    const uint64_t largest = isSize ? kLargestMessage : formats::kLargestVersion;
    if (setting.value.isBroken)
    {
        return;
    }
    if (places[index]->valid())
    {
        diagnostics_.error(kSettings, declaration.span, fmt::format("{} is given twice", kWords[index]));
    }
    else if (setting.value.magnitude < smallest || setting.value.magnitude > largest)
    {
        diagnostics_.error(kSettings, setting.value.span,
                           fmt::format("{} must be from {} to {}", kWords[index], smallest, largest));
    }
    else
    {
        *targets[index] = static_cast<uint32_t>(setting.value.magnitude);
        *places[index] = declaration.span;
    }
}

void Modeller::add(const api::Define& define, const api::Declaration& declaration)
{
    Definition made;
    made.name = define.name.text;
    made.documentation = declaration.documentation;
    made.span = declaration.span;
    if (!isNew(definitions_, made.name, define.name.span, "definition"))
    {
        return;
    }
    if (define.value.kind == api::Expression::Kind::text)
    {
        made.isText = true;
        made.text = define.value.text;
    }
    else if (std::optional<Integer> value = scope_.number(define.value))
    {
        made.number = *value;
    }
    else
    {
        scope_.declareBroken(made.name);
        return;
    }
    scope_.declare(made);
    interface_.definitions.push_back(std::move(made));
}

Type& Modeller::addType(Type::Kind kind, const std::string& name, Span span, const api::Declaration& declaration)
{
    auto type = std::make_unique<Type>();
    type->kind = kind;
    type->name = name;
    type->owner = &interface_;
    type->documentation = declaration.documentation;
    type->span = declaration.span;
    if (builtInType(name) != nullptr || name == "string" || name == "file" || name == "handler")
    {
        diagnostics_.error(kRedefinition, span, fmt::format("'{}' is a built-in type", name));
    }
    else if (isNew(types_, name, span, "type"))
    {
        scope_.declare(*type);
    }
    interface_.types.push_back(std::move(type));
    return *interface_.types.back();
}

void Modeller::add(const api::Enumeration& enumeration, const api::Declaration& declaration)
{
    Type& type = addType(enumeration.isBitmask ? Type::Kind::bitmask : Type::Kind::enumeration, enumeration.name.text,
                         enumeration.name.span, declaration);
    fillElements(enumeration, type, scope_, diagnostics_);
}

void Modeller::add(const api::Reference& reference, const api::Declaration& declaration)
{
    addType(Type::Kind::reference, reference.name.text, reference.name.span, declaration);
}

void Modeller::add(const api::Structure& structure, const api::Declaration& declaration)
{
    std::vector<Variable> members;
    std::map<std::string, Span> names;
    bool isWhole = true;
    for (const api::Member& member : structure.members)
    {
        auto made = variable(member.type, member.name, member.bound, Direction::in, Place::structure);
        isWhole = isWhole && made.has_value();
        if (made && isNew(names, made->name, member.name.span, "member"))
        {
            made->documentation = member.documentation;
            members.push_back(std::move(*made));
        }
    }
    if (structure.members.empty())
    {
        diagnostics_.error(kEmpty, structure.name.span, fmt::format("STRUCT '{}' has no members", structure.name.text));
    }
    if (!isWhole)
    {
        scope_.declareBroken(structure.name.text);
        return;
    }
    const Measure measure = measureOf(members);
    if (!isMeasureAllowed(measure, structure.name))
    {
        scope_.declareBroken(structure.name.text);
        return;
    }
    Type& made = addType(Type::Kind::structure, structure.name.text, structure.name.span, declaration);
    made.variables = std::move(members);
    made.measure = measure;
}

// What is made of a structure goes through all that is in it, so that has to end.
bool Modeller::isMeasureAllowed(const Measure& measure, const api::Name& name)
{
    if (measure.depth > kDeepestStructure)
    {
        diagnostics_.error(
            api::kTooDeep, name.span,
            fmt::format("STRUCT '{}' has others in it, more than {} deep", name.text, kDeepestStructure));
        return false;
    }
    if (measure.bytes > kLargestMessage)
    {
        diagnostics_.error(
            kMessageSize, name.span,
            fmt::format("STRUCT '{}' takes more than {} bytes, which no message has", name.text, kLargestMessage));
        return false;
    }
    return true;
}

void Modeller::add(const api::Handler& handler, const api::Declaration& declaration)
{
    auto list = parameters(handler.parameters, Place::handler);
    if (!list)
    {
        scope_.declareBroken(handler.name.text);
        return;
    }
    addType(Type::Kind::handler, handler.name.text, handler.name.span, declaration).variables = std::move(*list);
}

void Modeller::addFunction(Function function)
{
    function.id = static_cast<uint32_t>(interface_.functions.size());
    interface_.functions.push_back(std::move(function));
}

namespace
{

size_t countHandlers(const std::vector<Variable>& list)
{
    size_t count = 0;
    for (const Variable& variable : list)
    {
        count += variable.type != nullptr && variable.type->kind == Type::Kind::handler;
    }
    return count;
}

}  // namespace

// A client of a one-way function waits for nothing, so nothing can come back to it. True when nothing would.
bool Modeller::checkOneWay(const api::Function& function, const Function& made)
{
    bool isRight = true;
    auto report = [&](Span span, const std::string& what, const char* cure)
    {
        diagnostics_.error(kOneWay, span, fmt::format("a ONEWAY function {}", what))
            .note(function.oneWay, "nothing comes back from this function")
            .suggest(fmt::format("remove ONEWAY, or {}", cure));
        isRight = false;
    };
    if (function.returnType)
    {
        report(function.returnType->span, "cannot return anything", "the type in front of the name");
    }
    for (const Variable& parameter : made.parameters)
    {
        if (parameter.direction == Direction::out)
        {
            report(parameter.span, fmt::format("cannot have OUT parameters: '{}'", parameter.name), "this parameter");
        }
        else if (parameter.type != nullptr && parameter.type->kind == Type::Kind::handler)
        {
            report(parameter.span, fmt::format("cannot have a handler: '{}'", parameter.name), "this parameter");
        }
    }
    return isRight;
}

void Modeller::add(const api::Function& function, const api::Declaration& declaration)
{
    Function made;
    made.name = function.name.text;
    made.isOneWay = function.oneWay.valid();
    made.documentation = declaration.documentation;
    made.span = declaration.span;
    bool isValid = isNew(functions_, made.name, function.name.span, "function");
    auto list = parameters(function.parameters, Place::function);
    if (list)
    {
        made.parameters = std::move(*list);
    }
    if (made.isOneWay)
    {
        isValid = checkOneWay(function, made) && isValid;
    }
    isValid = (!function.returnType || addReturn(made, function)) && isValid;
    if (!list || !isValid)
    {
        return;
    }
    size_t handlers = countHandlers(made.parameters);
    if (handlers > 1)
    {
        diagnostics_.error(kSecondHandler, function.name.span, "a function can have one handler only");
        return;
    }
    made.kind = handlers == 1 ? Function::Kind::callback : Function::Kind::plain;
    addFunction(std::move(made));
    if (function.id)
    {
        interface_.functions.back().id = static_cast<uint32_t>(function.id->magnitude);
    }
}

void Modeller::add(const api::Event& event, const api::Declaration& declaration)
{
    const std::string& name = event.name.text;
    bool isValid = isNew(events_, name, event.name.span, "event");
    auto list = parameters(event.parameters, Place::event);
    if (!list || !isValid)
    {
        return;
    }
    if (size_t handlers = countHandlers(*list); handlers != 1)
    {
        diagnostics_
            .error(kEventHandler, event.name.span,
                   handlers == 0 ? fmt::format("event '{}' has no handler", name)
                                 : fmt::format("event '{}' has more than one handler", name))
            .suggest(handlers == 0 ? "declare a HANDLER and add it as a parameter" : "");
        return;
    }
    if (!isNew(functions_, "Add" + name + "Handler", event.name.span, "function") ||
        !isNew(functions_, "Remove" + name + "Handler", event.name.span, "function"))
    {
        return;
    }

    auto type = std::make_unique<Type>();
    type->kind = Type::Kind::reference;
    type->name = name + "Handler";
    type->owner = &interface_;
    type->isEventReference = true;
    type->documentation = {"Stands for one handler of the event " + name + "."};
    type->span = declaration.span;

    Function adder;
    adder.kind = Function::Kind::addHandler;
    adder.name = "Add" + name + "Handler";
    adder.returnType = type.get();
    adder.parameters = std::move(*list);
    adder.event = name;
    adder.documentation = declaration.documentation;
    adder.span = declaration.span;

    Function remover;
    remover.kind = Function::Kind::removeHandler;
    remover.name = "Remove" + name + "Handler";
    remover.event = name;
    remover.documentation = {"Removes a handler that " + adder.name + "() added."};
    remover.span = declaration.span;
    Variable reference;
    reference.name = "handlerRef";
    reference.type = type.get();
    reference.span = declaration.span;
    remover.parameters.push_back(std::move(reference));

    interface_.types.push_back(std::move(type));
    addFunction(std::move(adder));
    if (event.addId)
    {
        interface_.functions.back().id = static_cast<uint32_t>(event.addId->magnitude);
    }
    addFunction(std::move(remover));
    if (event.removeId)
    {
        interface_.functions.back().id = static_cast<uint32_t>(event.removeId->magnitude);
    }
}

std::unique_ptr<Interface> makeModel(const api::Tree& tree, const std::string& name, const Imports& imports,
                                     const SourceMap& sources, Diagnostics& diagnostics)
{
    size_t before = diagnostics.errorCount();
    auto interface = std::make_unique<Interface>();
    interface->name = name;
    interface->path = tree.path;
    interface->file = tree.file;
    interface->fileComments = tree.fileComments;
    bool hasBrokenImport = false;
    auto next = imports.begin();
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto* use = std::get_if<api::UseTypes>(&declaration.what);
        if (use == nullptr)
        {
            continue;
        }
        const Interface* used = *next++;
        hasBrokenImport = hasBrokenImport || used == nullptr;
        bool isKnown =
            std::find(interface->imports.begin(), interface->imports.end(), used) != interface->imports.end();
        if (used != nullptr && !isKnown)
        {
            interface->imports.push_back(used);
            interface->importPlaces.push_back(use->file.span);
        }
    }
    Modeller(tree, *interface, hasBrokenImport, sources, diagnostics).run();
    if (diagnostics.errorCount() == before)
    {
        check(*interface, tree, diagnostics);
    }
    return diagnostics.errorCount() == before && !hasBrokenImport ? std::move(interface) : nullptr;
}

}  // namespace ligature::ifgen
