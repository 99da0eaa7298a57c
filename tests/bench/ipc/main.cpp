// bench_ipc: measures messaging alone and prints the results as JSON.
#include <cstdio>
#include <exception>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/bench/ipc/round_trips.h"
#include "tests/unit/serviceDirectory/directory_process.h"

int main()
{
    try
    {
        nlohmann::json list = nlohmann::json::array();
        const ligature::bench::Context context{ligature::test::buildRoot(), {}, {}};
        for (const ligature::bench::Result& result : ligature::bench::measureMessaging(context))
        {
            list.push_back({{"name", result.name},
                            {"median", result.median},
                            {"unit", result.unit},
                            {"compared_with", result.comparedWith},
                            {"ratio", result.ratio},
                            {"goal", result.goal},
                            {"met", result.met}});
        }
        fmt::print("{}\n", list.dump(2));
        return 0;
    }
    catch (const std::exception& error)
    {
        fmt::print(stderr, "bench_ipc: {}\n", error.what());
        return 1;
    }
}
