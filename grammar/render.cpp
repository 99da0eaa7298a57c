#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/utf8.h"

namespace ligature
{
namespace
{

constexpr size_t kTabStop = 4;

/// Source lines wider than this many terminal cells are cut to a window around the place.
constexpr size_t kWidestLine = 120;
constexpr std::string_view kCut = "...";

/// As many errors are shown, and as many warnings.
constexpr size_t kMostShown = 100;

struct Palette
{
    const char* bold = "";
    const char* error = "";
    const char* warning = "";
    const char* note = "";
    const char* mark = "";
    const char* off = "";
};

Palette paletteOf(const RenderStyle& style)
{
    if (!style.colour)
    {
        return {};
    }
    return {"\033[1m", "\033[1;31m", "\033[1;35m", "\033[1;36m", "\033[1;32m", "\033[0m"};
}

/// Text as it may be shown on a terminal: control characters, which could steer it, and bytes that are not UTF-8 become
/// replacement characters.
std::string printable(std::string_view text)
{
    std::string result;
    for (size_t at = 0; at < text.size();)
    {
        const utf8::Character character = utf8::decode(text, at);
        result += character.valid && !utf8::isControl(character.value) ? text.substr(at, character.length)
                                                                       : utf8::kReplacement;
        at += character.length;
    }
    return result;
}

std::string shownPath(FileId file, const SourceMap& sources, const RenderStyle& style)
{
    std::string_view path = sources.path(file);
    const std::string_view root = style.relativeTo;
    if (!root.empty() && path.starts_with(root))
    {
        const std::string_view rest = path.substr(root.size());
        if (root.back() == '/' && !rest.empty())
        {
            path = rest;
        }
        else if (rest.size() > 1 && rest.front() == '/')
        {
            path = rest.substr(1);
        }
    }
    return printable(path);
}

std::string place(Span span, const SourceMap& sources, const RenderStyle& style, const Palette& colours)
{
    if (!span.valid())
    {
        return {};
    }
    const LineColumn at = sources.locate(span.file, span.begin);
    return fmt::format("{}{}:{}:{}:{} ", colours.bold, shownPath(span.file, sources, style), at.line, at.column,
                       colours.off);
}

/// A source line laid out in terminal cells.
struct Cells
{
    std::string text;
    std::vector<size_t> byteOfCell;  ///< where in `text` the character of a cell starts; one more at the end
    size_t markBegin = 0;            ///< cells
    size_t markEnd = 0;
};

/// Lays out `line`; the mark covers its bytes [begin, end). Bytes before `from` are left out.
Cells layOut(std::string_view line, size_t from, size_t begin, size_t end)
{
    Cells cells;
    for (size_t at = from; at < line.size();)
    {
        if (at <= begin)
        {
            cells.markBegin = cells.byteOfCell.size();
        }
        if (at < end)
        {
            cells.markEnd = cells.byteOfCell.size();
        }
        const size_t start = cells.text.size();
        const utf8::Character character = utf8::decode(line, at);
        size_t width = 1;
        if (character.valid && character.value == '\t')
        {
            width = kTabStop - cells.byteOfCell.size() % kTabStop;
            cells.text.append(width, ' ');
        }
        else if (!character.valid || utf8::isControl(character.value))
        {
            cells.text += utf8::kReplacement;
        }
        else
        {
            width = utf8::cellWidth(character.value);
            cells.text += line.substr(at, character.length);
        }
        cells.byteOfCell.insert(cells.byteOfCell.end(), width, start);
        at += character.length;
        if (at <= begin)
        {
            cells.markBegin = cells.byteOfCell.size();
        }
        if (at <= end)
        {
            cells.markEnd = cells.byteOfCell.size();
        }
    }
    cells.byteOfCell.push_back(cells.text.size());
    cells.markEnd = std::max(cells.markEnd, cells.markBegin + 1);
    return cells;
}

/// Cuts a wide line to a window that shows the start of the mark.
void cut(Cells& cells)
{
    const size_t width = cells.byteOfCell.size() - 1;
    if (width <= kWidestLine)
    {
        return;
    }
    size_t first = cells.markBegin > kWidestLine / 2 ? cells.markBegin - kWidestLine / 2 : 0;
    first = std::min(first, width - kWidestLine);
    const size_t last = first + kWidestLine;
    const size_t firstByte = cells.byteOfCell[first];
    const size_t lastByte = cells.byteOfCell[last];
    const std::string_view before = first > 0 ? kCut : "";
    const std::string_view after = last < width ? kCut : "";
    cells.text = fmt::format("{}{}{}", before, cells.text.substr(firstByte, lastByte - firstByte), after);
    cells.markBegin = cells.markBegin - first + before.size();
    cells.markEnd = std::max(std::min(cells.markEnd, last) - first + before.size(), cells.markBegin + 1);
}

/// The source line with the marked range under it.
std::string excerpt(Span span, const SourceMap& sources, const Palette& colours)
{
    const LineColumn at = sources.locate(span.file, span.begin);
    const std::string_view file = sources.text(span.file);
    const std::string_view line = sources.line(span.file, at.line);
    const size_t lineStart = static_cast<size_t>(line.data() - file.data());
    const size_t begin = std::min<size_t>(span.begin - lineStart, line.size());
    const size_t end = std::min<size_t>(std::max(span.end, span.begin) - lineStart, line.size());

    // Only what can be shown is laid out, so that a line of megabytes costs nothing.
    size_t from = begin > 8 * kWidestLine ? begin - 4 * kWidestLine : 0;
    while (from > 0 && from < line.size() && utf8::isContinuation(line[from]))
    {
        --from;
    }
    const size_t to = std::min(line.size(), begin + 8 * kWidestLine);
    Cells cells = layOut(line.substr(0, to), from, begin, std::min(end, to));
    cut(cells);
    while (cells.text.ends_with(' '))
    {
        cells.text.pop_back();
    }

    std::string result = fmt::format("{:>5} |", at.line);
    if (!cells.text.empty())
    {
        result += ' ';
        result += cells.text;
    }
    result += fmt::format("\n      | {}{}^{}{}\n", std::string(cells.markBegin, ' '), colours.mark,
                          std::string(cells.markEnd - cells.markBegin - 1, '~'), colours.off);
    return result;
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceMap& sources, const RenderStyle& style)
{
    const Palette colours = paletteOf(style);
    const bool isError = diagnostic.severity == Severity::error;
    std::string result = place(diagnostic.span, sources, style, colours);
    result += fmt::format("{}{}:{} {}{}{}", isError ? colours.error : colours.warning, isError ? "error" : "warning",
                          colours.off, colours.bold, printable(diagnostic.message), colours.off);
    if (diagnostic.code != nullptr)
    {
        result += fmt::format(" [{}]", diagnostic.code->id);
    }
    result += '\n';
    if (diagnostic.span.valid())
    {
        result += excerpt(diagnostic.span, sources, colours);
    }
    for (const Note& note : diagnostic.notes)
    {
        result += fmt::format("{}{}note:{} {}\n", place(note.span, sources, style, colours), colours.note, colours.off,
                              printable(note.message));
    }
    if (!diagnostic.hint.empty())
    {
        result += fmt::format("{}hint:{} {}\n", colours.mark, colours.off, printable(diagnostic.hint));
    }
    return result;
}

namespace
{

/// "1 more error", "20 more warnings"
std::string counted(size_t count, std::string_view what)
{
    return fmt::format("{} more {}{}", count, what, count == 1 ? "" : "s");
}

/// The line that stands for all that is not shown; empty when that is nothing.
std::string rest(size_t errors, size_t warnings)
{
    if (errors == 0 && warnings == 0)
    {
        return {};
    }
    return fmt::format("{} and {}{}{}\n", kCut, errors > 0 ? counted(errors, "error") : "",
                       errors > 0 && warnings > 0 ? " and " : "", warnings > 0 ? counted(warnings, "warning") : "");
}

}  // namespace

std::string renderAll(const Diagnostics& diagnostics, const SourceMap& sources, const RenderStyle& style)
{
    std::string result;
    size_t errors = 0;
    size_t warnings = 0;
    for (const Diagnostic& diagnostic : diagnostics.sorted())
    {
        // Warnings have a number of their own, so that they do not crowd out the errors behind them.
        size_t& count = diagnostic.severity == Severity::error ? errors : warnings;
        if (++count <= kMostShown)
        {
            result += render(diagnostic, sources, style);
        }
    }
    return result + rest(errors - std::min(errors, kMostShown), warnings - std::min(warnings, kMostShown));
}

}  // namespace ligature
