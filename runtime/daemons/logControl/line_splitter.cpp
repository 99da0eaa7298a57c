#include "runtime/daemons/logControl/line_splitter.h"

#include <algorithm>
#include <utility>

namespace ligature::logControl
{

std::vector<std::string> LineSplitter::add(std::string_view bytes)
{
    std::vector<std::string> lines;
    while (!bytes.empty())
    {
        const size_t end = bytes.find('\n');
        const size_t room = kLineLimit - partial_.size();
        const size_t take = std::min({bytes.size(), end, room});
        partial_.append(bytes.substr(0, take));
        bytes.remove_prefix(take);
        if (take == end)
        {
            bytes.remove_prefix(1);
            lines.push_back(std::exchange(partial_, {}));
        }
        else if (!bytes.empty())
        {
            // Full, and the line goes on. A full line whose end comes next is not cut.
            partial_.append(kCutMark);
            lines.push_back(std::exchange(partial_, {}));
        }
    }
    return lines;
}

std::string LineSplitter::rest()
{
    return std::exchange(partial_, {});
}

}  // namespace ligature::logControl
