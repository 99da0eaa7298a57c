// Names, literals and expressions.
#include <fmt/format.h>

#include "grammar/api/building.h"
#include "grammar/api/codes.h"

namespace ligature::api
{

Name Builder::name(antlr4::Token* token) const
{
    Span span = api::spanOf(*token, file_);
    return {std::string(sources_.text(span)), span};
}

Name Builder::declaredName(antlr4::tree::TerminalNode* node) const
{
    Name result = name(node->getSymbol());
    if (!result.scope().empty())
    {
        diagnostics_.error(kScopedDeclaration, result.span, "a declared name has no dot")
            .suggest(fmt::format("name it {}", result.local()));
    }
    return result;
}

namespace
{

bool beginsAsHex(std::string_view text)
{
    return text.starts_with("0x") || text.starts_with("0X");
}

}  // namespace

// 0, decimal without leading zero, or 0x and hexadecimal digits, up to 64 bits.
Literal Builder::number(antlr4::tree::TerminalNode* node) const
{
    Literal result;
    result.span = api::spanOf(*node->getSymbol(), file_);
    std::string_view text = sources_.text(result.span);
    const bool isMeantHex = beginsAsHex(text);
    const bool isHex = isMeantHex && text.size() > 2;
    std::string_view digits = isHex ? text.substr(2) : text;
    unsigned base = isHex ? 16 : 10;
    if (!isHex && text.size() > 1 && text[0] == '0' && text.find_first_not_of("0123456789") == std::string_view::npos)
    {
        size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
        diagnostics_.error(kBadNumber, result.span, fmt::format("number {} starts with 0", text))
            .suggest(fmt::format("write {}", text.substr(first)));
        result.isBroken = true;
        return result;
    }
    for (char c : digits)
    {
        int lower = std::tolower(static_cast<unsigned char>(c));
        unsigned digit = c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
        if (digit >= base)
        {
            diagnostics_.error(kBadNumber, result.span, fmt::format("'{}' is not a number", text))
                .suggest(isMeantHex ? "behind 0x stand hexadecimal digits" : "a name starts with a letter");
            result.isBroken = true;
            return result;
        }
        if (__builtin_mul_overflow(result.magnitude, base, &result.magnitude) ||
            __builtin_add_overflow(result.magnitude, digit, &result.magnitude))
        {
            diagnostics_.error(kBadNumber, result.span, "number has more than 64 bits");
            result.isBroken = true;
            return result;
        }
    }
    return result;
}

Literal Builder::decimal(antlr4::tree::TerminalNode* node) const
{
    Literal result = number(node);
    const std::string_view text = sources_.text(result.span);
    if (beginsAsHex(text) && !result.isBroken)
    {
        diagnostics_.error(kBadNumber, result.span, fmt::format("{} is hexadecimal, what stands here is decimal", text))
            .suggest(fmt::format("write {}", result.magnitude));
        result.isBroken = true;
    }
    return result;
}

Literal Builder::literal(ApiParser::LiteralContext& context) const
{
    Literal result = number(context.NUMBER());
    if (context.children.size() == 2)
    {
        result.negative = context.children[0]->getText() == "-";
        const bool isHex = beginsAsHex(sources_.text(result.span));
        result.span = spanOf(context);
        if (isHex && !result.isBroken)
        {
            diagnostics_.error(kBadNumber, result.span, "a hexadecimal number takes no sign")
                .suggest("write the number in decimal");
            result.isBroken = true;
        }
        else if (result.negative && !result.isBroken && result.magnitude > uint64_t{1} << 63)
        {
            diagnostics_.error(kBadNumber, result.span, "number has more than 64 bits");
            result.isBroken = true;
        }
    }
    return result;
}

bool isOctal(char c)
{
    return c >= '0' && c <= '7';
}

std::string Builder::string(antlr4::tree::TerminalNode* node) const
{
    std::string_view raw = sources_.text(api::spanOf(*node->getSymbol(), file_));
    raw = raw.substr(1, raw.size() - 2);
    std::string text;
    for (size_t i = 0; i < raw.size(); ++i)
    {
        if (raw.substr(i, 2) == "\r\n")
        {
            continue;  // a line ends alike however the file is saved
        }
        if (raw[i] != '\\' || i + 1 == raw.size())
        {
            text += raw[i];
            continue;
        }
        static constexpr std::string_view kCodes = "ntrabfv\\\"'";
        static constexpr std::string_view kValues = "\n\t\r\a\b\f\v\\\"'";
        char c = raw[++i];
        if (size_t at = kCodes.find(c); at != std::string_view::npos)
        {
            text += kValues[at];
        }
        else if (c == 'x' && i + 2 < raw.size() && std::isxdigit(static_cast<unsigned char>(raw[i + 1])) &&
                 std::isxdigit(static_cast<unsigned char>(raw[i + 2])))
        {
            text += static_cast<char>(std::stoi(std::string(raw.substr(i + 1, 2)), nullptr, 16));
            i += 2;
        }
        else if (isOctal(c))
        {
            int value = 0;
            size_t end = std::min(i + 3, raw.size());
            for (; i < end && isOctal(raw[i]); ++i)
            {
                value = value * 8 + (raw[i] - '0');
            }
            --i;
            text += static_cast<char>(value);
        }
        else if (raw.substr(i, 2) == "\r\n")
        {
            ++i;
        }
        else if (c != '\n')
        {
            text += '\\';
            text += c;
        }
    }
    return text;
}

template <typename Context, typename Operand>
Expression Builder::chain(Expression::Kind kind, Context& context, Expression (Builder::*operand)(Operand&) const) const
{
    Expression result;
    result.kind = kind;
    result.span = spanOf(context);
    for (antlr4::tree::ParseTree* child : context.children)
    {
        if (auto* part = dynamic_cast<Operand*>(child))
        {
            result.operands.push_back((this->*operand)(*part));
        }
        else if (auto* sign = dynamic_cast<antlr4::tree::TerminalNode*>(child))
        {
            result.operators += sign->getText();
        }
    }
    return result.operands.size() == 1 ? Expression(std::move(result.operands[0])) : result;
}

Expression Builder::sum(ApiParser::SumContext& context) const
{
    return chain(Expression::Kind::sum, context, &Builder::product);
}

Expression Builder::product(ApiParser::ProductContext& context) const
{
    return chain(Expression::Kind::product, context, &Builder::atom);
}

Expression Builder::atom(ApiParser::AtomContext& context) const
{
    if (context.sum() != nullptr)
    {
        return sum(*context.sum());
    }
    Expression result;
    result.span = spanOf(context);
    if (context.NAME() != nullptr)
    {
        result.kind = Expression::Kind::name;
        result.name = name(context.NAME()->getSymbol());
    }
    else
    {
        result.literal = literal(*context.literal());
    }
    return result;
}

std::optional<Bound> Builder::bound(ApiParser::BoundContext* context) const
{
    if (context == nullptr)
    {
        return std::nullopt;
    }
    Bound result;
    result.span = spanOf(*context);
    result.maximum = sum(*context->maximum);
    result.hasMinimum = context->minimum != nullptr;
    if (result.hasMinimum)
    {
        diagnostics_.warning(kDeprecatedMinimum, result.span, "the minimum length is ignored")
            .suggest(fmt::format("write [{}]", sources_.text(result.maximum.span)));
    }
    return result;
}

}  // namespace ligature::api
