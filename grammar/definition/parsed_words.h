// Words and places of what ANTLR has parsed.
#pragma once

#include <vector>

#include "ParserRuleContext.h"
#include "grammar/definition/tokens.h"
#include "grammar/definition/tree.h"
#include "tree/TerminalNode.h"

namespace ligature::definition
{

/// Whether a context was parsed without a mistake.
bool isSound(const antlr4::ParserRuleContext* context);

Word wordOf(const antlr4::Token& token);
Word wordOf(antlr4::tree::TerminalNode* node);

/// The text of a context that is one word: its tokens touch each other.
Word wordOf(const antlr4::ParserRuleContext& context);

std::vector<Word> wordsOf(const std::vector<antlr4::tree::TerminalNode*>& nodes);

/// Of those that are sound.
template <typename Context>
std::vector<Word> wordsOf(const std::vector<Context*>& contexts)
{
    std::vector<Word> words;
    words.reserve(contexts.size());
    for (const Context* context : contexts)
    {
        if (isSound(context))
        {
            words.push_back(wordOf(*context));
        }
    }
    return words;
}

Span spanOf(const antlr4::ParserRuleContext& context);

}  // namespace ligature::definition
