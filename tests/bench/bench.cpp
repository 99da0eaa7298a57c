#include "tests/bench/bench.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/bench/ipc/round_trips.h"

namespace ligature::bench
{

std::vector<Benchmark> allBenchmarks()
{
    std::vector<Benchmark> all = hostToolBenchmarks();
    for (Benchmark& benchmark : ipcBenchmarks())
    {
        all.push_back(std::move(benchmark));
    }
    return all;
}

double median(std::vector<double> values)
{
    if (values.empty())
    {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double medianMilliseconds(int repeats, const std::function<void()>& prepare, const std::function<void()>& function)
{
    std::vector<double> times;
    for (int i = 0; i <= repeats; ++i)
    {
        if (prepare)
        {
            prepare();
        }
        const auto begin = std::chrono::steady_clock::now();
        function();
        const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
        if (i > 0)
        {
            times.push_back(time.count());
        }
    }
    return median(times);
}

std::string toTable(const std::vector<Result>& results)
{
    std::string text = fmt::format("{:<28} {:>12}   {:<34} {:>12} {:>7}   {:<26} {}\n", "name", "median",
                                   "compared with", "its median", "ratio", "goal", "met");
    for (const Result& result : results)
    {
        text += fmt::format("{:<28} {:>9.2f} {:<2}   {:<34} {:>9.2f} {:<2} {:>7.2f}   {:<26} {}\n", result.name,
                            result.median, result.unit, result.comparedWith, result.comparedMedian, result.unit,
                            result.ratio, result.goal, result.met ? "yes" : "no");
    }
    return text;
}

std::string toJson(const std::vector<Result>& results)
{
    nlohmann::ordered_json array = nlohmann::ordered_json::array();
    for (const Result& result : results)
    {
        array.push_back({{"name", result.name},
                         {"median", result.median},
                         {"unit", result.unit},
                         {"compared_with", result.comparedWith},
                         {"compared_median", result.comparedMedian},
                         {"ratio", result.ratio},
                         {"goal", result.goal},
                         {"met", result.met}});
    }
    return array.dump(2) + "\n";
}

}  // namespace ligature::bench
