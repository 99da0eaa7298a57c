// From text to tokens. Private to this folder.
#pragma once

#include <memory>
#include <vector>

#include "ApiLexer.h"
#include "antlr4-runtime.h"
#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace ligature::api
{

/// A comment that documents something.
struct Comment
{
    enum class Kind
    {
        before,  ///< `/** ... */`
        after,   ///< `///< ...`
    };
    Kind kind = Kind::before;
    Span span;
};

struct Tokens
{
    std::vector<std::unique_ptr<antlr4::Token>> list;  ///< of the default channel, with EOF at the end
    std::vector<Comment> comments;                     ///< in order of place
    std::vector<Span> mistakes;                        ///< what is left out of the list and was reported, in order
    bool usable = true;                                ///< false: nested too deep to be parsed
};

/// Bytes as a character stream, so that an index of ANTLR is an offset into the file. All letters look alike to the
/// lexer, and all digits: its rules tell none from another, and it learns what to do for each kind of character anew in
/// every run. So do all bytes above 127: they can only stand in comments and strings, and its tables are for ASCII.
class ByteStream : public antlr4::CharStream
{
public:
    explicit ByteStream(std::string_view text) : text_(text) {}

    void consume() override { ++position_; }
    size_t LA(ssize_t offset) override;
    ssize_t mark() override { return 0; }
    void release(ssize_t) override {}
    size_t index() override { return position_; }
    void seek(size_t index) override { position_ = std::min(index, text_.size()); }
    size_t size() override { return text_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval& interval) override;
    std::string toString() const override { return std::string(text_); }

private:
    std::string_view text_;
    size_t position_ = 0;
};

/// The byte range of a token.
Span spanOf(const antlr4::Token& token, FileId file);

/// Cuts a file into tokens; what belongs to no token is reported and left out.
Tokens tokenize(parser::ApiLexer& lexer, const SourceMap& sources, FileId file, Diagnostics& diagnostics);

}  // namespace ligature::api
