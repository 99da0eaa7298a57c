// What a measurement is: medians over repeated runs, and a ratio to something measured in the same run.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace ligature::bench
{

/// A further number of a result, read as "4.2 x a bare socket".
struct Figure
{
    double value = 0;
    std::string of;
};

struct Result
{
    std::string name;
    double median = 0;
    std::string unit;          ///< "ms", "us", "KiB"
    std::string comparedWith;  ///< what the ratio is to
    double comparedMedian = 0;
    double ratio = 0;  ///< median / comparedMedian
    std::string goal;  ///< in words: "<= 30 ms"
    bool met = false;
    std::vector<Figure> further = {};
    std::string missing = {};  ///< why there is nothing to show, then the numbers mean nothing: "not installed"
    std::string group = {};    ///< headline of the table it belongs to
};

/// Where the programs are and where a measurement may write.
struct Context
{
    std::string buildDirectory;  ///< has bin/, lib/, test/
    std::string sourceDirectory;
    std::string workDirectory;  ///< fresh, removed afterwards
};

/// A named measurement; gives one or several results.
struct Benchmark
{
    std::string name;
    std::string what;  ///< one line for --list
    std::function<std::vector<Result>(const Context&)> run;
};

/// The middle of the values (mean of the two middle ones); 0 for none.
inline double median(std::vector<double> values)
{
    if (values.empty())
    {
        return 0;
    }
    std::sort(values.begin(), values.end());
    const size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Runs `prepare` (may be empty) and then `function` `repeats` times, after one round that is not counted; median wall
/// time of `function` in milliseconds.
double medianMilliseconds(int repeats, const std::function<void()>& prepare, const std::function<void()>& function);

/// For people: one table per group, in the order of the results.
std::string toTable(const std::vector<Result>& results);
/// For programs: everything that the results hold.
std::string toJson(const std::vector<Result>& results);

/// Every measurement, in the order of the table.
std::vector<Benchmark> allBenchmarks();

/// The measurements of the host tools (host_tools.cpp).
std::vector<Benchmark> hostToolBenchmarks();

/// How large generated code is (code_size.cpp).
std::vector<Benchmark> codeSizeBenchmarks();

}  // namespace ligature::bench
