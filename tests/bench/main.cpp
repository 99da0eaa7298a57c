// bench [NAME...] [--json FILE]: runs the measurements named (all without a name) and prints one table.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <list>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tests/bench/bench.h"
#include "tests/support/scratch_directory.h"

using namespace ligature::bench;

namespace
{

int runAll(const std::vector<std::string>& names, const std::string& jsonFile, bool list, const char* self)
{
    std::vector<Benchmark> benchmarks = allBenchmarks();
    if (list)
    {
        for (const Benchmark& benchmark : benchmarks)
        {
            fmt::print("{:<20} {}\n", benchmark.name, benchmark.what);
        }
        return 0;
    }
    for (const std::string& name : names)
    {
        if (std::none_of(benchmarks.begin(), benchmarks.end(), [&](const Benchmark& b) { return b.name == name; }))
        {
            fmt::print(stderr, "bench: no measurement is called '{}'; see --list\n", name);
            return 2;
        }
    }

    std::ofstream json;
    const auto checkJson = [&]
    {
        if (!jsonFile.empty() && !json)
        {
            throw std::system_error(errno, std::generic_category(), fmt::format("cannot write '{}'", jsonFile));
        }
    };
    if (!jsonFile.empty())
    {
        json.open(jsonFile);
        checkJson();  // now, not when all is measured
    }
    const std::filesystem::path build = std::filesystem::canonical(self).parent_path().parent_path();
    std::vector<Result> results;
    // Deleted when all is measured: see FreshDirectories in host_tools.cpp.
    std::list<ligature::test::ScratchDirectory> scratches;
    for (const Benchmark& benchmark : benchmarks)
    {
        if (!names.empty() && std::find(names.begin(), names.end(), benchmark.name) == names.end())
        {
            continue;
        }
        fmt::print(stderr, "measuring {}: {}\n", benchmark.name, benchmark.what);
        const ligature::test::ScratchDirectory& scratch = scratches.emplace_back();
        const Context context{build.string(), LIGATURE_SOURCE_DIRECTORY, scratch.path()};
        for (Result& result : benchmark.run(context))
        {
            result.group = benchmark.what;
            results.push_back(std::move(result));
        }
    }
    fmt::print("{}", toTable(results));
    if (!jsonFile.empty())
    {
        json << toJson(results);
        json.close();
        checkJson();
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Measures Ligature: medians over repeated runs, and ratios to something measured in the same run.",
                 "bench");
    std::vector<std::string> names;
    std::string jsonFile;
    bool list = false;
    app.add_option("name", names, "measurements to run; all without a name");
    app.add_option("--json", jsonFile, "also write the results to this file");
    app.add_flag("--list", list, "name the measurements");
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try
    {
        return runAll(names, jsonFile, list, "/proc/self/exe");
    }
    catch (const std::exception& error)
    {
        fmt::print(stderr, "bench: {}\n", error.what());
        return 1;
    }
}
