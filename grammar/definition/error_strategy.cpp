#include "grammar/definition/error_strategy.h"

#include <atn/ATN.h>
#include <atn/ATNState.h>
#include <fmt/format.h>

#include <limits>

#include "DefinitionParser.h"
#include "InputMismatchException.h"
#include "grammar/codes.h"
#include "grammar/definition/tokens.h"

namespace ligature::definition
{
namespace
{

using Parser = DefinitionParser;

constexpr size_t kAnyColumn = std::numeric_limits<size_t>::max();

/// Longer texts are quoted in part.
constexpr size_t kLongestQuote = 40;

/// "a name, '=' or '}'"
std::string describe(const antlr4::misc::IntervalSet& expected)
{
    std::vector<std::string_view> parts;
    const auto has = [&](size_t type) { return expected.contains(static_cast<ssize_t>(type)); };
    const auto add = [&](size_t type, std::string_view text)
    {
        if (has(type))
        {
            parts.push_back(text);
        }
    };
    const bool anyWord = has(Parser::SLASH);
    if (anyWord)
    {
        parts.push_back("a word");
    }
    else
    {
        add(Parser::NAME, "a name");
        add(Parser::QUOTED, "a quoted word");
        add(Parser::COLON, "':'");
        add(Parser::DOT, "'.'");
        add(Parser::EQUALS, "'='");
        add(Parser::STAR, "'*'");
        add(Parser::USER, "'<user>'");
    }
    add(Parser::ARROW, "'->'");
    add(Parser::LPAREN, "'('");
    add(Parser::RPAREN, "')'");
    add(Parser::LBRACE, "'{'");
    add(Parser::RBRACE, "'}'");
    add(antlr4::Token::EOF, "the end of the file");
    std::string text;
    for (size_t i = 0; i < parts.size(); ++i)
    {
        text += i == 0 ? "" : i + 1 == parts.size() ? " or " : ", ";
        text += parts[i];
    }
    return text;
}

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) ||
           std::string_view("._-:;+=?/$").find(c) != std::string_view::npos;
}

/// The span of the token, or of the whole bare word that it begins.
Span wholeWord(const antlr4::Token& token)
{
    Span span = spanOf(token);
    const std::string_view text = textOf(token);
    if (text.empty() || !isWordCharacter(text.back()))
    {
        return span;
    }
    const std::string_view bytes = static_cast<const ByteStream*>(token.getInputStream())->bytes();
    while (span.end < bytes.size() && isWordCharacter(bytes[span.end]))
    {
        ++span.end;
    }
    return span;
}

std::string quote(const antlr4::Token& token, Span span)
{
    if (token.getType() == antlr4::Token::EOF)
    {
        return "the end of the file";
    }
    const std::string_view text =
        static_cast<const ByteStream*>(token.getInputStream())->bytes().substr(span.begin, span.end - span.begin);
    if (text.empty())
    {
        return token.getType() == Parser::RPAREN ? "')'" : "'}'";
    }
    return text.size() <= kLongestQuote ? fmt::format("'{}'", text)
                                        : fmt::format("'{}...'", text.substr(0, kLongestQuote));
}

/// Entries are what recovery skips: a section, and what stands directly in its list.
bool isEntry(const antlr4::ParserRuleContext& context)
{
    if (context.getRuleIndex() == Parser::RuleSection)
    {
        return true;
    }
    const auto* parent = dynamic_cast<const antlr4::ParserRuleContext*>(context.parent);
    return parent == nullptr || parent->getRuleIndex() == Parser::RuleSection;
}

bool startsLine(const antlr4::Token& last, const antlr4::Token& next)
{
    return last.getInputStream() != next.getInputStream() || last.getLine() != next.getLine();
}

}  // namespace

void ErrorStrategy::report(antlr4::Parser& parser, antlr4::Token& found, const antlr4::misc::IntervalSet& expected)
{
    const antlr4::Token* last = parser.getTokenStream()->LT(-1);
    const bool missesBrace = expected.size() == 1 && expected.contains(static_cast<ssize_t>(Parser::LBRACE));
    if (missesBrace)
    {
        report_.expectStrayCloser();
    }
    const Span span = wholeWord(found);
    const Progress progress(report_, found.getTokenIndex());
    const std::string wanted = describe(expected);
    Diagnostic& error =
        report_.syntax(codes::kUnexpected, span,
                       wanted.empty() ? fmt::format("unexpected {}", quote(found, span))
                                      : fmt::format("expected {}, found {}", wanted, quote(found, span)));
    if (last != nullptr && last->getType() == Parser::NAME && found.getType() == Parser::DASH && touches(*last, found))
    {
        error.suggest("names consist of letters, digits and _");
    }
}

void ErrorStrategy::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error)
{
    report(*parser, *error.getOffendingToken(), parser->getExpectedTokens());
}

antlr4::Token* ErrorStrategy::recoverInline(antlr4::Parser* parser)
{
    throw antlr4::InputMismatchException(parser);
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr error)
{
    const antlr4::ParserRuleContext& context = *parser->getContext();
    if (!isEntry(context))
    {
        std::rethrow_exception(error);
    }
    antlr4::TokenStream& tokens = *parser->getTokenStream();
    size_t depth = 0;
    for (size_t at = context.start->getTokenIndex(); at < tokens.index(); ++at)
    {
        const size_t type = tokens.get(at)->getType();
        const bool opens = type == Parser::LBRACE || type == Parser::LPAREN;
        const bool closes = type == Parser::RBRACE || type == Parser::RPAREN;
        depth = opens ? depth + 1 : closes && depth > 0 ? depth - 1 : depth;
    }
    if (tokens.index() == context.start->getTokenIndex() && tokens.LA(1) != antlr4::Token::EOF)
    {
        const size_t type = tokens.LA(1);
        if (type == Parser::RBRACE || type == Parser::RPAREN)
        {
            return;
        }
        depth += type == Parser::LBRACE || type == Parser::LPAREN ? 1 : 0;
        parser->consume();
    }
    const bool isSection = context.getRuleIndex() == Parser::RuleSection;
    skip(*parser, depth, isSection ? context.start->getCharPositionInLine() : kAnyColumn);
}

/// Consumes up to the next line of the same depth that starts at `column` or left of it, or up to the closer of the
/// list.
void ErrorStrategy::skip(antlr4::Parser& parser, size_t depth, size_t column)
{
    antlr4::TokenStream& tokens = *parser.getTokenStream();
    for (;;)
    {
        const antlr4::Token& next = *tokens.LT(1);
        const size_t type = next.getType();
        const bool closes = type == Parser::RBRACE || type == Parser::RPAREN;
        if (type == antlr4::Token::EOF || (depth == 0 && closes))
        {
            return;
        }
        if (depth == 0 && startsLine(*tokens.LT(-1), next) && next.getCharPositionInLine() <= column)
        {
            return;
        }
        depth += type == Parser::LBRACE || type == Parser::LPAREN ? 1 : 0;
        depth -= closes ? 1 : 0;
        parser.consume();
    }
}

void ErrorStrategy::sync(antlr4::Parser* parser)
{
    const antlr4::atn::ATN& atn = parser->getATN();
    antlr4::atn::ATNState* state = atn.states[parser->getState()];
    const size_t kind = state->getStateType();
    if (kind != antlr4::atn::ATNState::STAR_LOOP_ENTRY && kind != antlr4::atn::ATNState::STAR_LOOP_BACK)
    {
        return;
    }
    const antlr4::misc::IntervalSet& expected = atn.nextTokens(state);
    antlr4::TokenStream& tokens = *parser->getTokenStream();
    if (expected.contains(antlr4::Token::EPSILON))
    {
        return;
    }
    while (!expected.contains(static_cast<ssize_t>(tokens.LA(1))))
    {
        antlr4::Token& found = *tokens.LT(1);
        report(*parser, found, expected);
        const size_t type = found.getType();
        if (type == antlr4::Token::EOF || type == Parser::RBRACE || type == Parser::RPAREN)
        {
            return;
        }
        parser->consume();
        skip(*parser, type == Parser::LBRACE || type == Parser::LPAREN ? 1 : 0, kAnyColumn);
    }
}

}  // namespace ligature::definition
