#include "grammar/api/builder.h"

#include <fmt/format.h>

#include "grammar/api/codes.h"
#include "grammar/api/error_strategy.h"

namespace ligature::api
{

using parser::ApiParser;

namespace
{

class Builder
{
public:
    Builder(CommentCursor& comments, const SourceMap& sources, Diagnostics& diagnostics, FileId file)
        : comments_(comments), sources_(sources), diagnostics_(diagnostics), file_(file)
    {
    }

    Declaration declaration(ApiParser::ItemContext& item);
    Span spanOf(antlr4::ParserRuleContext& context) const
    {
        return join(api::spanOf(*context.getStart(), file_), api::spanOf(*context.getStop(), file_));
    }

private:
    Name name(antlr4::Token* token) const;
    Name declaredName(antlr4::tree::TerminalNode* node) const;
    Literal number(antlr4::tree::TerminalNode* node) const;
    Literal literal(ApiParser::LiteralContext& context) const;
    std::string string(antlr4::tree::TerminalNode* node) const;
    Expression sum(ApiParser::SumContext& context) const;
    Expression product(ApiParser::ProductContext& context) const;
    Expression atom(ApiParser::AtomContext& context) const;
    Expression size(ApiParser::SizeContext& context) const;
    std::optional<Bound> bound(ApiParser::BoundContext* context) const;
    Enumeration enumeration(antlr4::tree::TerminalNode* name, ApiParser::ElementsContext* list, uint32_t end) const;
    Structure structure(ApiParser::StructureContext& context) const;
    std::vector<Parameter> parameters(ApiParser::ParametersContext* context, uint32_t end) const;

    template <typename Context>
    void fold(Expression& result, Context& context, const std::vector<antlr4::tree::ParseTree*>& children) const;

    CommentCursor& comments_;
    const SourceMap& sources_;
    Diagnostics& diagnostics_;
    FileId file_;
};

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

// 0, decimal without leading zero, or 0x and hexadecimal digits, up to 64 bits.
Literal Builder::number(antlr4::tree::TerminalNode* node) const
{
    Literal result;
    result.span = api::spanOf(*node->getSymbol(), file_);
    std::string_view text = sources_.text(result.span);
    bool isHex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    std::string_view digits = isHex ? text.substr(2) : text;
    unsigned base = isHex ? 16 : 10;
    if (!isHex && text.size() > 1 && text[0] == '0' && text.find_first_not_of("0123456789") == std::string_view::npos)
    {
        size_t first = std::min(text.find_first_not_of('0'), text.size() - 1);
        diagnostics_.error(kBadNumber, result.span, fmt::format("number {} starts with 0", text))
            .suggest(fmt::format("write {}", text.substr(first)));
        return result;
    }
    for (char c : digits)
    {
        int lower = std::tolower(static_cast<unsigned char>(c));
        unsigned digit = c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
        if (digit >= base)
        {
            diagnostics_.error(kBadNumber, result.span, fmt::format("'{}' is not a number", text))
                .suggest("a name starts with a letter");
            return result;
        }
        if (__builtin_mul_overflow(result.magnitude, base, &result.magnitude) ||
            __builtin_add_overflow(result.magnitude, digit, &result.magnitude))
        {
            diagnostics_.error(kBadNumber, result.span, "number has more than 64 bits");
            result.magnitude = 0;
            return result;
        }
    }
    return result;
}

Literal Builder::literal(ApiParser::LiteralContext& context) const
{
    Literal result = number(context.NUMBER());
    if (context.children.size() == 2)
    {
        result.negative = context.children[0]->getText() == "-";
        std::string_view text = sources_.text(result.span);
        bool isHex = text.starts_with("0x") || text.starts_with("0X");
        result.span = spanOf(context);
        if (isHex)
        {
            diagnostics_.error(kBadNumber, result.span, "a hexadecimal number takes no sign")
                .suggest("write the number in decimal");
        }
        else if (result.negative && result.magnitude > uint64_t{1} << 63)
        {
            diagnostics_.error(kBadNumber, result.span, "number has more than 64 bits");
            result.magnitude = 0;
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
        else if (c != '\n')
        {
            text += '\\';
            text += c;
        }
    }
    return text;
}

Expression Builder::sum(ApiParser::SumContext& context) const
{
    Expression result;
    result.kind = Expression::Kind::sum;
    result.span = spanOf(context);
    for (antlr4::tree::ParseTree* child : context.children)
    {
        if (auto* operand = dynamic_cast<ApiParser::ProductContext*>(child))
        {
            result.operands.push_back(product(*operand));
        }
        else
        {
            result.operators += child->getText();
        }
    }
    return result.operands.size() == 1 ? Expression(std::move(result.operands[0])) : result;
}

Expression Builder::product(ApiParser::ProductContext& context) const
{
    Expression result;
    result.kind = Expression::Kind::product;
    result.span = spanOf(context);
    for (antlr4::tree::ParseTree* child : context.children)
    {
        if (auto* operand = dynamic_cast<ApiParser::AtomContext*>(child))
        {
            result.operands.push_back(atom(*operand));
        }
        else
        {
            result.operators += child->getText();
        }
    }
    return result.operands.size() == 1 ? Expression(std::move(result.operands[0])) : result;
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

Expression Builder::size(ApiParser::SizeContext& context) const
{
    Expression result;
    result.span = spanOf(context);
    if (context.NAME() != nullptr)
    {
        result.kind = Expression::Kind::name;
        result.name = name(context.NAME()->getSymbol());
    }
    else
    {
        result.literal = number(context.NUMBER());
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
    result.maximum = size(*context->maximum);
    result.hasMinimum = context->minimum != nullptr;
    if (result.hasMinimum)
    {
        diagnostics_.warning(kDeprecatedMinimum, result.span, "the minimum length is ignored")
            .suggest(fmt::format("write [{}]", sources_.text(result.maximum.span)));
    }
    return result;
}

Enumeration Builder::enumeration(antlr4::tree::TerminalNode* declared, ApiParser::ElementsContext* list,
                                 uint32_t end) const
{
    Enumeration result;
    result.name = declaredName(declared);
    if (list == nullptr)
    {
        return result;
    }
    std::vector<ApiParser::ElementContext*> elements = list->element();
    for (size_t i = 0; i < elements.size(); ++i)
    {
        Element element;
        element.name = declaredName(elements[i]->NAME());
        if (elements[i]->literal() != nullptr)
        {
            element.value = literal(*elements[i]->literal());
        }
        uint32_t until = i + 1 < elements.size() ? elements[i + 1]->getStart()->getStartIndex() : end;
        element.documentation = comments_.takeAfter(element.name.span.end, until);
        result.elements.push_back(std::move(element));
    }
    return result;
}

Structure Builder::structure(ApiParser::StructureContext& context) const
{
    Structure result;
    result.name = declaredName(context.NAME());
    uint32_t end = spanOf(context).end;
    std::vector<ApiParser::MemberContext*> members = context.member();
    for (size_t i = 0; i < members.size(); ++i)
    {
        Member member;
        member.type = name(members[i]->NAME(0)->getSymbol());
        member.name = declaredName(members[i]->NAME(1));
        member.bound = bound(members[i]->bound());
        uint32_t until = i + 1 < members.size() ? members[i + 1]->getStart()->getStartIndex() : end;
        member.documentation = comments_.takeAfter(member.name.span.end, until);
        result.members.push_back(std::move(member));
    }
    return result;
}

std::vector<Parameter> Builder::parameters(ApiParser::ParametersContext* context, uint32_t end) const
{
    std::vector<Parameter> result;
    if (context == nullptr)
    {
        return result;
    }
    std::vector<ApiParser::ParameterContext*> list = context->parameter();
    for (size_t i = 0; i < list.size(); ++i)
    {
        Parameter parameter;
        parameter.span = spanOf(*list[i]);
        parameter.type = name(list[i]->type);
        parameter.name = name(list[i]->name);
        if (!parameter.name.scope().empty())
        {
            diagnostics_.error(kScopedDeclaration, parameter.name.span, "a parameter's name has no dot");
        }
        parameter.bound = bound(list[i]->bound());
        bool isOut = list[i]->direction != nullptr && list[i]->direction->getType() == ApiParser::OUT;
        parameter.direction = isOut ? Direction::out : Direction::in;
        uint32_t until = i + 1 < list.size() ? list[i + 1]->getStart()->getStartIndex() : end;
        parameter.documentation = comments_.takeAfter(parameter.span.begin, until);
        result.push_back(std::move(parameter));
    }
    return result;
}

Declaration Builder::declaration(ApiParser::ItemContext& item)
{
    Declaration result;
    result.span = spanOf(item);
    uint32_t end = result.span.end;
    if (auto* use = item.useTypes())
    {
        result.what = UseTypes{name(use->NAME()->getSymbol())};
    }
    else if (auto* version = item.apiVersion())
    {
        result.what = Setting{Setting::Kind::apiVersion, number(version->NUMBER())};
    }
    else if (auto* serving = item.servingVersion())
    {
        result.what = Setting{Setting::Kind::servingVersion, number(serving->NUMBER())};
    }
    else if (auto* size = item.messageSize())
    {
        result.what = Setting{Setting::Kind::messageSize, number(size->NUMBER())};
    }
    else if (auto* define = item.define())
    {
        Define made{declaredName(define->NAME()), {}};
        if (define->STRING() != nullptr)
        {
            made.value.kind = Expression::Kind::text;
            made.value.span = api::spanOf(*define->STRING()->getSymbol(), file_);
            made.value.text = string(define->STRING());
        }
        else
        {
            made.value = sum(*define->sum());
        }
        result.what = std::move(made);
    }
    else if (auto* list = item.enumeration())
    {
        result.what = enumeration(list->NAME(), list->elements(), end);
    }
    else if (auto* mask = item.bitmask())
    {
        Enumeration made = enumeration(mask->NAME(), mask->elements(), end);
        made.isBitmask = true;
        result.what = std::move(made);
    }
    else if (auto* reference = item.reference())
    {
        result.what = Reference{declaredName(reference->NAME())};
    }
    else if (auto* structured = item.structure())
    {
        result.what = structure(*structured);
    }
    else if (auto* handler = item.handler())
    {
        result.what = Handler{declaredName(handler->NAME()), parameters(handler->parameters(), end)};
    }
    else if (auto* function = item.function())
    {
        Function made;
        if (function->type != nullptr)
        {
            made.returnType = name(function->type);
        }
        made.name = name(function->name);
        if (!made.name.scope().empty())
        {
            diagnostics_.error(kScopedDeclaration, made.name.span, "a declared name has no dot");
        }
        made.parameters = parameters(function->parameters(), end);
        if (function->NUMBER() != nullptr)
        {
            made.id = number(function->NUMBER());
        }
        result.what = std::move(made);
    }
    else if (auto* event = item.event())
    {
        Event made;
        made.name = declaredName(event->NAME());
        made.parameters = parameters(event->parameters(), end);
        if (event->NUMBER().size() == 2)
        {
            made.addId = number(event->NUMBER(0));
            made.removeId = number(event->NUMBER(1));
        }
        result.what = std::move(made);
    }
    return result;
}

// The name that follows the keyword of a declaration that could not be read: `FUNCTION type Name` has it second.
void noteBroken(ApiParser::ItemContext& item, antlr4::TokenStream& tokens, const SourceMap& sources, Tree& tree)
{
    for (size_t i = item.getStart()->getTokenIndex() + 1; i < tokens.size(); ++i)
    {
        antlr4::Token* token = tokens.get(i);
        if (token->getType() != ApiParser::NAME)
        {
            return;
        }
        tree.broken.emplace_back(sources.text(spanOf(*token, tree.file)));
    }
}

// With the comments in front of the first declaration, all but the one that belongs to it are about the file.
void attach(std::vector<Documentation> before, bool isFirst, Declaration& declaration, Tree& tree)
{
    bool isDocumented =
        !std::holds_alternative<UseTypes>(declaration.what) && !std::holds_alternative<Setting>(declaration.what);
    if (isDocumented && !before.empty())
    {
        declaration.documentation = std::move(before.back());
        before.pop_back();
    }
    if (isFirst)
    {
        tree.fileComments = std::move(before);
    }
}

}  // namespace

void build(ApiParser::FileContext& parsed, antlr4::TokenStream& tokens, const std::vector<Span>& mistakes,
           CommentCursor& comments, const SourceMap& sources, Diagnostics& diagnostics, Tree& tree)
{
    Builder builder(comments, sources, diagnostics, tree.file);
    std::vector<ApiParser::ItemContext*> items = parsed.item();
    size_t mistake = 0;
    for (size_t i = 0; i < items.size(); ++i)
    {
        uint32_t begin = items[i]->getStart()->getStartIndex();
        uint32_t end = spanOf(*items[i]->getStop(), tree.file).end;
        uint32_t next = i + 1 < items.size() ? items[i + 1]->getStart()->getStartIndex()
                                             : static_cast<uint32_t>(sources.text(tree.file).size());
        while (mistake < mistakes.size() && mistakes[mistake].begin <= begin)
        {
            ++mistake;
        }
        std::vector<Documentation> before = comments.takeBefore(begin);
        // A mistake at the next keyword or the end of the file: the declaration before it was not finished.
        bool isBroken =
            items[i]->exception != nullptr ||
            (mistake < mistakes.size() && (mistakes[mistake].begin < end || mistakes[mistake].begin == next));
        if (isBroken)
        {
            noteBroken(*items[i], tokens, sources, tree);
            continue;
        }
        Declaration made = builder.declaration(*items[i]);
        attach(std::move(before), i == 0, made, tree);
        tree.declarations.push_back(std::move(made));
    }
}

}  // namespace ligature::api
