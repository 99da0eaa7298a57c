// The results as text for people: one table per group, columns as wide as their content.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "tests/bench/bench.h"

namespace ligature::bench
{

namespace
{

constexpr size_t kColumns = 8;
using Row = std::array<std::string, kColumns>;
constexpr std::array<bool, kColumns> kRightAligned = {false, true, false, true, true, false, false, false};

std::string number(double value)
{
    return value == std::floor(value) ? fmt::format("{:.0f}", value)
                                      : fmt::format("{:.{}f}", value,
                                                    value >= 1000  ? 0
                                                    : value >= 100 ? 1
                                                                   : 2);
}

Row row(const Result& result)
{
    if (!result.missing.empty())
    {
        return {result.name, result.missing};
    }
    std::string further;
    for (const Figure& figure : result.further)
    {
        further += fmt::format("{}{} {}", further.empty() ? "" : ", ", number(figure.value), figure.of);
    }
    const bool compared = !result.comparedWith.empty();
    return {result.name,
            fmt::format("{} {}", number(result.median), result.unit),
            result.comparedWith,
            compared ? fmt::format("{} {}", number(result.comparedMedian), result.unit) : "",
            compared ? fmt::format("{:.2f}", result.ratio) : "",
            further,
            result.goal,
            result.goal.empty() ? ""
            : result.met        ? "yes"
                                : "no"};
}

std::string layOut(const std::vector<Row>& rows)
{
    std::array<size_t, kColumns> widths{};
    for (const Row& row : rows)
    {
        for (size_t i = 0; i < kColumns; ++i)
        {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    std::string text;
    for (const Row& row : rows)
    {
        std::string line;
        for (size_t i = 0; i < kColumns; ++i)
        {
            if (widths[i] > 0)
            {
                line += kRightAligned[i] ? fmt::format("  {:>{}}", row[i], widths[i])
                                         : fmt::format("  {:<{}}", row[i], widths[i]);
            }
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

}  // namespace

std::string toTable(const std::vector<Result>& results)
{
    std::string text;
    for (size_t begin = 0; begin < results.size();)
    {
        std::vector<Row> rows = {{"name", "median", "compared with", "its median", "ratio", "", "goal", "met"}};
        size_t end = begin;
        for (; end < results.size() && results[end].group == results[begin].group; ++end)
        {
            rows.push_back(row(results[end]));
        }
        text += fmt::format("{}{}\n{}", begin == 0 ? "" : "\n", results[begin].group, layOut(rows));
        begin = end;
    }
    return text;
}

}  // namespace ligature::bench
