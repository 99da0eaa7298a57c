// What the parser found while it becomes a tree. Private to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ApiParser.h"
#include "grammar/api/builder.h"
#include "grammar/api/error_strategy.h"

namespace ligature::api
{

using parser::ApiParser;

/// Makes declarations of one file, in order.
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
    /// The same, not hexadecimal: a version, a message id, a size of messages.
    Literal decimal(antlr4::tree::TerminalNode* node) const;
    Literal literal(ApiParser::LiteralContext& context) const;
    std::string string(antlr4::tree::TerminalNode* node) const;
    Expression sum(ApiParser::SumContext& context) const;
    Expression product(ApiParser::ProductContext& context) const;
    Expression atom(ApiParser::AtomContext& context) const;
    std::optional<Bound> bound(ApiParser::BoundContext* context) const;
    Enumeration enumeration(antlr4::tree::TerminalNode* name, ApiParser::ElementsContext* list, uint32_t end) const;
    Structure structure(ApiParser::StructureContext& context) const;
    std::vector<Parameter> parameters(ApiParser::ParametersContext* context, uint32_t end) const;

    /// Operands with operators between them; one operand alone is no sum and no product.
    template <typename Context, typename Operand>
    Expression chain(Expression::Kind kind, Context& context, Expression (Builder::*operand)(Operand&) const) const;

    CommentCursor& comments_;
    const SourceMap& sources_;
    Diagnostics& diagnostics_;
    FileId file_;
};

}  // namespace ligature::api
