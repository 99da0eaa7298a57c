#include "runtime/tools/update/progress.h"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace ligature::update
{

std::string progressLine(const std::string& what, int percent)
{
    return fmt::format("{}: {:3}% {:<50}", what, percent, std::string(static_cast<size_t>(percent / 2), '+'));
}

void Progress::show(const std::string& what, uint64_t done, uint64_t total)
{
    const int percent =
        total == 0 ? 100
                   : static_cast<int>(100.0 * static_cast<double>(std::min(done, total)) / static_cast<double>(total));
    if (!visible_ || (what == what_ && percent == percent_))
    {
        return;
    }
    if (what != what_)
    {
        finish();
    }
    what_ = what;
    percent_ = percent;
    fmt::print("\r{}", progressLine(what, percent));
    std::fflush(stdout);
}

void Progress::finish()
{
    if (percent_ >= 0)
    {
        fmt::print("\n");
        std::fflush(stdout);
    }
    percent_ = -1;
    what_.clear();
}

}  // namespace ligature::update
