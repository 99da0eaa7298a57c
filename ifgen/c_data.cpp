#include "ifgen/c_data.h"

#include <fmt/format.h>

#include <algorithm>

#include "ifgen/c_code.h"
#include "ifgen/c_names.h"
#include "ifgen/c_names_around.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

std::string messageName(const Interface& interface, const Function& function)
{
    return fmt::format("IFGEN_{}_MSG_{}", upper(interface.name), function.name);
}

namespace
{

// Marks that turn the direction of text, U+202A to U+202E and U+2066 to U+2069. What they do to the rest of a line is
// for no reader of code: compilers warn of them.
bool turnsDirection(std::string_view text)
{
    const bool isOfThem = text.size() >= 3 && text[0] == '\xE2';
    const unsigned char last = isOfThem ? static_cast<unsigned char>(text[2]) : 0;
    return isOfThem &&
           ((text[1] == '\x80' && last >= 0xAA && last <= 0xAE) || (text[1] == '\x81' && last >= 0xA6 && last <= 0xA9));
}

// A line of documentation as it may stand in a comment of C without a warning: no second start of a comment, as in
// `src/*.c`, and no trigraph that would draw in the next line.
std::string inComment(std::string_view line)
{
    std::string text;
    for (size_t at = 0; at < line.size(); ++at)
    {
        if (turnsDirection(line.substr(at)))
        {
            at += 2;
            continue;
        }
        text += line[at] == '*' && text.ends_with('/') ? " *" : line.substr(at, 1);
    }
    return text.ends_with("?\?/") ? text.substr(0, text.size() - 1) + " /" : text;
}

}  // namespace

TemplateData documentationData(const Documentation& documentation)
{
    TemplateData lines = TemplateData::array();
    for (const std::string& line : documentation)
    {
        lines.push_back(line.empty() ? "" : " " + inComment(line));
    }
    return lines;
}

namespace
{

void addDocumentation(TemplateData& data, const Documentation& documentation)
{
    data["hasDocs"] = !documentation.empty();
    data["docs"] = documentationData(documentation);
}

std::string oneLine(const Documentation& documentation)
{
    std::string text;
    for (const std::string& line : documentation)
    {
        text += (text.empty() ? "" : " ") + line;
    }
    // A backslash at the end would draw the next line into the comment.
    while (text.ends_with('\\'))
    {
        text.pop_back();
    }
    return inComment(text);
}

std::string commentOf(const Documentation& documentation)
{
    std::string text = oneLine(documentation);
    return text.empty() ? "" : "  ///< " + text;
}

TemplateData elementData(const Type& type)
{
    TemplateData list = TemplateData::array();
    bool isMask = type.kind == Type::Kind::bitmask;
    for (const Element& element : type.elements)
    {
        bool isLast = &element == &type.elements.back();
        list.push_back({{"name", cConstant(*type.owner, element.name)},
                        {"plain", element.name},
                        {"value", isMask ? fmt::format("0x{:x}{}", static_cast<uint64_t>(element.value),
                                                       element.value > Integer{INT64_MAX} ? "U" : "")
                                         : cNumber(element.value)},
                        {"comma", isLast ? "" : ","},
                        {"comment", commentOf(element.documentation)}});
    }
    return list;
}

TemplateData memberData(const Type& type)
{
    TemplateData list = TemplateData::array();
    for (const Variable& member : type.variables)
    {
        std::string name = cMember(member.name);
        std::string comment = commentOf(member.documentation);
        switch (member.form)
        {
            case Variable::Form::string:
                list.push_back({{"text", fmt::format("char {}[{} + 1];", name, member.bound)}, {"comment", comment}});
                break;
            case Variable::Form::array:
                list.push_back({{"text", fmt::format("{} {}[{}];", cType(*member.type), name, member.bound)},
                                {"comment", comment}});
                list.push_back({{"text", fmt::format("size_t {}Count;", member.name)}, {"comment", ""}});
                break;
            default:
                list.push_back({{"text", fmt::format("{} {};", cType(*member.type), name)}, {"comment", comment}});
                break;
        }
    }
    return list;
}

// The values of an enumeration as conditions on `_value`, one for each run without gaps.
TemplateData rangeData(const Type& type)
{
    std::vector<uint64_t> values;
    uint64_t mask = type.isWide ? UINT64_MAX : UINT32_MAX;
    for (const Element& element : type.elements)
    {
        values.push_back(static_cast<uint64_t>(static_cast<int64_t>(element.value)) & mask);
    }
    std::sort(values.begin(), values.end());
    TemplateData list = TemplateData::array();
    for (size_t i = 0; i < values.size();)
    {
        size_t last = i;
        while (last + 1 < values.size() && values[last + 1] == values[last] + 1)
        {
            ++last;
        }
        const char* unit = type.isWide ? "ULL" : "U";
        std::string text = last == i ? fmt::format("_value == {}{}", values[i], unit)
                           : values[i] == 0
                               ? fmt::format("_value <= {}{}", values[last], unit)
                               : fmt::format("(_value >= {}{} && _value <= {}{})", values[i], unit, values[last], unit);
        list.push_back({{"text", text}, {"or", last + 1 == values.size() ? "" : " ||"}});
        i = last + 1;
    }
    return list;
}

}  // namespace

TemplateData parameterData(const std::vector<CParameter>& parameters, bool isAlone)
{
    TemplateData list = TemplateData::array();
    for (const CParameter& parameter : parameters)
    {
        bool isLast = &parameter == &parameters.back();
        std::string comment;
        if (!parameter.direction.empty())
        {
            comment = fmt::format("  ///< [{}] {}", parameter.direction,
                                  parameter.source != nullptr ? oneLine(parameter.source->documentation) : "");
            while (comment.ends_with(' ') || comment.ends_with('\\'))
            {
                comment.pop_back();
            }
        }
        list.push_back({{"text", parameter.declaration + (isLast ? "" : ",")}, {"comment", comment}});
    }
    if (list.empty() && isAlone)
    {
        list.push_back({{"text", "void"}, {"comment", ""}});
    }
    return list;
}

TemplateData fileCommentData(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    for (const Documentation& comment : interface.fileComments)
    {
        list.push_back({{"docs", documentationData(comment)}});
    }
    return list;
}

TemplateData interfaceData(const Interface& interface, const COptions& options)
{
    const std::string& b = interface.name;
    const std::string& p = options.prefix.empty() ? b : options.prefix;
    TemplateData imports = TemplateData::array();
    for (const Interface* used : interface.imports)
    {
        imports.push_back(used->name);
    }
    bool hasIndications = false;
    // A function of that name in the interface comes first.
    bool hasTimeLimit = !interface.functions.empty();
    TemplateData oneWay = TemplateData::array();
    for (const Function& function : interface.functions)
    {
        if (function.isOneWay)
        {
            oneWay.push_back(messageName(interface, function));
        }
        hasIndications = hasIndications || function.handler() != nullptr;
        hasTimeLimit = hasTimeLimit && function.name != "SetTimeLimit";
    }
    return {{"file", fileNameOf(interface.path)},
            {"b", b},
            {"B", upper(b)},
            {"p", p},
            {"P", upper(p)},
            {"isAlias", p != b},
            {"hasOtherConstants", upper(p) != upper(b)},
            {"imports", std::move(imports)},
            {"hasFunctions", !interface.functions.empty()},
            {"hasIndications", hasIndications},
            {"hasTimeLimit", hasTimeLimit},
            {"hasOneWay", !oneWay.empty()},
            {"oneWay", std::move(oneWay)},
            {"isAsync", options.async},
            {"isVersioned", interface.apiVersion != 0},
            {"isLocal", options.local},
            {"hasLocalBinding", options.local && options.direct},
            {"isDirect", options.direct && !interface.functions.empty()},
            {"serviceName", cString(options.serviceName.empty() ? b : options.serviceName)}};
}

TemplateData definitionData(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    for (const Definition& definition : interface.definitions)
    {
        TemplateData data = {{"name", cConstant(interface, definition.name)},
                             {"plain", definition.name},
                             {"value", definition.isText ? cString(definition.text) : cNumber(definition.number)}};
        addDocumentation(data, definition.documentation);
        list.push_back(std::move(data));
    }
    return list;
}

TemplateData typeData(const Interface& interface)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, interface.name);
    for (const auto& type : interface.types)
    {
        Type::Kind kind = type->kind;
        std::string full = cType(*type);
        TemplateData data = {{"type", full},
                             {"alias", full.substr(interface.name.size() + 1)},
                             {"plain", type->name},
                             {"line", std::to_string(interface.lineOf(type->span))},
                             {"isEnum", kind == Type::Kind::enumeration},
                             {"isBitmask", kind == Type::Kind::bitmask},
                             {"isReference", kind == Type::Kind::reference},
                             {"isStruct", kind == Type::Kind::structure},
                             {"isHandler", kind == Type::Kind::handler},
                             {"bits", type->isWide ? "64" : "32"},
                             {"elements", elementData(*type)},
                             {"members", kind == Type::Kind::structure ? memberData(*type) : TemplateData::array()},
                             {"params", kind == Type::Kind::handler
                                            ? parameterData(cHandlerParameters(around.apart(type->variables)), true)
                                            : TemplateData::array()}};
        addDocumentation(data, type->documentation);
        list.push_back(std::move(data));
    }
    return list;
}

TemplateData prototypeData(const Interface& interface, const std::string& prefix, Prototypes kind)
{
    TemplateData list = TemplateData::array();
    const NamesAround around(interface, prefix);
    for (const Function& declared : interface.functions)
    {
        const Function function = around.apart(declared);
        bool isLater = kind == Prototypes::async && isAsync(function);
        const Type* returned = function.returnType;
        const std::vector<CParameter> parameters = cParameters(function);
        TemplateData data = {
            {"name", function.name},
            {"line", std::to_string(interface.lineOf(function.span))},
            {"return", cReturnType(function)},
            {"isLater", isLater},
            {"isOneWay", function.isOneWay},
            {"hasReturn", returned != nullptr},
            {"returnsResult",
             returned != nullptr && returned->kind == Type::Kind::basic && returned->basic == Basic::result},
            {"returnsStruct", returned != nullptr && returned->kind == Type::Kind::structure},
            {"returnsNumber", returned != nullptr && returned->kind != Type::Kind::structure &&
                                  (returned->kind != Type::Kind::basic || returned->basic != Basic::result)},
            {"params", parameterData(isLater ? cCommandParameters(function) : parameters, !isLater)},
            {"respondParams", isLater ? parameterData(cRespondParameters(function), false) : TemplateData::array()}};
        data["sessionParams"] = parameterData(parameters, false);
        std::string arguments;
        for (const CParameter& parameter : parameters)
        {
            arguments += ", " + parameter.name;
        }
        data["arguments"] = arguments;
        data["hasClient"] = hasClient(function);
        data["directParams"] = parameterData(parameters, !hasClient(function));
        data["plainArguments"] = arguments.substr(std::min<size_t>(arguments.size(), 2));
        data["sessionComma"] = function.parameters.empty() ? "" : ",";
        data["cmdComma"] = isLater && !data["params"].empty() ? "," : "";
        data["respondComma"] = data["respondParams"].empty() ? "" : ",";
        if (kind != Prototypes::bare)
        {
            addDocumentation(data, function.documentation);
        }
        list.push_back(std::move(data));
    }
    return list;
}

TemplateData packingData(const Interface& interface)
{
    TemplateData enums = TemplateData::array();
    TemplateData structs = TemplateData::array();
    for (const auto& type : interface.types)
    {
        if (type->kind == Type::Kind::enumeration)
        {
            enums.push_back({{"name", type->name},
                             {"type", cType(*type)},
                             {"bits", type->isWide ? "64" : "32"},
                             {"ranges", rangeData(*type)}});
        }
        else if (type->kind == Type::Kind::structure)
        {
            Lines pack;
            Lines unpack;
            for (const Variable& member : type->variables)
            {
                Lines more = packMember(member);
                pack.insert(pack.end(), more.begin(), more.end());
                more = unpackMember(member);
                unpack.insert(unpack.end(), more.begin(), more.end());
            }
            structs.push_back({{"name", type->name}, {"type", cType(*type)}, {"pack", pack}, {"unpack", unpack}});
        }
    }
    return {{"owner", interface.name}, {"OWNER", upper(interface.name)}, {"enums", enums}, {"structs", structs}};
}

}  // namespace ligature::ifgen
