// One file in the midst of being read: its tokens, with one of look-ahead, and the conditions open in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "grammar/definition/byte_stream.h"
#include "grammar/definition/report.h"

namespace antlr4
{
class Lexer;
class Token;
}  // namespace antlr4

namespace ligature::definition
{

/// An `#if` and how far it has come.
struct Condition
{
    Span opener;
    bool active = true;             ///< tokens of the current branch count
    bool decided = false;           ///< a branch was taken, or the condition was bad: no further one is looked at
    std::optional<Span> otherwise;  ///< the #else
};

class Fragment
{
public:
    /// `includedAt` is the span of the #include directive, invalid for the first file. The stream outlives this.
    Fragment(ByteStream& stream, std::string canonicalPath, Span includedAt);
    ~Fragment();
    Fragment(Fragment&&) noexcept;
    Fragment& operator=(Fragment&&) noexcept;

    /// The next token, white space and comments included; at the end EOF, again and again.
    std::unique_ptr<antlr4::Token> next();
    const antlr4::Token& peek();

    bool skipping() const;
    Span endSpan() const;
    FileId file() const { return stream_->file(); }

    std::vector<Condition> conditions;
    const std::string canonicalPath() const { return canonicalPath_; }
    Span includedAt() const { return includedAt_; }

private:
    ByteStream* stream_;
    std::string canonicalPath_;
    Span includedAt_;
    std::unique_ptr<antlr4::Lexer> lexer_;
    std::unique_ptr<antlr4::Token> ahead_;
};

/// Reads the text of a file into the sources. Reports (at `requiredHere`, or in the text) and gives nothing if it
/// cannot be had or is not text.
std::optional<FileId> loadText(ReadContext& context, Report& report, const std::string& path, Span requiredHere,
                               const Code& missing);

}  // namespace ligature::definition
