// bench_ipc [attack]: measures messaging alone, or what an attack costs others, and prints the results as JSON.
#include <cstdio>
#include <cstring>
#include <exception>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tests/bench/ipc/round_trips.h"
#include "tests/bench/ipc/under_attack.h"
#include "tests/unit/serviceDirectory/directory_process.h"

int main(int argc, char** argv)
{
    const bool isAttack = argc == 2 && std::strcmp(argv[1], "attack") == 0;
    if (argc != 1 && !isAttack)
    {
        fmt::print(stderr, "usage: bench_ipc [attack]\n");
        return 2;
    }
    try
    {
        nlohmann::json list = nlohmann::json::array();
        const ligature::bench::Context context{ligature::test::buildRoot(), {}, {}};
        const auto measure = isAttack ? ligature::bench::measureUnderAttack : ligature::bench::measureMessaging;
        for (const ligature::bench::Result& result : measure(context))
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
