// The text of documentation comments and what they belong to. Private to this folder.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/api/tokens.h"
#include "grammar/api/tree.h"

namespace ligature::api
{

/// The lines of `/** ... */` or `///< ...` without the marks and without blank lines at either end (spec 1.4).
Documentation linesOf(std::string_view comment, Comment::Kind kind);

/// Hands out the comments of a file by place. Queries go from the front of the file to its end.
class CommentCursor
{
public:
    CommentCursor(const std::vector<Comment>& comments, const SourceMap& sources)
        : comments_(comments), sources_(sources)
    {
    }

    /// The `/** */` comments that end before `place` and were not taken yet.
    std::vector<Documentation> takeBefore(uint32_t place);

    /// The lines of all `///<` comments that begin in [begin, end).
    Documentation takeAfter(uint32_t begin, uint32_t end) const;

private:
    const std::vector<Comment>& comments_;
    const SourceMap& sources_;
    size_t next_ = 0;
};

}  // namespace ligature::api
