#include "grammar/api/read.h"

#include <fmt/format.h>

#include "ApiLexer.h"
#include "ApiParser.h"
#include "grammar/api/builder.h"
#include "grammar/api/codes.h"
#include "grammar/api/comments.h"
#include "grammar/api/error_strategy.h"
#include "grammar/api/tokens.h"
#include "grammar/utf8.h"

namespace ligature::api
{

std::string_view Name::scope() const
{
    size_t dot = text.find('.');
    return dot == std::string::npos ? std::string_view() : std::string_view(text).substr(0, dot);
}

std::string_view Name::local() const
{
    size_t dot = text.find('.');
    return dot == std::string::npos ? std::string_view(text) : std::string_view(text).substr(dot + 1);
}

namespace
{

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// True when the text is worth reading on.
bool checkEncoding(std::string_view text, FileId file, Diagnostics& diagnostics)
{
    std::optional<size_t> invalid = utf8::firstInvalid(text);
    if (!invalid)
    {
        return true;
    }
    auto at = static_cast<uint32_t>(*invalid);
    diagnostics
        .error(kBadEncoding, {file, at, at + 1},
               fmt::format("byte 0x{:02X} is not part of UTF-8 text", static_cast<unsigned char>(text[at])))
        .suggest("save the file as UTF-8");
    return false;
}

}  // namespace

Tree read(const SourceMap& sources, FileId file, Diagnostics& diagnostics)
{
    Tree tree;
    tree.path = sources.path(file);
    tree.file = file;
    std::string_view text = sources.text(file);
    if (!checkEncoding(text, file, diagnostics))
    {
        return tree;
    }

    ByteStream characters(text);
    if (text.starts_with(kByteOrderMark))
    {
        characters.seek(kByteOrderMark.size());
    }
    parser::ApiLexer lexer(&characters);
    lexer.removeErrorListeners();
    Tokens tokens = tokenize(lexer, sources, file, diagnostics);
    if (!tokens.usable)
    {
        return tree;
    }

    antlr4::ListTokenSource source(std::move(tokens.list));
    antlr4::CommonTokenStream stream(&source);
    parser::ApiParser parser(&stream);
    parser.removeErrorListeners();
    auto strategy = std::make_shared<ErrorStrategy>(file, sources, diagnostics, tokens.mistakes);
    parser.setErrorHandler(strategy);
    // The grammar is LL(2): the fast mode of prediction is exact.
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::SLL);
    parser::ApiParser::FileContext* parsed = parser.file();

    CommentCursor comments(tokens.comments, sources);
    build(*parsed, stream, strategy->places(), comments, sources, diagnostics, tree);
    return tree;
}

}  // namespace ligature::api
