#include "tests/bench/bench.h"

#include <chrono>

#include <nlohmann/json.hpp>

#include "tests/bench/ipc/round_trips.h"
#include "tests/bench/rivals/rivals.h"

namespace ligature::bench
{

std::vector<Benchmark> allBenchmarks()
{
    std::vector<Benchmark> all;
    for (const auto& part : {hostToolBenchmarks(), ipcBenchmarks(), rivalBenchmarks(), codeSizeBenchmarks()})
    {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
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

std::string toJson(const std::vector<Result>& results)
{
    nlohmann::ordered_json array = nlohmann::ordered_json::array();
    for (const Result& result : results)
    {
        if (!result.missing.empty())
        {
            array.push_back({{"group", result.group}, {"name", result.name}, {"missing", result.missing}});
            continue;
        }
        nlohmann::ordered_json further = nlohmann::ordered_json::array();
        for (const Figure& figure : result.further)
        {
            further.push_back({{"value", figure.value}, {"of", figure.of}});
        }
        array.push_back({{"group", result.group},
                         {"name", result.name},
                         {"median", result.median},
                         {"unit", result.unit},
                         {"compared_with", result.comparedWith},
                         {"compared_median", result.comparedMedian},
                         {"ratio", result.ratio},
                         {"further", further},
                         {"goal", result.goal},
                         {"met", result.goal.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(result.met)}});
    }
    return array.dump(2) + "\n";
}

}  // namespace ligature::bench
