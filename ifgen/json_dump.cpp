#include "ifgen/json_dump.h"

#include <nlohmann/json.hpp>

#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

using Json = nlohmann::ordered_json;

// The text without comments and without white space outside of strings.
std::string bareText(std::string_view text)
{
    std::string bare;
    for (size_t i = 0; i < text.size();)
    {
        const char c = text[i];
        if (text.substr(i, 2) == "//")
        {
            i = std::min(text.find('\n', i), text.size());
        }
        else if (text.substr(i, 2) == "/*")
        {
            const size_t end = text.find("*/", i + 2);
            i = end == std::string_view::npos ? text.size() : end + 2;
        }
        else if (c == '"' || c == '\'')
        {
            size_t end = i + 1;
            while (end < text.size() && text[end] != c)
            {
                end += text[end] == '\\' ? 2 : 1;
            }
            end = std::min(end + 1, text.size());
            bare += text.substr(i, end - i);
            i = end;
        }
        else
        {
            if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            {
                bare += c;
            }
            ++i;
        }
    }
    return bare;
}

// An EVENT Changed makes a reference ChangedHandler.
std::string eventOf(const Type& reference)
{
    constexpr std::string_view kEnding = "Handler";
    return reference.name.substr(0, reference.name.size() - kEnding.size());
}

Json number(Integer value)
{
    return value < 0 ? Json(static_cast<int64_t>(value)) : Json(static_cast<uint64_t>(value));
}

class Dump
{
public:
    explicit Dump(const SourceMap& sources) : sources_(sources) {}

    Json interface(const Interface& interface, const std::string& name) const;

private:
    Json object(const char* kind, const std::string& name, Span span, const Documentation& comments) const;
    Json type(const Type& type) const;
    Json stringType(const Variable& variable) const;
    Json typeOf(const Variable& variable) const;
    Json member(const Variable& variable) const;
    Json parameter(const Variable& variable) const;
    Json parameters(const std::vector<Variable>& list) const;
    Json function(const Function& function) const;

    const SourceMap& sources_;
};

Json Dump::object(const char* kind, const std::string& name, Span span, const Documentation& comments) const
{
    Json made = {{"kind", kind}, {"name", name}};
    if (span.valid())
    {
        const LineColumn place = sources_.locate(span.file, span.begin);
        made["location"] = {{"file", sources_.path(span.file)}, {"line", place.line}, {"column", place.column}};
    }
    made["comments"] = comments;
    return made;
}

Json Dump::type(const Type& type) const
{
    static constexpr const char* kKinds[] = {"BasicType",     "EnumType",   "BitmaskType",
                                             "ReferenceType", "StructType", "HandlerType"};
    const std::string name = type.isEventReference ? "@event@" + eventOf(type) : type.name;
    Json made = object(type.isEventReference ? "HandlerReferenceType" : kKinds[static_cast<size_t>(type.kind)], name,
                       type.owner == nullptr ? Span{} : type.span, type.documentation);
    Variable alone;
    alone.type = &type;
    switch (type.kind)
    {
        case Type::Kind::basic:
            made["size"] = packedSize(alone);
            break;
        case Type::Kind::enumeration:
        case Type::Kind::bitmask:
            made["size"] = packedSize(alone);
            made["elements"] = Json::array();
            for (const Element& element : type.elements)
            {
                Json value = object("NamedValue", element.name, element.span, element.documentation);
                value["value"] = number(element.value);
                made["elements"].push_back(std::move(value));
            }
            break;
        case Type::Kind::reference:
            if (type.isEventReference)
            {
                made["event"] = eventOf(type);
            }
            break;
        case Type::Kind::structure:
            made["size"] = packedSize(alone);
            made["members"] = Json::array();
            for (const Variable& each : type.variables)
            {
                made["members"].push_back(member(each));
            }
            break;
        case Type::Kind::handler:
            made["parameters"] = parameters(type.variables);
            break;
    }
    if (type.owner != nullptr)
    {
        made["interface"] = type.owner->name;
    }
    return made;
}

Json Dump::stringType(const Variable& variable) const
{
    return {{"kind", "StringType"}, {"name", "string"}, {"maxCount", variable.bound}};
}

Json Dump::typeOf(const Variable& variable) const
{
    switch (variable.form)
    {
        case Variable::Form::string:
            return {{"kind", "BasicType"}, {"name", "string"}, {"size", packedSize(variable)}};
        case Variable::Form::file:
            return {{"kind", "BasicType"}, {"name", "file"}, {"size", 0}};
        default:
            return type(*variable.type);
    }
}

Json Dump::member(const Variable& variable) const
{
    static constexpr const char* kKinds[] = {"StructMember", "StructArrayMember", "StructStringMember", "StructMember"};
    Json made =
        object(kKinds[static_cast<size_t>(variable.form)], variable.name, variable.span, variable.documentation);
    made["apiType"] = typeOf(variable);
    if (variable.form == Variable::Form::array || variable.form == Variable::Form::string)
    {
        made["maxCount"] = variable.bound;
    }
    return made;
}

Json Dump::parameter(const Variable& variable) const
{
    static constexpr const char* kKinds[] = {"Parameter", "ArrayParameter", "StringParameter", "Parameter"};
    Json made =
        object(kKinds[static_cast<size_t>(variable.form)], variable.name, variable.span, variable.documentation);
    made["apiType"] = typeOf(variable);
    made["direction"] = variable.direction == Direction::in ? "in" : "out";
    if (variable.isOptional)
    {
        made["optional"] = true;
    }
    if (variable.form == Variable::Form::array || variable.form == Variable::Form::string)
    {
        made["maxCount"] = variable.bound;
    }
    return made;
}

Json Dump::parameters(const std::vector<Variable>& list) const
{
    Json made = Json::array();
    for (const Variable& variable : list)
    {
        if (!variable.isReturned)
        {
            made.push_back(parameter(variable));
        }
    }
    return made;
}

Json Dump::function(const Function& function) const
{
    Json made = object(function.event.empty() ? "Function" : "EventFunction", function.name, function.span,
                       function.documentation);
    made["returnType"] = function.returnedString() != nullptr ? stringType(*function.returnedString())
                         : function.returnType != nullptr     ? type(*function.returnType)
                                                              : Json(nullptr);
    made["parameters"] = parameters(function.parameters);
    made["id"] = function.id;
    if (function.isOneWay)
    {
        made["oneWay"] = true;
    }
    if (!function.event.empty())
    {
        made["event"] = function.event;
    }
    return made;
}

Json Dump::interface(const Interface& interface, const std::string& name) const
{
    Json imports = Json::object();
    for (const Interface* used : interface.imports)
    {
        imports[used->name] = this->interface(*used, used->name);
    }
    Json types = Json::object();
    for (const auto& each : interface.types)
    {
        Json made = type(*each);
        const std::string key = made["name"];
        types[key] = std::move(made);
    }
    Json definitions = Json::object();
    for (const Definition& definition : interface.definitions)
    {
        Json made = object("Definition", definition.name, definition.span, definition.documentation);
        made["value"] = definition.isText ? Json(definition.text) : number(definition.number);
        definitions[definition.name] = std::move(made);
    }
    Json functions = Json::object();
    Json events = Json::object();
    for (const Function& each : interface.functions)
    {
        functions[each.name] = function(each);
        if (each.kind == Function::Kind::addHandler)
        {
            Json made = object("Event", each.event, each.span, each.documentation);
            made["parameters"] = parameters(each.parameters);
            events[each.event] = std::move(made);
        }
    }
    Json comments = Json::array();
    for (const Documentation& comment : interface.fileComments)
    {
        for (const std::string& line : comment)
        {
            comments.push_back(line);
        }
    }
    Json made = {{"name", name}, {"baseName", interface.name}, {"path", interface.path}};
    if (interface.apiVersion != 0)
    {
        made["apiVersion"] = interface.apiVersion;
        made["servingVersion"] = interface.servingVersion;
    }
    if (interface.messageSize != 0)
    {
        made["messageSize"] = interface.messageSize;
    }
    made["imports"] = std::move(imports);
    made["types"] = std::move(types);
    made["definitions"] = std::move(definitions);
    made["functions"] = std::move(functions);
    made["events"] = std::move(events);
    made["comments"] = std::move(comments);
    made["text"] = bareText(sources_.text(interface.file));
    return made;
}

}  // namespace

std::string jsonDump(const Interface& interface, const std::string& name, const SourceMap& sources)
{
    // Comments may hold what is no UTF-8: it is replaced.
    return Dump(sources).interface(interface, name).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ligature::ifgen
