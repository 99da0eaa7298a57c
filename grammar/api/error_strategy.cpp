#include "grammar/api/error_strategy.h"

#include <fmt/format.h>

#include "ApiParser.h"
#include "grammar/api/codes.h"
#include "grammar/api/read.h"
#include "grammar/api/tokens.h"

namespace ligature::api
{

using parser::ApiParser;

bool beginsDeclaration(size_t tokenType)
{
    return tokenType >= ApiParser::USETYPES && tokenType <= ApiParser::EVENT;
}

namespace
{

std::string describe(size_t tokenType, const antlr4::dfa::Vocabulary& vocabulary)
{
    switch (tokenType)
    {
        case ApiParser::NAME:
            return "a name";
        case ApiParser::NUMBER:
            return "a number";
        case ApiParser::STRING:
            return "a string";
        case antlr4::Token::EOF:
            return "the end of the file";
        default:
            break;
    }
    std::string literal = vocabulary.getLiteralName(tokenType);
    return literal.empty() ? fmt::format("'{}'", vocabulary.getSymbolicName(tokenType)) : literal;
}

// "a name, ';' or '='"; nothing when the list is too long to help.
std::string describe(const antlr4::misc::IntervalSet& expected, const antlr4::dfa::Vocabulary& vocabulary)
{
    constexpr size_t kMostListed = 4;
    std::vector<std::string> names;
    for (ssize_t type : expected.toList())
    {
        if (names.size() == kMostListed)
        {
            return {};
        }
        names.push_back(describe(static_cast<size_t>(type), vocabulary));
    }
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
    {
        text += (i == 0 ? "" : i + 1 == names.size() ? " or " : ", ") + names[i];
    }
    return text;
}

}  // namespace

void ErrorStrategy::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& mistake)
{
    if (inErrorRecoveryMode(parser))
    {
        return;
    }
    beginErrorCondition(parser);
    antlr4::Token* offending = mistake.getOffendingToken();
    if (offending == nullptr)
    {
        offending = parser->getCurrentToken();
    }
    Span span = spanOf(*offending, file_);
    places_.push_back(span);

    bool atEnd = offending->getType() == antlr4::Token::EOF;
    std::string found = atEnd ? "the end of the file" : fmt::format("'{}'", sources_.text(span));
    antlr4::misc::IntervalSet expected = mistake.getExpectedTokens();
    const antlr4::dfa::Vocabulary& vocabulary = parser->getVocabulary();

    // A declaration that was not finished: the mistake is where it stops, not where the next one begins.
    antlr4::Token* previous = parser->getTokenStream()->LT(-1);
    bool stopsHere = atEnd || beginsDeclaration(offending->getType());
    std::string wanted = describe(expected, vocabulary);
    if (stopsHere && previous != nullptr && parser->getContext()->getRuleIndex() != ApiParser::RuleFile)
    {
        Span end = spanOf(*previous, file_);
        diagnostics_.error(kSyntax, end,
                           wanted.empty() ? fmt::format("the declaration is not complete: {} follows", found)
                                          : fmt::format("expected {} after this, found {}", wanted, found));
        return;
    }
    if (parser->getContext()->getRuleIndex() == ApiParser::RuleFile)
    {
        auto& diagnostic = diagnostics_.error(kSyntax, span, fmt::format("expected a declaration, found {}", found));
        std::string word(sources_.text(span));
        std::vector<std::string> keywords = {"USETYPES", "DEFINE",  "ENUM",     "BITMASK", "REFERENCE",
                                             "STRUCT",   "HANDLER", "FUNCTION", "EVENT"};
        std::string upper = word;
        std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
        if (upper == "ONEWAY")
        {
            diagnostic.suggest("write: ONEWAY FUNCTION name(parameters);");
        }
        else if (std::string nearest = nearestName(upper, keywords); !nearest.empty())
        {
            diagnostic.suggest(fmt::format("did you mean {}?", nearest));
        }
        return;
    }
    auto& diagnostic = diagnostics_.error(
        kSyntax, span,
        wanted.empty() ? fmt::format("unexpected {}", found) : fmt::format("expected {}, found {}", wanted, found));
    if (offending->getType() == ApiParser::IN || offending->getType() == ApiParser::OUT)
    {
        diagnostic.suggest("a direction stands after the parameter: type name IN");
    }
    else if (found == "']'" && previous != nullptr && previous->getText() == "[")
    {
        diagnostic.suggest("say how many there are at most, as in [100]: a message is only as long as what is in it");
    }
    else if (sources_.text(span) == "OPTIONAL")
    {
        diagnostic.suggest("OPTIONAL stands behind IN: type name IN OPTIONAL");
    }
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr)
{
    bool atFile = parser->getContext()->getRuleIndex() == ApiParser::RuleFile;
    antlr4::TokenStream* tokens = parser->getTokenStream();
    // The mistake may be the very keyword where a declaration should go on: that one begins the next.
    while (tokens->LA(1) != antlr4::Token::EOF && (atFile || !beginsDeclaration(tokens->LA(1))))
    {
        parser->consume();
    }
}

antlr4::Token* ErrorStrategy::recoverInline(antlr4::Parser* parser)
{
    throw antlr4::InputMismatchException(parser);
}

}  // namespace ligature::api
