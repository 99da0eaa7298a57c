#include "grammar/api/builder.h"

#include "grammar/api/building.h"
#include "grammar/api/codes.h"

namespace ligature::api
{

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
        if (elements[i]->sum() != nullptr)
        {
            element.value = sum(*elements[i]->sum());
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
        // `handler file.Name` is the old form of `file.Name handler`.
        if (!parameter.name.scope().empty() && parameter.type.text != "handler")
        {
            diagnostics_.error(kScopedDeclaration, parameter.name.span, "a parameter's name has no dot");
        }
        parameter.bound = bound(list[i]->bound());
        bool isOut = list[i]->direction != nullptr && list[i]->direction->getType() == ApiParser::OUT;
        parameter.direction = isOut ? Direction::out : Direction::in;
        if (list[i]->OPTIONAL() != nullptr)
        {
            parameter.optional = api::spanOf(*list[i]->OPTIONAL()->getSymbol(), file_);
        }
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
        result.what = Setting{Setting::Kind::apiVersion, decimal(version->NUMBER())};
    }
    else if (auto* serving = item.servingVersion())
    {
        result.what = Setting{Setting::Kind::servingVersion, decimal(serving->NUMBER())};
    }
    else if (auto* size = item.messageSize())
    {
        result.what = Setting{Setting::Kind::messageSize, decimal(size->NUMBER())};
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
        if (function->ONEWAY() != nullptr)
        {
            made.oneWay = api::spanOf(*function->ONEWAY()->getSymbol(), file_);
        }
        if (function->type != nullptr)
        {
            made.returnType = name(function->type);
            made.returnBound = bound(function->bound());
        }
        made.name = name(function->name);
        if (!made.name.scope().empty())
        {
            diagnostics_.error(kScopedDeclaration, made.name.span, "a declared name has no dot");
        }
        made.parameters = parameters(function->parameters(), end);
        if (function->NUMBER() != nullptr)
        {
            made.id = decimal(function->NUMBER());
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
            made.addId = decimal(event->NUMBER(0));
            made.removeId = decimal(event->NUMBER(1));
        }
        result.what = std::move(made);
    }
    return result;
}

namespace
{

// The name that follows the keyword of a declaration that could not be read: `FUNCTION type Name` has it second, and
// `API_VERSION = n` is known by its keyword.
void noteBroken(ApiParser::ItemContext& item, antlr4::TokenStream& tokens, const SourceMap& sources, Tree& tree)
{
    tree.broken.emplace_back(sources.text(spanOf(*item.getStart(), tree.file)));
    const size_t keywords = item.getStart()->getType() == ApiParser::ONEWAY ? 2 : 1;
    for (size_t i = item.getStart()->getTokenIndex() + keywords; i < tokens.size(); ++i)
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
        bool isBroken = items[i]->exception != nullptr;
        for (size_t at = mistake; at < mistakes.size() && mistakes[at].begin <= next; ++at)
        {
            isBroken = isBroken || mistakes[at].begin < end || mistakes[at].begin == next;
        }
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
