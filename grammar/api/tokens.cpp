#include "grammar/api/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ApiParser.h"
#include "grammar/api/codes.h"
#include "grammar/api/error_strategy.h"
#include "grammar/api/read.h"
#include "grammar/utf8.h"

namespace ligature::api
{

using parser::ApiLexer;
using parser::ApiParser;

namespace
{

constexpr std::array<unsigned char, 256> looks()
{
    std::array<unsigned char, 256> table{};
    for (size_t byte = 0; byte < table.size(); ++byte)
    {
        bool isLetter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        bool isDigit = byte >= '0' && byte <= '9';
        table[byte] = static_cast<unsigned char>(isLetter ? 'a' : isDigit ? '0' : byte < 128 ? byte : 1);
    }
    return table;
}

constexpr std::array<unsigned char, 256> kLooks = looks();

}  // namespace

size_t ByteStream::LA(ssize_t offset)
{
    if (offset == 0)
    {
        return 0;
    }
    ssize_t place = static_cast<ssize_t>(position_) + (offset > 0 ? offset - 1 : offset);
    if (place < 0 || place >= static_cast<ssize_t>(text_.size()))
    {
        return antlr4::IntStream::EOF;
    }
    return kLooks[static_cast<unsigned char>(text_[place])];
}

std::string ByteStream::getText(const antlr4::misc::Interval& interval)
{
    auto begin = static_cast<size_t>(std::max<ssize_t>(interval.a, 0));
    auto end = std::min(static_cast<size_t>(interval.b + 1), text_.size());
    return begin < end ? std::string(text_.substr(begin, end - begin)) : std::string();
}

Span spanOf(const antlr4::Token& token, FileId file)
{
    auto begin = static_cast<uint32_t>(token.getStartIndex());
    if (token.getType() == antlr4::Token::EOF)
    {
        return {file, begin, begin};
    }
    return {file, begin, static_cast<uint32_t>(token.getStopIndex() + 1)};
}

namespace
{

// `/**x` documents; `/**/` and rulers of stars do not (spec 1.2).
bool isDocumentation(std::string_view comment)
{
    return comment.size() > 5 && comment.starts_with("/**") && comment[3] != '*';
}

void noteComment(Tokens& tokens, std::string_view text, Span span)
{
    if (text.starts_with("///<"))
    {
        tokens.comments.push_back({Comment::Kind::after, span});
    }
    else if (isDocumentation(text))
    {
        tokens.comments.push_back({Comment::Kind::before, span});
    }
}

// The end of the blanks and whole comments that begin at `at`: most of a file, and passed over here ten times faster
// than by the lexer, whose rules for them stay what defines them. A comment that is not closed is left to it.
size_t skipBlanks(Tokens& tokens, std::string_view text, FileId file, size_t at)
{
    for (;;)
    {
        size_t end = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
        if (text.substr(end, 2) == "//")
        {
            at = std::min(text.find_first_of("\r\n", end), text.size());
        }
        else if (size_t close = text.substr(end, 2) == "/*" ? text.find("*/", end + 2) : text.npos; close != text.npos)
        {
            at = close + 2;
        }
        else
        {
            return end;
        }
        noteComment(tokens, text.substr(end, at - end), {file, static_cast<uint32_t>(end), static_cast<uint32_t>(at)});
    }
}

// A character that cannot be mistaken for another, or not be seen, as a blank of another kind.
std::string shown(const utf8::Character& character, std::string_view text)
{
    const bool isPlain = character.value > 32 && character.value < 127;
    return isPlain ? fmt::format("'{}'", text) : fmt::format("U+{:04X}", character.value);
}

// Neighbouring strays are one mistake; a stray is one byte.
void reportStray(Diagnostics& diagnostics, std::string_view text, Span span, Span& last)
{
    const bool isNew = !last.valid() || last.end != span.begin;
    last = span;
    if (!isNew)
    {
        return;
    }
    const utf8::Character character = utf8::decode(text, span.begin);
    span.end = span.begin + character.length;
    const std::string_view written = text.substr(span.begin, character.length);
    if (written == ".")
    {
        diagnostics.error(kStrayCharacter, span, "a '.' cannot stand here")
            .suggest("one dot, without blanks, joins the name of a file and a name: units.Scale; numbers have none");
        return;
    }
    Diagnostic& diagnostic = diagnostics.error(
        kStrayCharacter, span, fmt::format("character {} is not part of the language", shown(character, written)));
    if (written == "_")
    {
        diagnostic.suggest("a name starts with a letter");
    }
}

constexpr std::pair<std::string_view, size_t> kKeywords[] = {
    {"USETYPES", ApiParser::USETYPES},
    {"API_VERSION", ApiParser::API_VERSION},
    {"SERVING_VERSION", ApiParser::SERVING_VERSION},
    {"API_MSG_SIZE", ApiParser::API_MSG_SIZE},
    {"DEFINE", ApiParser::DEFINE},
    {"ENUM", ApiParser::ENUM},
    {"BITMASK", ApiParser::BITMASK},
    {"REFERENCE", ApiParser::REFERENCE},
    {"STRUCT", ApiParser::STRUCT},
    {"HANDLER", ApiParser::HANDLER},
    {"FUNCTION", ApiParser::FUNCTION},
    {"EVENT", ApiParser::EVENT},
    {"IN", ApiParser::IN},
    {"OUT", ApiParser::OUT},
};

bool isSetting(size_t type)
{
    return type == ApiParser::API_VERSION || type == ApiParser::SERVING_VERSION || type == ApiParser::API_MSG_SIZE;
}

// A setting may be any name, as it is in files that are older than settings, but not where a declaration begins. That
// may be where the one in front of it lacks its end. `previous`: what stands in front; `behind`: the text behind.
bool beginsSetting(std::string_view previous, std::string_view behind)
{
    if (previous.empty() || previous == ";")
    {
        return true;
    }
    const size_t next = behind.find_first_not_of(" \t\r\n");
    const bool hasValue = next != behind.npos && behind[next] == '=';
    return hasValue && previous != "DEFINE" && previous != "{" && previous != ",";
}

// A NAME that is spelt like a keyword is that keyword.
void tellKeyword(antlr4::Token& token, std::string_view text, std::string_view previous, std::string_view behind)
{
    for (const auto& [word, type] : kKeywords)
    {
        if (word == text && (!isSetting(type) || beginsSetting(previous, behind)))
        {
            dynamic_cast<antlr4::WritableToken&>(token).setType(type);
        }
    }
}

// ONEWAY may be any name, but no name stands before FUNCTION: there it is a keyword.
void tellOneWay(antlr4::Token& previous, std::string_view text)
{
    if (previous.getType() == ApiParser::NAME && text == "ONEWAY")
    {
        dynamic_cast<antlr4::WritableToken&>(previous).setType(ApiParser::ONEWAY);
    }
}

// OPTIONAL may be any name, but no name stands behind IN and OUT: there it is a keyword.
void tellOptional(antlr4::Token& token, const antlr4::Token& previous, std::string_view text)
{
    const bool isBehindDirection = previous.getType() == ApiParser::IN || previous.getType() == ApiParser::OUT;
    if (isBehindDirection && text == "OPTIONAL")
    {
        dynamic_cast<antlr4::WritableToken&>(token).setType(ApiParser::OPTIONAL);
    }
}

}  // namespace

Tokens tokenize(ApiLexer& lexer, const SourceMap& sources, FileId file, Diagnostics& diagnostics)
{
    Tokens tokens;
    Span lastStray;
    int depth = 0;
    antlr4::CharStream& characters = *lexer.getInputStream();
    size_t before = diagnostics.errorCount();
    for (;;)
    {
        characters.seek(skipBlanks(tokens, sources.text(file), file, characters.index()));
        std::unique_ptr<antlr4::Token> token = lexer.nextToken();
        size_t type = token->getType();
        Span span = spanOf(*token, file);
        if (token->getChannel() == antlr4::Token::HIDDEN_CHANNEL)
        {
            noteComment(tokens, sources.text(span), span);
            continue;
        }
        if (type == ApiLexer::STRAY || type == ApiLexer::OPEN_COMMENT || type == ApiLexer::OPEN_STRING)
        {
            tokens.mistakes.push_back(span);
        }
        switch (type)
        {
            case ApiLexer::STRAY:
                reportStray(diagnostics, sources.text(file), span, lastStray);
                break;
            case ApiLexer::OPEN_COMMENT:
                diagnostics.error(kOpenComment, {file, span.begin, span.begin + 2}, "comment is not closed")
                    .suggest("add */ where it should end");
                break;
            case ApiLexer::OPEN_STRING:
                diagnostics.error(kOpenString, {file, span.begin, span.begin + 1}, "string is not closed");
                break;
            default:
                if (type == ApiLexer::NAME)
                {
                    const std::string_view previous =
                        tokens.list.empty() ? "" : sources.text(spanOf(*tokens.list.back(), file));
                    tellKeyword(*token, sources.text(span), previous, sources.text(file).substr(span.end));
                    // No declaration stands within another: what was opened before and is not closed is a mistake of
                    // its own, and not one more level.
                    depth = beginsDeclaration(token->getType()) ? 0 : depth;
                    if (!tokens.list.empty())
                    {
                        tellOptional(*token, *tokens.list.back(), sources.text(span));
                        if (token->getType() == ApiParser::FUNCTION)
                        {
                            tellOneWay(*tokens.list.back(), previous);
                        }
                    }
                }
                else if (std::string_view text = sources.text(span); text == "(" || text == "{" || text == "[")
                {
                    ++depth;
                }
                else if (text == ")" || text == "}" || text == "]")
                {
                    depth = std::max(depth - 1, 0);
                }
                tokens.list.push_back(std::move(token));
                break;
        }
        if (depth > kMaxDepth)
        {
            diagnostics.error(kTooDeep, span, fmt::format("nested more than {} deep", kMaxDepth));
            tokens.usable = false;
            return tokens;
        }
        if (diagnostics.errorCount() - before >= kMaxErrors)
        {
            diagnostics.error(kTooManyErrors, span, "too many errors, the rest of the file is not read")
                .suggest("is this an .api file?");
            tokens.usable = false;
            return tokens;
        }
        if (type == antlr4::Token::EOF)
        {
            return tokens;
        }
    }
}

}  // namespace ligature::api
