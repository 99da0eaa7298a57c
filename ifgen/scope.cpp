#include "ifgen/scope.h"

#include <fmt/format.h>

#include <type_traits>
#include <variant>

#include "ifgen/codes.h"

namespace ligature::ifgen
{

namespace
{

constexpr Integer kSmallest = INT64_MIN;
constexpr Integer kLargest = UINT64_MAX;

// Division that rounds down: -7 / 2 is -4. True when the result does not fit.
bool divideOverflows(Integer left, Integer right, Integer& quotient)
{
    if (right == -1)
    {
        return __builtin_sub_overflow(Integer{0}, left, &quotient);
    }
    quotient = left / right;
    const bool isInexact = left % right != 0;
    quotient -= isInexact && ((left < 0) != (right < 0)) ? 1 : 0;
    return false;
}

bool mayBeReferred(const Type& type)
{
    return !type.isEventReference;
}

}  // namespace

Scope::Scope(const Interface& interface, const api::Tree& tree, bool hasBrokenImport, Diagnostics& diagnostics)
    : interface_(interface),
      hasBrokenImport_(hasBrokenImport),
      diagnostics_(diagnostics),
      broken_(tree.broken.begin(), tree.broken.end()),
      closure_(importClosure(interface))
{
    for (const api::Declaration& declaration : tree.declarations)
    {
        const auto note = [&](Places& places, const api::Name& name) {
            places.emplace(name.text, Place{name.span, declaration.span});
        };
        std::visit(
            [&](const auto& what)
            {
                using What = std::decay_t<decltype(what)>;
                if constexpr (std::is_same_v<What, api::Define>)
                {
                    note(allDefinitions_, what.name);
                }
                else if constexpr (std::is_same_v<What, api::Enumeration> || std::is_same_v<What, api::Reference> ||
                                   std::is_same_v<What, api::Structure> || std::is_same_v<What, api::Handler>)
                {
                    note(allTypes_, what.name);
                }
            },
            declaration.what);
    }
}

void Scope::suggest(Diagnostic& diagnostic, const api::Name& name, const Places& declared,
                    const std::vector<std::string>& candidates, const std::string& elsewhere)
{
    if (!name.scope().empty() && import(name) == nullptr)
    {
        diagnostic.suggest(name.scope() == interface_.name
                               ? fmt::format("this file's own names stand alone: {}", name.local())
                               : fmt::format("add: USETYPES {};", name.scope()));
        return;
    }
    if (const auto found = declared.find(name.text); found != declared.end())
    {
        const auto& [place, whole] = found->second;
        if (whole.begin <= name.span.begin && name.span.end <= whole.end)
        {
            diagnostic.suggest("it cannot be made of itself");
            return;
        }
        diagnostic.note(place, "declared here").suggest("move that declaration in front of its first use");
        return;
    }
    if (const std::string nearest = !elsewhere.empty() ? elsewhere : nearestName(name.text, candidates);
        !nearest.empty())
    {
        diagnostic.suggest(fmt::format("did you mean {}?", nearest));
    }
}

void Scope::declare(const Type& type)
{
    types_.emplace(type.name, &type);
}

void Scope::declare(const Definition& definition)
{
    definitions_.emplace(definition.name, definition);
}

bool Scope::isBroken(const api::Name& name) const
{
    return name.scope().empty() ? broken_.contains(name.text) : hasBrokenImport_;
}

// Files used by used files can be named too (spec 1.6); one that is used directly goes first.
const Interface* Scope::import(const api::Name& name)
{
    for (const Interface* used : interface_.imports)
    {
        if (used->name == name.scope())
        {
            return used;
        }
    }
    for (const Interface* used : closure_)
    {
        if (used->name == name.scope())
        {
            return used;
        }
    }
    return nullptr;
}

const Type* Scope::type(const api::Name& name)
{
    std::vector<std::string> candidates;
    std::string elsewhere;  // the same name, in a file that is used
    if (name.scope().empty())
    {
        if (const Type* builtIn = builtInType(name.text))
        {
            return builtIn;
        }
        if (auto found = types_.find(name.text); found != types_.end())
        {
            return found->second;
        }
        candidates = builtInTypeNames();
        for (const auto& [known, type] : types_)
        {
            candidates.push_back(known);
        }
        for (const Interface* used : closure_)
        {
            for (const auto& type : used->types)
            {
                if (mayBeReferred(*type) && type->name == name.text)
                {
                    elsewhere = used->name + "." + type->name;
                    break;
                }
            }
        }
    }
    else if (const Interface* used = import(name))
    {
        for (const auto& type : used->types)
        {
            if (mayBeReferred(*type))
            {
                if (type->name == name.local())
                {
                    return type.get();
                }
                candidates.push_back(used->name + "." + type->name);
            }
        }
    }
    if (isBroken(name))
    {
        return nullptr;
    }
    auto& diagnostic = diagnostics_.error(kUnknownType, name.span, fmt::format("unknown type '{}'", name.text));
    static const std::map<std::string, std::string> kUsual = {
        {"int", "did you mean int32?"},
        {"float", "did you mean double?"},
        {"unsigned", "did you mean uint32?"},
        {"long", "did you mean int64?"},
        {"short", "did you mean int16?"},
        {"void", "leave it out: a FUNCTION without a type returns nothing"},
        {"handler", "name a HANDLER that is declared before"}};
    const auto usual = kUsual.find(name.text);
    if (usual != kUsual.end() && !allTypes_.contains(name.text))
    {
        diagnostic.suggest(usual->second);
        return nullptr;
    }
    suggest(diagnostic, name, allTypes_, candidates, elsewhere);
    return nullptr;
}

const Definition* Scope::definition(const api::Name& name)
{
    std::vector<std::string> candidates;
    std::string elsewhere;
    if (name.scope().empty())
    {
        if (auto found = definitions_.find(name.text); found != definitions_.end())
        {
            return &found->second;
        }
        for (const auto& [known, definition] : definitions_)
        {
            candidates.push_back(known);
        }
        for (const Interface* used : closure_)
        {
            for (const Definition& known : used->definitions)
            {
                if (known.name == name.text)
                {
                    elsewhere = used->name + "." + known.name;
                }
            }
        }
    }
    else if (const Interface* used = import(name))
    {
        for (const Definition& known : used->definitions)
        {
            if (known.name == name.local())
            {
                return &known;
            }
            candidates.push_back(used->name + "." + known.name);
        }
    }
    if (isBroken(name))
    {
        return nullptr;
    }
    auto& diagnostic = diagnostics_.error(kUnknownDefinition, name.span, fmt::format("unknown name '{}'", name.text));
    suggest(diagnostic, name, allDefinitions_, candidates, elsewhere);
    return nullptr;
}

std::optional<Integer> Scope::named(const api::Name& name)
{
    const Definition* found = definition(name);
    if (found == nullptr)
    {
        return std::nullopt;
    }
    if (!found->isText)
    {
        return found->number;
    }
    // A string that happens to hold digits counts as a number (spec 1.8).
    bool isNumber = !found->text.empty() && found->text.size() < 19 &&
                    found->text.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber)
    {
        return std::stoll(found->text);
    }
    diagnostics_.error(kNotANumber, name.span, fmt::format("'{}' is a string, not a number", name.text))
        .note(found->span, "declared here");
    return std::nullopt;
}

std::optional<Integer> Scope::chain(const api::Expression& expression)
{
    std::optional<Integer> result = value(expression.operands[0]);
    for (size_t i = 1; i < expression.operands.size(); ++i)
    {
        const std::optional<Integer> right = value(expression.operands[i]);
        if (!result || !right)
        {
            result.reset();
            continue;
        }
        const char sign = expression.operators[i - 1];
        if (sign == '/' && *right == 0)
        {
            diagnostics_.error(kDivisionByZero, expression.operands[i].span, "division by zero");
            return std::nullopt;
        }
        const Integer left = *result;
        const bool isTooLarge = sign == '+'   ? __builtin_add_overflow(left, *right, &*result)
                                : sign == '-' ? __builtin_sub_overflow(left, *right, &*result)
                                : sign == '*' ? __builtin_mul_overflow(left, *right, &*result)
                                              : divideOverflows(left, *right, *result);
        if (isTooLarge)
        {
            diagnostics_.error(kOverflow, expression.span, "a value on the way does not fit 128 bits");
            return std::nullopt;
        }
    }
    return result;
}

std::optional<Integer> Scope::number(const api::Expression& expression)
{
    const std::optional<Integer> result = value(expression);
    if (result && (*result < kSmallest || *result > kLargest))
    {
        diagnostics_.error(kOverflow, expression.span, "the value does not fit 64 bits");
        return std::nullopt;
    }
    return result;
}

std::optional<Integer> Scope::value(const api::Expression& expression)
{
    switch (expression.kind)
    {
        case api::Expression::Kind::literal:
        {
            if (expression.literal.isBroken)
            {
                return std::nullopt;
            }
            Integer magnitude = expression.literal.magnitude;
            return expression.literal.negative ? -magnitude : magnitude;
        }
        case api::Expression::Kind::name:
            return named(expression.name);
        case api::Expression::Kind::text:
            diagnostics_.error(kNotANumber, expression.span, "a string is not a number");
            return std::nullopt;
        case api::Expression::Kind::sum:
        case api::Expression::Kind::product:
            return chain(expression);
    }
    return std::nullopt;
}

}  // namespace ligature::ifgen
