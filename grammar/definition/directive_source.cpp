#include "grammar/definition/directive_source.h"

#include <CommonToken.h>
#include <CommonTokenFactory.h>
#include <fmt/format.h>

#include "DefinitionLexer.h"
#include "grammar/codes.h"
#include "grammar/definition/tokens.h"

namespace ligature::definition
{

using Lexer = DefinitionLexer;

DirectiveSource::DirectiveSource(ReadContext& context, Report& report, FileId file, bool setsVariables)
    : context_(context), report_(report)
{
    if (setsVariables)
    {
        buildVars_.emplace(context, report);
    }
    streams_.emplace_back(file, context.sources.text(file));
    fragments_.emplace_back(streams_.back(), std::string(), Span{});
}

DirectiveSource::~DirectiveSource() = default;

antlr4::TokenFactory<antlr4::CommonToken>* DirectiveSource::getTokenFactory()
{
    return antlr4::CommonTokenFactory::DEFAULT.get();
}

std::unique_ptr<antlr4::Token> DirectiveSource::nextToken()
{
    if (waiting_)
    {
        return deliver(std::move(waiting_));
    }
    while (!aborted_ && !ended_)
    {
        if (report_.full())
        {
            abort();
            break;
        }
        Fragment& fragment = fragments_.back();
        TokenPtr token = fragment.next();
        const size_t type = token->getType();
        if (type == antlr4::Token::EOF)
        {
            ended_ = leaveFragment();
            continue;
        }
        if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL)
        {
            continue;
        }
        if (type == Lexer::DIRECTIVE)
        {
            directive(*token);
            continue;
        }
        if (type == Lexer::OPEN_COMMENT || type == Lexer::OPEN_QUOTE || !fragment.skipping())
        {
            checkToken(*token);
        }
        if (fragment.skipping() || token->getType() == Lexer::OPEN_COMMENT)
        {
            continue;
        }
        if (type == Lexer::LBRACE || type == Lexer::LPAREN)
        {
            open(*token);
            if (aborted_)
            {
                break;
            }
        }
        else if (type == Lexer::RBRACE || type == Lexer::RPAREN)
        {
            TokenPtr instead;
            if (!close(*token, instead))
            {
                continue;
            }
            if (instead)
            {
                waiting_ = std::move(token);
                return deliver(std::move(instead));
            }
        }
        return deliver(std::move(token));
    }
    return end();
}

DirectiveSource::TokenPtr DirectiveSource::deliver(TokenPtr token)
{
    ++delivered_;
    if (buildVars_)
    {
        buildVars_->see(*token);
    }
    return token;
}

DirectiveSource::TokenPtr DirectiveSource::synthesize(size_t type, Span at)
{
    // An empty token: it ends before it begins.
    return std::make_unique<antlr4::CommonToken>(
        std::pair<antlr4::TokenSource*, antlr4::CharStream*>(this, &streams_.front()), type,
        antlr4::Token::DEFAULT_CHANNEL, at.end, at.end - 1);
}

/// What comes after the last token: closers for what is open, then EOF for ever.
DirectiveSource::TokenPtr DirectiveSource::end()
{
    if (!aborted_ && !brackets_.empty() && !leftOpenAt_)
    {
        reportUnclosed();
    }
    const Span at = fragments_.front().endSpan();
    if (!brackets_.empty())
    {
        const bool isBrace = brackets_.back().isBrace;
        brackets_.pop_back();
        return synthesize(isBrace ? Lexer::RBRACE : Lexer::RPAREN, at);
    }
    return synthesize(antlr4::Token::EOF, at);
}

/// Reads nothing more.
void DirectiveSource::abort()
{
    aborted_ = true;
    leftOpenAt_ = leftOpenAt_.value_or(delivered_);
}

bool DirectiveSource::leaveFragment()
{
    if (buildVars_)
    {
        buildVars_->flush();
    }
    Fragment& fragment = fragments_.back();
    for (const Condition& condition : fragment.conditions)
    {
        report_.syntax(codes::kOpenCondition, condition.opener, "this #if has no #endif")
            .note(fragment.endSpan(), "the file ends here");
    }
    if (fragments_.size() == 1)
    {
        return true;
    }
    fragments_.pop_back();
    return false;
}

// ---- single tokens --------------------------------------------------------------------------------------------------

void DirectiveSource::checkToken(antlr4::Token& token)
{
    const Span span = spanOf(token);
    const std::string_view text = textOf(token);
    auto& writable = static_cast<antlr4::CommonToken&>(token);
    switch (token.getType())
    {
        case Lexer::OPEN_QUOTE:
            report_
                .syntax(codes::kOpenQuote, {span.file, span.begin, span.begin + 1},
                        fmt::format("the quoted word that begins here has no closing {} on its line", text.front()))
                .suggest(fragments_.back().skipping() ? "quotes count in skipped text too; put a comment there" : "");
            writable.setType(Lexer::QUOTED);
            break;
        case Lexer::OPEN_COMMENT:
            report_.syntax(codes::kOpenComment, span, "the comment that begins here has no closing */");
            abort();
            break;
        case Lexer::BAD_VARIABLE:
            report_
                .syntax(codes::kBadVariable, span,
                        text == "$" || text == "$$"
                            ? fmt::format("'{}' is not followed by the name of a variable", text)
                            : fmt::format("'{}' is not a variable", text))
                .suggest(text == "$$" ? "write it in quotes: \"$$\" is a plain $" : "write $NAME or ${NAME}");
            writable.setType(Lexer::ILLEGAL);
            break;
        case Lexer::ILLEGAL:
            report_.syntax(codes::kIllegalCharacter, span, fmt::format("'{}' is not allowed here", text))
                .suggest(text == "," ? "entries are separated by white space alone"
                                     : "put the whole word in quotes if the character belongs to it");
            break;
        default:
            break;
    }
}

// ---- brackets -------------------------------------------------------------------------------------------------------

uint32_t DirectiveSource::lineIndent(Span span) const
{
    const LineColumn at = context_.sources.locate(span.file, span.begin);
    const size_t first = context_.sources.line(span.file, at.line).find_first_not_of(" \t");
    return static_cast<uint32_t>(first);
}

bool DirectiveSource::isFirstOnLine(Span span) const
{
    return context_.sources.locate(span.file, span.begin).column == lineIndent(span) + 1;
}

void DirectiveSource::open(const antlr4::Token& token)
{
    const Span span = spanOf(token);
    if (brackets_.size() == kDeepest)
    {
        report_.final(codes::kNestedTooDeep, span, fmt::format("brackets are nested more than {} deep", kDeepest));
        abort();
        return;
    }
    brackets_.push_back({token.getType() == Lexer::LBRACE, span, delivered_, lineIndent(span)});
}

/// False if the token is to be dropped. `instead` is a closer to go in front of it.
bool DirectiveSource::close(const antlr4::Token& token, TokenPtr& instead)
{
    const bool isBrace = token.getType() == Lexer::RBRACE;
    const Span span = spanOf(token);
    if (isBrace && brackets_.size() > 1 && !brackets_.back().isBrace)
    {
        const Bracket parenthesis = brackets_.back();
        brackets_.pop_back();
        report_.syntax(codes::kMissingCloser, span, "expected ')' before this '}'")
            .note(parenthesis.span, "'(' is here");
        instead = synthesize(Lexer::RPAREN, {streams_.front().file(), 0, 0});
    }
    if (brackets_.empty() || brackets_.back().isBrace != isBrace)
    {
        if (!isBrace || !report_.takeExpectedCloser())
        {
            report_.syntax(codes::kStrayCloser, span, fmt::format("this '{}' closes nothing", isBrace ? '}' : ')'));
        }
        return false;
    }
    if (isBrace)
    {
        noteIndentation(brackets_.back(), span);
    }
    brackets_.pop_back();
    return true;
}

/// Remembers the first brace that seems to be closed by another's closer. It is only spoken of when one is missing.
void DirectiveSource::noteIndentation(const Bracket& opener, Span closer)
{
    if (!suspect_ && opener.span.file == closer.file && isFirstOnLine(closer) && lineIndent(closer) < opener.lineIndent)
    {
        suspect_ = Suspect{opener, closer};
    }
}

void DirectiveSource::reportUnclosed()
{
    const Bracket opener = suspect_ ? suspect_->opener : brackets_.back();
    const char* closer = opener.isBrace ? "}" : ")";
    Diagnostic& error =
        report_.unclosed(codes::kMissingCloser, fragments_.front().endSpan(),
                         fmt::format("expected '{}' before the end of the file", closer), opener.tokens);
    error.note(opener.span, fmt::format("this '{}' is not closed", opener.isBrace ? "{" : "("));
    if (suspect_)
    {
        const uint32_t line = context_.sources.locate(suspect_->closer.file, suspect_->closer.begin).line;
        error.suggest(fmt::format("by its indentation, the '}}' in line {} belongs to an outer '{{'", line));
    }
    leftOpenAt_ = opener.tokens;
}

}  // namespace ligature::definition
