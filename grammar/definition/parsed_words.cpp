#include "grammar/definition/parsed_words.h"

namespace ligature::definition
{

bool isSound(const antlr4::ParserRuleContext* context)
{
    return context != nullptr && !context->exception && context->start != nullptr && context->stop != nullptr;
}

Word wordOf(const antlr4::Token& token)
{
    return {std::string(textOf(token)), spanOf(token)};
}

Word wordOf(antlr4::tree::TerminalNode* node)
{
    return wordOf(*node->getSymbol());
}

Word wordOf(const antlr4::ParserRuleContext& context)
{
    Word word = wordOf(*context.start);
    word.span.end = spanOf(*context.stop).end;
    const auto* stream = static_cast<const ByteStream*>(context.start->getInputStream());
    word.raw = stream->bytes().substr(word.span.begin, word.span.end - word.span.begin);
    return word;
}

std::vector<Word> wordsOf(const std::vector<antlr4::tree::TerminalNode*>& nodes)
{
    std::vector<Word> words;
    words.reserve(nodes.size());
    for (antlr4::tree::TerminalNode* node : nodes)
    {
        words.push_back(wordOf(node));
    }
    return words;
}

Span spanOf(const antlr4::ParserRuleContext& context)
{
    return join(definition::spanOf(*context.start), definition::spanOf(*context.stop));
}

}  // namespace ligature::definition
