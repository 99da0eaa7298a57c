// Lines for a reader who may be slow, stop reading, or go away.
#pragma once

#include <string_view>

namespace ligature::ipctrace
{

enum class Written
{
    all,
    stopped,  ///< `stop` is readable, and the reader takes no more
    unread    ///< nobody reads any more
};

/// Writes lines to a descriptor and waits for their reader, but not longer than until the descriptor `stop` is
/// readable. A pipe gets whole lines. SIGPIPE must be ignored. Throws std::runtime_error when they cannot be written.
Written writeLines(int fd, int stop, std::string_view lines);

}  // namespace ligature::ipctrace
