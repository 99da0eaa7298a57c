#include "grammar/api/error_strategy.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

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

bool isDirection(const antlr4::Token& token)
{
    return token.getType() == ApiParser::IN || token.getType() == ApiParser::OUT;
}

// What stands behind the keyword when it does begin a declaration.
bool isGoneOnWith(const antlr4::Token& keyword, const antlr4::Token& next)
{
    switch (keyword.getType())
    {
        case ApiParser::API_VERSION:
        case ApiParser::SERVING_VERSION:
        case ApiParser::API_MSG_SIZE:
            return next.getText() == "=";
        case ApiParser::ONEWAY:
            return next.getType() == ApiParser::FUNCTION;
        default:
            return next.getType() == ApiParser::NAME;
    }
}

// In what is in brackets behind the name, or behind it.
bool isAmongParameters(antlr4::Parser& parser)
{
    switch (parser.getContext()->getRuleIndex())
    {
        case ApiParser::RuleParameters:
        case ApiParser::RuleParameter:
            return true;
        case ApiParser::RuleHandler:
        case ApiParser::RuleFunction:
        case ApiParser::RuleEvent:
            return !beginsDeclaration(parser.getTokenStream()->LT(-1)->getType());
        default:
            return false;
    }
}

// `FUNCTION EVENT();` or `ENUM Mode { IN };`: a keyword stands where a declaration has a name of its own.
bool isKeywordForName(antlr4::Parser& parser, const antlr4::Token& offending, const antlr4::misc::IntervalSet& expected)
{
    antlr4::TokenStream& tokens = *parser.getTokenStream();
    const antlr4::Token* previous = tokens.LT(-1);
    const std::string before = previous != nullptr ? previous->getText() : "";
    if (!expected.contains(static_cast<size_t>(ApiParser::NAME)) && before != "{" && before != ",")
    {
        return false;
    }
    if (isDirection(offending))
    {
        return !isAmongParameters(parser);
    }
    return parser.getContext()->getRuleIndex() != ApiParser::RuleFile && beginsDeclaration(offending.getType()) &&
           !isGoneOnWith(offending, *tokens.LT(2));
}

}  // namespace

std::vector<Span> ErrorStrategy::places() const
{
    std::vector<Span> all = places_;
    std::ranges::stable_sort(all, {}, &Span::begin);
    return all;
}

// Whether a mistake that was known lies before it in its declaration, or in what stands between two.
bool ErrorStrategy::isBehindKnown(antlr4::Parser& parser, Span offending) const
{
    uint32_t begin = 0;
    if (parser.getContext()->getRuleIndex() == ApiParser::RuleFile)
    {
        const antlr4::Token* previous = parser.getTokenStream()->LT(-1);
        begin = previous != nullptr ? spanOf(*previous, file_).end : 0;
    }
    else
    {
        antlr4::ParserRuleContext* context = parser.getContext();
        while (context->getRuleIndex() != ApiParser::RuleItem && context->parent != nullptr)
        {
            context = dynamic_cast<antlr4::ParserRuleContext*>(context->parent);
        }
        begin = spanOf(*context->getStart(), file_).begin;
    }
    const auto known = std::span(places_).first(known_);
    return std::ranges::any_of(known, [&](Span one) { return one.begin >= begin && one.begin <= offending.begin; });
}

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
    antlr4::misc::IntervalSet expected = mistake.getExpectedTokens();
    hasKeywordForName_ = isKeywordForName(*parser, *offending, expected);
    if (isBehindKnown(*parser, span))
    {
        return;
    }

    bool atEnd = offending->getType() == antlr4::Token::EOF;
    std::string found = atEnd ? "the end of the file" : fmt::format("'{}'", sources_.text(span));
    const antlr4::dfa::Vocabulary& vocabulary = parser->getVocabulary();

    // A declaration that was not finished: the mistake is where it stops, not where the next one begins.
    antlr4::Token* previous = parser->getTokenStream()->LT(-1);
    bool stopsHere = atEnd || (beginsDeclaration(offending->getType()) && !hasKeywordForName_);
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
        std::vector<std::string> keywords = {"USETYPES",        "DEFINE",      "ENUM",     "BITMASK", "REFERENCE",
                                             "STRUCT",          "HANDLER",     "FUNCTION", "EVENT",   "API_VERSION",
                                             "SERVING_VERSION", "API_MSG_SIZE"};
        std::string upper = word;
        std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
        if (upper == "ONEWAY")
        {
            diagnostic.suggest("write: ONEWAY FUNCTION name(parameters);");
        }
        else if (std::string nearest = nearestName(word, keywords); !nearest.empty())
        {
            diagnostic.suggest(fmt::format("did you mean {}?", nearest));
        }
        return;
    }
    auto& diagnostic = diagnostics_.error(
        kSyntax, span,
        wanted.empty() ? fmt::format("unexpected {}", found) : fmt::format("expected {}, found {}", wanted, found));
    if (hasKeywordForName_)
    {
        diagnostic.suggest(fmt::format("{} is a word of the language: choose another name", sources_.text(span)));
    }
    else if (isAmongParameters(*parser) && (sources_.text(span) == "INOUT" ||
                                            (isDirection(*offending) && previous != nullptr && isDirection(*previous))))
    {
        diagnostic.suggest("a parameter goes one way, IN or OUT: what goes both ways is two parameters");
    }
    else if (isAmongParameters(*parser) && (sources_.text(span) == "in" || sources_.text(span) == "out"))
    {
        diagnostic.suggest("a direction is written in capitals");
    }
    else if (isDirection(*offending) && isAmongParameters(*parser))
    {
        diagnostic.suggest("a direction stands after the parameter: type name IN");
    }
    else if (found == "'['" && expected.contains(static_cast<size_t>(ApiParser::NAME)))
    {
        diagnostic.suggest("a bound stands behind the name: type name[100]");
    }
    else if (found == "')'" && previous != nullptr && previous->getText() == "void")
    {
        diagnostic.suggest("nothing stands between the brackets where there are no parameters");
    }
    else if (parser->getContext()->getRuleIndex() == ApiParser::RuleLiteral && previous != nullptr)
    {
        diagnostic.suggest("a sign stands in front of digits alone: subtract from 0 instead");
    }
    else if (found == "']'" && previous != nullptr && previous->getText() == "[")
    {
        diagnostic.suggest("say how many there are at most, as in [100]: a message is only as long as what is in it");
    }
    else if (sources_.text(span) == "OPTIONAL" && isAmongParameters(*parser))
    {
        diagnostic.suggest("OPTIONAL stands behind IN: type name IN OPTIONAL");
    }
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr)
{
    bool atFile = parser->getContext()->getRuleIndex() == ApiParser::RuleFile;
    antlr4::TokenStream* tokens = parser->getTokenStream();
    if (hasKeywordForName_ && tokens->LA(1) != antlr4::Token::EOF)
    {
        hasKeywordForName_ = false;
        parser->consume();
    }
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
