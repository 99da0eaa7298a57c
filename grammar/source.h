// Source text with positions. Every token, tree node and diagnostic carries a Span; lines and columns are computed
// only when something is printed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ligature
{

/// Index of a file in a SourceMap.
using FileId = uint32_t;

/// The FileId of text that belongs to no file (command line, defaults).
inline constexpr FileId kNoFile = UINT32_MAX;

/// A half-open range of bytes [begin, end) of one file. The file is the fragment the text stands in: for text that
/// was reached through `#include` it is the included file, not the including one.
struct Span
{
    FileId file = kNoFile;
    uint32_t begin = 0;
    uint32_t end = 0;

    bool valid() const { return file != kNoFile; }
    bool operator==(const Span&) const = default;
};

/// The smallest span that holds both; both must be of one file, else `first` is returned.
Span join(Span first, Span last);

/// A place as people count: line and column from 1. A column counts characters (UTF-8 code points), a tab counts one.
struct LineColumn
{
    uint32_t line = 1;
    uint32_t column = 1;
};

/// All files read in one run, with their text. Texts never move, so views into them stay valid as long as the map.
/// Not thread safe: one map per thread of work.
class SourceMap
{
public:
    /// Adds a file; adding a path a second time gives the id of the first and keeps its text.
    FileId add(std::string path, std::string text);

    const std::string& path(FileId file) const;
    std::string_view text(FileId file) const;
    std::string_view text(Span span) const;

    LineColumn locate(FileId file, uint32_t offset) const;

    /// The text of a line (from 1) without its line end.
    std::string_view line(FileId file, uint32_t line) const;

    size_t size() const { return files_.size(); }

private:
    struct File
    {
        std::string path;
        std::string text;
        mutable std::vector<uint32_t> lineStarts;        // filled at the first locate()
        mutable std::vector<uint32_t> charactersBefore;  // each block of bytes; filled at the first in a long line
    };
    const std::vector<uint32_t>& lineStarts(FileId file) const;
    uint32_t charactersBefore(const File& file, uint32_t offset) const;

    std::deque<File> files_;
    std::unordered_map<std::string, FileId> ids_;
};

}  // namespace ligature
