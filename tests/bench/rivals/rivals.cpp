#include "tests/bench/rivals/rivals.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include <fmt/format.h>

#include "tests/bench/ipc/pinned_program.h"
#include "tests/bench/ipc/round_trips.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

namespace
{

/// Fewer than for our own: gRPC needs a tenth of a millisecond for one.
constexpr int kRoundTripsPerBatch = 500;

/// A bus on which everybody may do everything.
void writeBusConfiguration(const std::string& path, const std::string& socket)
{
    std::ofstream(path) << fmt::format(
        R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
)",
        socket);
}

/// One line per rival, in their order, and our own first. `medians` are those of the bare socket, of the generated
/// call, and of the rivals that are installed.
std::vector<Result> compare(const std::string& bytes, const std::vector<Rival>& rivals,
                            const std::vector<double>& medians)
{
    const double bare = medians[0];
    const double own = medians[1];
    std::vector<Result> results = {
        {fmt::format("generated call, {} bytes", bytes), own, "us", "bare socket", bare, own / bare, "", false}};
    auto next = medians.begin() + 2;
    for (const Rival& rival : rivals)
    {
        const std::string name = fmt::format("{}, {} bytes", rival.name, bytes);
        if (!isInstalled(rival))
        {
            results.push_back(notInstalled(name));
            continue;
        }
        const double median = *next++;
        results.push_back({name,
                           median,
                           "us",
                           "generated call",
                           own,
                           median / own,
                           "> 1 x",
                           median > own,
                           {{median / bare, "x bare socket"}}});
    }
    return results;
}

}  // namespace

std::vector<Rival> allRivals(const Context& context, const std::string& bytes)
{
    const auto program = [&](const std::string& name) { return context.buildDirectory + "/test/bench_rival_" + name; };
    const auto rival = [&](const std::string& name, const std::string& peer)
    {
        const std::string socket = fmt::format("{}/{}.{}", context.workDirectory, peer, bytes);
        return Rival{name, {}, {program(peer), "server", socket, bytes}, {program(peer), "client", socket, bytes}};
    };
    const std::string bus = context.workDirectory + "/bus." + bytes;
    writeBusConfiguration(bus + ".conf", bus);
    const std::string sdbus = program("sdbus");
    return {rival("sd-bus, direct", "sdbus"),
            {"sd-bus through dbus-daemon",
             {"/usr/bin/dbus-daemon", "--config-file=" + bus + ".conf", "--nofork", "--nopidfile"},
             {sdbus, "bus-server", bus, bytes},
             {sdbus, "bus-client", bus, bytes}},
            rival("Cap'n Proto RPC", "capnp"),
            rival("gRPC", "grpc")};
}

bool isInstalled(const Rival& rival)
{
    const auto exists = [](const std::vector<std::string>& command)
    { return command.empty() || ::access(command[0].c_str(), X_OK) == 0; };
    return exists(rival.daemon) && exists(rival.server) && exists(rival.client);
}

Result notInstalled(const std::string& name)
{
    Result result;
    result.name = name;
    result.missing = "not installed";
    return result;
}

std::vector<Result> measureRivals(const Context& context)
{
    const test::DirectoryProcess directory;
    directory.bind("echo", "echo");
    const std::string programs = context.buildDirectory + "/test/";
    std::vector<Result> results;
    for (const char* bytes : {"4", "100", "1024"})
    {
        std::vector<RoundTripVariant> variants = {{"bare socket", {}, {programs + "bench_ipc_raw", bytes}},
                                                  {"generated call",
                                                   {programs + "bench_ipc_generated_server"},
                                                   {programs + "bench_ipc_generated_client", bytes}}};
        const std::vector<Rival> rivals = allRivals(context, bytes);
        std::vector<std::unique_ptr<PinnedProgram>> daemons;
        for (const Rival& rival : rivals)
        {
            if (!isInstalled(rival))
            {
                continue;
            }
            if (!rival.daemon.empty())
            {
                daemons.push_back(
                    std::make_unique<PinnedProgram>(rival.daemon, std::vector<std::pair<std::string, std::string>>{}));
            }
            variants.push_back({rival.name, rival.server, rival.client});
        }
        const std::vector<double> medians =
            medianRoundTrips(variants, {{directory::kSocketVariable, directory.userSocket()}}, kRoundTripsPerBatch);
        for (Result& result : compare(bytes, rivals, medians))
        {
            results.push_back(std::move(result));
        }
    }
    return results;
}

std::vector<Benchmark> rivalBenchmarks()
{
    return {{"rivals", "the same call and reply with other packages", measureRivals},
            {"memory", "memory of a client and a server of the echo that are idle", measureMemory}};
}

}  // namespace ligature::bench
