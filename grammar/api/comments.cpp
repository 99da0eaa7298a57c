#include "grammar/api/comments.h"

#include <algorithm>

namespace ligature::api
{

namespace
{

std::string_view trimRight(std::string_view text)
{
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    {
        text.remove_suffix(1);
    }
    return text;
}

// ` * text` loses its decoration; another line is kept whole.
std::string_view withoutStar(std::string_view line)
{
    size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos || line[first] != '*' || first == 0)
    {
        return line;
    }
    line.remove_prefix(first + 1);
    if (line.starts_with(' '))
    {
        line.remove_prefix(1);
    }
    return line;
}

}  // namespace

Documentation linesOf(std::string_view comment, Comment::Kind kind)
{
    if (kind == Comment::Kind::after)
    {
        comment.remove_prefix(4);
        size_t first = comment.find_first_not_of(" \t");
        comment.remove_prefix(first == std::string_view::npos ? comment.size() : first);
        comment = trimRight(comment);
        return comment.empty() ? Documentation{} : Documentation{std::string(comment)};
    }
    comment.remove_prefix(3);
    comment.remove_suffix(2);
    while (comment.ends_with('*'))
    {
        comment.remove_suffix(1);
    }
    Documentation lines;
    while (true)
    {
        size_t end = comment.find('\n');
        std::string_view line = comment.substr(0, end);
        if (lines.empty() && line.starts_with(' '))
        {
            line.remove_prefix(1);
        }
        lines.emplace_back(trimRight(withoutStar(line)));
        if (end == std::string_view::npos)
        {
            break;
        }
        comment.remove_prefix(end + 1);
    }
    while (!lines.empty() && lines.back().empty())
    {
        lines.pop_back();
    }
    auto first = std::find_if(lines.begin(), lines.end(), [](const std::string& line) { return !line.empty(); });
    lines.erase(lines.begin(), first);
    return lines;
}

std::vector<Documentation> CommentCursor::takeBefore(uint32_t place)
{
    std::vector<Documentation> taken;
    for (; next_ < comments_.size() && comments_[next_].span.end <= place; ++next_)
    {
        if (comments_[next_].kind == Comment::Kind::before)
        {
            taken.push_back(linesOf(sources_.text(comments_[next_].span), Comment::Kind::before));
        }
    }
    return taken;
}

Documentation CommentCursor::takeAfter(uint32_t begin, uint32_t end) const
{
    Documentation lines;
    auto first = std::lower_bound(comments_.begin(), comments_.end(), begin,
                                  [](const Comment& comment, uint32_t place) { return comment.span.begin < place; });
    for (; first != comments_.end() && first->span.begin < end; ++first)
    {
        if (first->kind == Comment::Kind::after)
        {
            for (std::string& line : linesOf(sources_.text(first->span), Comment::Kind::after))
            {
                lines.push_back(std::move(line));
            }
        }
    }
    return lines;
}

}  // namespace ligature::api
