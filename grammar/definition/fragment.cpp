#include "grammar/definition/fragment.h"

#include <fmt/format.h>

#include "DefinitionLexer.h"
#include "grammar/codes.h"
#include "grammar/utf8.h"

namespace ligature::definition
{
namespace
{

constexpr size_t kLargestFile = 64u << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Fragment::Fragment(ByteStream& stream, std::string canonicalPath, Span includedAt)
    : stream_(&stream),
      canonicalPath_(std::move(canonicalPath)),
      includedAt_(includedAt),
      lexer_(std::make_unique<DefinitionLexer>(&stream))
{
    // The lexer has a token for every character, so it never has an error of its own to print.
    lexer_->removeErrorListeners();
    if (stream.bytes().starts_with(kByteOrderMark))
    {
        stream.seek(kByteOrderMark.size());
    }
}

Fragment::~Fragment() = default;
Fragment::Fragment(Fragment&&) noexcept = default;
Fragment& Fragment::operator=(Fragment&&) noexcept = default;

std::unique_ptr<antlr4::Token> Fragment::next()
{
    return ahead_ ? std::move(ahead_) : lexer_->nextToken();
}

const antlr4::Token& Fragment::peek()
{
    if (!ahead_)
    {
        ahead_ = lexer_->nextToken();
    }
    return *ahead_;
}

bool Fragment::skipping() const
{
    // A condition inside a skipped branch is itself never active, so the innermost one tells.
    return !conditions.empty() && !conditions.back().active;
}

Span Fragment::endSpan() const
{
    // On the last character that is not white space, where a reader would look.
    const std::string_view text = stream_->bytes();
    const size_t last = text.find_last_not_of(" \t\r\n");
    const auto end = static_cast<uint32_t>(last == std::string_view::npos ? 0 : last + 1);
    return {stream_->file(), end, end};
}

std::optional<FileId> loadText(ReadContext& context, Report& report, const std::string& path, Span requiredHere,
                               const Code& missing)
{
    std::optional<std::string> text = context.world.readFile(path);
    if (!text)
    {
        report.syntax(missing, requiredHere,
                      fmt::format("cannot read '{}': {}", path, whyUnreadable(context.world, path)));
        return std::nullopt;
    }
    if (text->size() > kLargestFile)
    {
        report.syntax(codes::kFileTooLarge, requiredHere,
                      fmt::format("'{}' has {} bytes; {} is the limit", path, text->size(), kLargestFile));
        return std::nullopt;
    }
    const FileId file = context.sources.add(path, std::move(*text));
    const std::string_view kept = context.sources.text(file);
    const size_t zero = kept.find('\0');
    if (zero != std::string_view::npos)
    {
        const auto at = static_cast<uint32_t>(zero);
        report.syntax(codes::kNotText, {file, at, at + 1}, "this is not a text file: it contains a zero byte");
        return std::nullopt;
    }
    if (const std::optional<size_t> bad = utf8::firstInvalid(kept))
    {
        const auto at = static_cast<uint32_t>(*bad);
        report
            .syntax(codes::kInvalidUtf8, {file, at, at + 1},
                    fmt::format("this is not UTF-8 text: byte 0x{:02X}", static_cast<unsigned char>(kept[*bad])))
            .suggest("save the file as UTF-8");
    }
    return file;
}

}  // namespace ligature::definition
