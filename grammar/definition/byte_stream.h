// The characters of one fragment for ANTLR: the bytes of the text as they are, without a copy.
#pragma once

#include <string>
#include <string_view>

#include "CharStream.h"
#include "grammar/source.h"

namespace ligature::definition
{

/// Offsets are those of the text, so that a token's start and stop are its span. The text must outlive the stream.
class ByteStream final : public antlr4::CharStream
{
public:
    ByteStream(FileId file, std::string_view text) : file_(file), text_(text) {}

    FileId file() const { return file_; }
    std::string_view bytes() const { return text_; }

    void consume() override { at_ += at_ < text_.size() ? 1 : 0; }
    size_t LA(ssize_t offset) override;
    ssize_t mark() override { return -1; }
    void release(ssize_t) override {}
    size_t index() override { return at_; }
    void seek(size_t index) override { at_ = index < text_.size() ? index : text_.size(); }
    size_t size() override { return text_.size(); }
    std::string getSourceName() const override { return "definition file"; }
    std::string getText(const antlr4::misc::Interval& interval) override;
    std::string toString() const override { return std::string(text_); }

private:
    FileId file_;
    std::string_view text_;
    size_t at_ = 0;
};

}  // namespace ligature::definition
