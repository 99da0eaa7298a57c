#include <algorithm>
#include <cctype>
#include <vector>

#include "grammar/diagnostic.h"

namespace ligature
{
namespace
{

/// Names longer than this are not compared: nobody mistypes them, and hostile input must not cost quadratic time.
constexpr size_t kLongestName = 128;

/// Number of inserted, removed, replaced or swapped neighbouring characters; a difference of case counts nothing.
/// Gives up above `limit` and returns limit + 1.
size_t editDistance(const std::string& a, const std::string& b, size_t limit)
{
    const size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > limit)
    {
        return limit + 1;
    }
    const auto same = [](char x, char y)
    { return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y)); };

    std::vector<size_t> beforeLast(b.size() + 1);
    std::vector<size_t> last(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    for (size_t j = 0; j <= b.size(); ++j)
    {
        last[j] = j;
    }
    for (size_t i = 1; i <= a.size(); ++i)
    {
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j)
        {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same(a[i - 1], b[j - 1]) ? 0 : 1)});
            if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
            {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

}  // namespace

std::string nearestName(const std::string& name, const std::vector<std::string>& candidates)
{
    if (name.empty() || name.size() > kLongestName)
    {
        return {};
    }
    const std::string* best = nullptr;
    size_t bestDistance = 0;
    for (const std::string& candidate : candidates)
    {
        if (candidate.empty() || candidate.size() > kLongestName || candidate == name)
        {
            continue;
        }
        // One slip in three characters can be meant; more is another word.
        const size_t limit = std::max(name.size(), candidate.size()) / 3;
        const size_t distance = editDistance(name, candidate, limit);
        if (distance <= limit && (best == nullptr || distance < bestDistance))
        {
            best = &candidate;
            bestDistance = distance;
        }
    }
    return best != nullptr ? *best : std::string();
}

}  // namespace ligature
