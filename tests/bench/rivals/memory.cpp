#include <map>
#include <memory>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "tests/bench/ipc/pinned_program.h"
#include "tests/bench/rivals/rivals.h"
#include "tests/support/scratch_directory.h"
#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

namespace
{

using Variables = std::vector<std::pair<std::string, std::string>>;

/// In KiB, as the kernel counts.
struct Memory
{
    double proportional = 0;  ///< what is shared is divided among those who share it
    double resident = 0;
    double anonymous = 0;  ///< heap, stack, data that was written to
};

Memory memoryOf(pid_t pid)
{
    std::istringstream lines(test::readText(fmt::format("/proc/{}/smaps_rollup", pid)));
    Memory memory;
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream words(line);
        std::string name;
        double value = 0;
        words >> name >> value;
        if (name == "Pss:")
        {
            memory.proportional = value;
        }
        else if (name == "Rss:")
        {
            memory.resident = value;
        }
        else if (name == "Anonymous:")
        {
            memory.anonymous = value;
        }
    }
    return memory;
}

Result makeResult(const std::string& name, const Memory& memory, const std::string& base, const Memory& baseMemory)
{
    return {name,
            memory.proportional,
            "KiB",
            base,
            baseMemory.proportional,
            memory.proportional / baseMemory.proportional,
            "",
            false,
            {{memory.anonymous, "KiB anonymous"}, {memory.resident, "KiB resident"}}};
}

/// Client, server and, if there is one, the process between them, when they have made some calls.
class IdlePair
{
public:
    IdlePair(const Rival& pair, const Variables& variables)
    {
        if (!pair.daemon.empty())
        {
            daemon_ = std::make_unique<PinnedProgram>(pair.daemon, variables);
        }
        server_ = std::make_unique<PinnedProgram>(pair.server, variables);
        client_ = std::make_unique<PinnedProgram>(pair.client, variables);
        client_->roundTrips(100);
    }

    Memory client() const { return memoryOf(client_->pid()); }
    Memory server() const { return memoryOf(server_->pid()); }
    std::optional<Memory> daemon() const
    {
        return daemon_ == nullptr ? std::nullopt : std::optional(memoryOf(daemon_->pid()));
    }

private:
    std::unique_ptr<PinnedProgram> daemon_;
    std::unique_ptr<PinnedProgram> server_;
    std::unique_ptr<PinnedProgram> client_;
};

}  // namespace

std::vector<Result> measureMemory(const Context& context)
{
    const test::DirectoryProcess directory;
    directory.bind("echo", "echo");
    const Variables variables = {{directory::kSocketVariable, directory.userSocket()}};
    const std::string programs = context.buildDirectory + "/test/";

    // All run before the first is looked at, so that the libraries that they share weigh on each alike.
    PinnedProgram idle({programs + "bench_ipc_idle"}, variables);
    idle.roundTrips(1);
    const IdlePair own(
        {"", {}, {programs + "bench_ipc_generated_server"}, {programs + "bench_ipc_generated_client", "4"}}, variables);
    const std::vector<Rival> rivals = allRivals(context, "4");
    std::map<std::string, std::unique_ptr<IdlePair>> pairs;
    for (const Rival& rival : rivals)
    {
        if (isInstalled(rival))
        {
            pairs[rival.name] = std::make_unique<IdlePair>(rival, variables);
        }
    }

    const Memory linked = memoryOf(idle.pid());
    const Memory ownClient = own.client();
    const Memory ownServer = own.server();
    const std::string base = "only links liblegato";
    std::vector<Result> results = {makeResult("generated client", ownClient, base, linked),
                                   makeResult("generated server", ownServer, base, linked)};
    for (const Rival& rival : rivals)
    {
        const auto pair = pairs.find(rival.name);
        if (pair == pairs.end())
        {
            results.push_back(notInstalled(rival.name));
            continue;
        }
        results.push_back(makeResult(rival.name + ", client", pair->second->client(), "generated client", ownClient));
        results.push_back(makeResult(rival.name + ", server", pair->second->server(), "generated server", ownServer));
        if (const std::optional<Memory> daemon = pair->second->daemon())
        {
            results.push_back(makeResult(rival.name + ", daemon", *daemon, "generated server", ownServer));
        }
    }
    return results;
}

}  // namespace ligature::bench
