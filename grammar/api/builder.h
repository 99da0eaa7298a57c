// From the parse tree to the syntax tree. Private to this folder.
#pragma once

#include "ApiParser.h"
#include "grammar/api/comments.h"
#include "grammar/api/tree.h"
#include "grammar/diagnostic.h"

namespace ligature::api
{

/// Makes the declarations of `file`; one that holds a place of `mistakes` is left out and its name noted as broken.
void build(parser::ApiParser::FileContext& parsed, antlr4::TokenStream& tokens, const std::vector<Span>& mistakes,
           CommentCursor& comments, const SourceMap& sources, Diagnostics& diagnostics, Tree& tree);

}  // namespace ligature::api
