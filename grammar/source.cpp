#include "grammar/source.h"

#include <algorithm>
#include <cstring>

namespace ligature
{

Span join(Span first, Span last)
{
    if (first.file != last.file)
    {
        return first;
    }
    return {first.file, std::min(first.begin, last.begin), std::max(first.end, last.end)};
}

FileId SourceMap::add(std::string path, std::string text)
{
    const auto [known, isNew] = ids_.try_emplace(path, static_cast<FileId>(files_.size()));
    if (isNew)
    {
        files_.push_back({std::move(path), std::move(text), {}, {}});
    }
    return known->second;
}

const std::string& SourceMap::path(FileId file) const
{
    static const std::string none;
    return file < files_.size() ? files_[file].path : none;
}

std::string_view SourceMap::text(FileId file) const
{
    return file < files_.size() ? std::string_view(files_[file].text) : std::string_view();
}

std::string_view SourceMap::text(Span span) const
{
    const std::string_view all = text(span.file);
    const size_t begin = std::min<size_t>(span.begin, all.size());
    const size_t end = std::clamp<size_t>(span.end, begin, all.size());
    return all.substr(begin, end - begin);
}

const std::vector<uint32_t>& SourceMap::lineStarts(FileId file) const
{
    const File& entry = files_[file];
    if (entry.lineStarts.empty())
    {
        entry.lineStarts.push_back(0);
        const char* begin = entry.text.data();
        const char* end = begin + entry.text.size();
        for (const char* at = begin; at < end; ++at)
        {
            at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at)));
            if (at == nullptr)
            {
                break;
            }
            entry.lineStarts.push_back(static_cast<uint32_t>(at - begin + 1));
        }
    }
    return entry.lineStarts;
}

namespace
{

/// Bytes. Only within so many are characters counted again at each question, so that a file that is all one line does
/// not take a time that grows with the square of its length.
constexpr uint32_t kBlock = 1024;

/// The characters that begin in [begin, end): each at its first byte, which is every one that is not a UTF-8
/// continuation.
uint32_t count(const std::string& text, uint32_t begin, uint32_t end)
{
    const auto isFirstByte = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    return static_cast<uint32_t>(std::count_if(text.begin() + begin, text.begin() + end, isFirstByte));
}

}  // namespace

uint32_t SourceMap::charactersBefore(const File& file, uint32_t offset) const
{
    std::vector<uint32_t>& before = file.charactersBefore;
    if (before.empty())
    {
        before.push_back(0);
        for (uint32_t at = 0; file.text.size() - at >= kBlock; at += kBlock)
        {
            before.push_back(before.back() + count(file.text, at, at + kBlock));
        }
    }
    const uint32_t block = offset / kBlock;
    return before[block] + count(file.text, block * kBlock, offset);
}

LineColumn SourceMap::locate(FileId file, uint32_t offset) const
{
    if (file >= files_.size())
    {
        return {};
    }
    const std::string& text = files_[file].text;
    offset = std::min(offset, static_cast<uint32_t>(text.size()));
    const std::vector<uint32_t>& starts = lineStarts(file);
    const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
    const uint32_t start = *(next - 1);
    const uint32_t characters = offset - start < kBlock
                                    ? count(text, start, offset)
                                    : charactersBefore(files_[file], offset) - charactersBefore(files_[file], start);
    return {static_cast<uint32_t>(next - starts.begin()), characters + 1};
}

std::string_view SourceMap::line(FileId file, uint32_t line) const
{
    if (file >= files_.size() || line == 0 || line > lineStarts(file).size())
    {
        return {};
    }
    const std::vector<uint32_t>& starts = lineStarts(file);
    const std::string_view all = files_[file].text;
    const size_t begin = starts[line - 1];
    size_t end = line < starts.size() ? starts[line] - 1 : all.size();
    if (end > begin && all[end - 1] == '\r')
    {
        --end;
    }
    return all.substr(begin, end - begin);
}

}  // namespace ligature
