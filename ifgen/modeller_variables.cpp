// Parameters and members: what stands where, and how large it may be.
#include <fmt/format.h>

#include "ifgen/codes.h"
#include "ifgen/modelling.h"
#include "ifgen/wire.h"

namespace ligature::ifgen
{

namespace
{

constexpr Integer kLargestBound = 1048576;

}  // namespace

std::optional<std::vector<Variable>> Modeller::parameters(const std::vector<api::Parameter>& list, Place place)
{
    std::vector<Variable> result;
    bool isWhole = true;
    for (const api::Parameter& parameter : list)
    {
        api::Name type = parameter.type;
        api::Name name = parameter.name;
        const bool isOldHandler = type.text == "handler" && !parameter.bound;
        if (isOldHandler)
        {
            std::swap(type, name);
            name.text = "handler";
        }
        auto made = variable(type, name, parameter.bound, parameter.direction, place);
        if (!made || (isOldHandler && !isOldHandlerRight(*made, type, parameter.span)) ||
            (parameter.optional.valid() && !mayBeOptional(*made, parameter.optional)))
        {
            isWhole = false;
            continue;
        }
        made->isOptional = parameter.optional.valid();
        made->documentation = parameter.documentation;
        made->span = parameter.span;
        result.push_back(std::move(*made));
    }
    if (!isWhole || !placeFiles(result, Direction::in) || !placeFiles(result, Direction::out))
    {
        return std::nullopt;
    }
    return result;
}

// `handler X` once stood for `X handler`.
bool Modeller::isOldHandlerRight(const Variable& variable, const api::Name& type, Span parameter)
{
    if (variable.type == nullptr || variable.type->kind != Type::Kind::handler)
    {
        diagnostics_.error(kOldHandler, type.span, fmt::format("'{}' is not a HANDLER", type.text));
        return false;
    }
    diagnostics_.warning(kOldHandler, parameter, "old way to write a handler parameter")
        .suggest(fmt::format("write: {} handler", type.text));
    return true;
}

bool Modeller::mayBeOptional(const Variable& variable, Span word)
{
    if (variable.direction == Direction::out)
    {
        diagnostics_.error(kOptional, word, fmt::format("an OUT parameter cannot be OPTIONAL: '{}'", variable.name))
            .suggest("remove OPTIONAL: a caller that does not want an output passes NULL in any case");
        return false;
    }
    if (variable.type != nullptr && variable.type->kind == Type::Kind::handler)
    {
        diagnostics_.error(kOptional, word, fmt::format("a handler cannot be OPTIONAL: '{}'", variable.name))
            .suggest("remove OPTIONAL, or declare a second FUNCTION without the handler");
        return false;
    }
    return true;
}

bool Modeller::placeFiles(std::vector<Variable>& list, Direction direction)
{
    const Variable* first = nullptr;
    size_t count = 0;
    for (Variable& variable : list)
    {
        if (variable.form != Variable::Form::file || variable.direction != direction)
        {
            continue;
        }
        if (count == kMostFiles)
        {
            diagnostics_
                .error(kFileDescriptor, variable.span,
                       fmt::format("a message carries at most {} file descriptors", kMostFiles))
                .note(first->span, "the first is here")
                .suggest("give the others with a further call");
            return false;
        }
        first = count == 0 ? &variable : first;
        variable.place = count++;
    }
    return true;
}

std::optional<uint32_t> Modeller::bound(const api::Bound& written)
{
    std::optional<Integer> value = scope_.number(written.maximum);
    if (!value)
    {
        return std::nullopt;
    }
    if (*value < 0 || *value > kLargestBound)
    {
        diagnostics_.error(kBadBound, written.maximum.span,
                           fmt::format("a bound is from 0 to {}", static_cast<int64_t>(kLargestBound)));
        return std::nullopt;
    }
    return static_cast<uint32_t>(*value);
}

std::optional<Variable> Modeller::variable(api::Name type, api::Name name, const std::optional<api::Bound>& written,
                                           Direction direction, Place place)
{
    Variable made;
    made.name = name.text;
    made.direction = direction;
    made.span = name.span;
    bool isValid = true;
    if (type.text == "string")
    {
        made.form = Variable::Form::string;
        if (!written)
        {
            diagnostics_
                .error(kStringNeedsBound, join(type.span, name.span),
                       fmt::format("string '{}' needs a maximum length", name.text))
                .suggest(fmt::format("write: string {}[80], with the bytes it may have", name.text));
            return std::nullopt;
        }
    }
    else if (type.text == "file")
    {
        made.form = Variable::Form::file;
    }
    else
    {
        made.type = scope_.type(type);
        made.form = written ? Variable::Form::array : Variable::Form::single;
        isValid = made.type != nullptr;
    }
    if (written)
    {
        std::optional<uint32_t> value = bound(*written);
        made.bound = value.value_or(0);
        isValid = isValid && value.has_value();
        if (made.form == Variable::Form::file)
        {
            diagnostics_.error(kBadBound, written->span, "files come one at a time");
            return std::nullopt;
        }
    }
    if (!isValid || !isAllowed(made, type, place))
    {
        return std::nullopt;
    }
    return made;
}

std::optional<Variable> Modeller::returnedString(const api::Function& function)
{
    Variable made;
    made.name = "_result";  // no name of an .api file begins with an underscore
    made.form = Variable::Form::string;
    made.direction = Direction::out;
    made.isReturned = true;
    made.span = function.returnType->span;
    if (!function.returnBound)
    {
        diagnostics_
            .error(kStringNeedsBound, made.span,
                   fmt::format("the string that '{}' returns needs a maximum length", function.name.text))
            .suggest(fmt::format("write: string[80] {}, with the bytes it may have", function.name.text));
        return std::nullopt;
    }
    std::optional<uint32_t> value = bound(*function.returnBound);
    made.bound = value.value_or(0);
    return value ? std::optional(made) : std::nullopt;
}

bool Modeller::addReturn(Function& made, const api::Function& function)
{
    const api::Name& written = *function.returnType;
    if (written.text == "string")
    {
        std::optional<Variable> text = returnedString(function);
        if (text)
        {
            made.parameters.push_back(std::move(*text));
        }
        return text.has_value();
    }
    if (function.returnBound)
    {
        diagnostics_.error(kBadBound, function.returnBound->span, "of what is returned only a string has a bound")
            .suggest("make it an OUT parameter");
        return false;
    }
    if (written.text == "file")
    {
        diagnostics_.error(kNotSupported, written.span, "returning a file is not supported")
            .suggest("make it an OUT parameter");
        return false;
    }
    made.returnType = scope_.type(written);
    if (made.returnType != nullptr && made.returnType->kind == Type::Kind::handler)
    {
        diagnostics_.error(kHandlerMisplaced, written.span, "a function cannot return a handler");
        return false;
    }
    return made.returnType != nullptr;
}

bool Modeller::isAllowed(const Variable& variable, const api::Name& type, Place place)
{
    bool isHandler = variable.type != nullptr && variable.type->kind == Type::Kind::handler;
    if (isHandler && variable.form == Variable::Form::array)
    {
        diagnostics_.error(kBadBound, variable.span, "handlers come one at a time");
        return false;
    }
    if (isHandler && place == Place::structure)
    {
        diagnostics_.error(kHandlerMisplaced, type.span, "a STRUCT cannot hold a handler");
        return false;
    }
    if (isHandler && place == Place::handler)
    {
        diagnostics_.error(kHandlerMisplaced, type.span, "a handler cannot take a handler");
        return false;
    }
    if (variable.form == Variable::Form::file && place == Place::structure)
    {
        diagnostics_.error(kNotSupported, type.span, "a file in a STRUCT is not supported yet")
            .suggest("make it a parameter of its own");
        return false;
    }
    if (variable.direction == Direction::out && (isHandler || place == Place::handler))
    {
        diagnostics_
            .error(kDirection, variable.span,
                   isHandler ? "a handler cannot be an OUT parameter"
                             : "what a handler is told cannot be an OUT parameter")
            .suggest("remove OUT");
        return false;
    }
    return true;
}

}  // namespace ligature::ifgen
