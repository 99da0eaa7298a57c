#include "tests/bench/ipc/round_trips.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "tests/unit/serviceDirectory/directory_process.h"

namespace ligature::bench
{

namespace
{

constexpr int kBatches = 31;
constexpr int kRoundTripsPerBatch = 2000;

double middle(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// A program pinned to the first processor this one may use, with pipes to its input and from its output.
class PinnedProgram
{
public:
    PinnedProgram(const std::vector<std::string>& command,
                  const std::vector<std::pair<std::string, std::string>>& variables)
        : name_(command.at(0))
    {
        int in[2];
        int out[2];
        if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0)
        {
            throw std::runtime_error("cannot make pipes");
        }
        pid_ = ::fork();
        if (pid_ == 0)
        {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::dup2(in[0], STDIN_FILENO);
            ::dup2(out[1], STDOUT_FILENO);
            become(command, variables);
        }
        ::close(in[0]);
        ::close(out[1]);
        orders_ = ::fdopen(in[1], "w");
        times_ = ::fdopen(out[0], "r");
    }
    ~PinnedProgram()
    {
        std::fclose(orders_);
        std::fclose(times_);
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    PinnedProgram(const PinnedProgram&) = delete;
    PinnedProgram& operator=(const PinnedProgram&) = delete;

    /// Mean microseconds of so many round trips.
    double roundTrips(int count)
    {
        std::fprintf(orders_, "%d\n", count);
        std::fflush(orders_);
        double nanoseconds = 0;
        if (std::fscanf(times_, "%lf", &nanoseconds) != 1)
        {
            throw std::runtime_error(name_ + " has failed");
        }
        return nanoseconds / 1000 / count;
    }

private:
    [[noreturn]] static void become(const std::vector<std::string>& command,
                                    const std::vector<std::pair<std::string, std::string>>& variables)
    {
        cpu_set_t allowed;
        ::sched_getaffinity(0, sizeof(allowed), &allowed);
        int first = 0;
        while (first < CPU_SETSIZE - 1 && !CPU_ISSET(first, &allowed))
        {
            ++first;
        }
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(first, &one);
        ::sched_setaffinity(0, sizeof(one), &one);
        for (const auto& [name, value] : variables)
        {
            ::setenv(name.c_str(), value.c_str(), 1);
        }
        std::vector<char*> arguments;
        for (const std::string& argument : command)
        {
            arguments.push_back(const_cast<char*>(argument.c_str()));
        }
        arguments.push_back(nullptr);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }

    std::string name_;
    pid_t pid_ = -1;
    std::FILE* orders_ = nullptr;
    std::FILE* times_ = nullptr;
};

}  // namespace

std::vector<Result> compareRoundTrips(const std::vector<RoundTripVariant>& variants,
                                      const std::vector<std::pair<std::string, std::string>>& variables)
{
    std::vector<std::unique_ptr<PinnedProgram>> servers;
    std::vector<std::unique_ptr<PinnedProgram>> clients;
    for (const RoundTripVariant& variant : variants)
    {
        if (!variant.server.empty())
        {
            servers.push_back(std::make_unique<PinnedProgram>(variant.server, variables));
        }
        clients.push_back(std::make_unique<PinnedProgram>(variant.client, variables));
        clients.back()->roundTrips(kRoundTripsPerBatch);  // warms up, and shows that it works
    }
    std::vector<std::vector<double>> times(variants.size());
    for (int batch = 0; batch < kBatches; ++batch)
    {
        for (size_t i = 0; i < variants.size(); ++i)
        {
            times[i].push_back(clients[i]->roundTrips(kRoundTripsPerBatch));
        }
    }
    std::vector<Result> results;
    const double base = middle(times[0]);
    for (size_t i = 1; i < variants.size(); ++i)
    {
        const double own = middle(times[i]);
        results.push_back({variants[i].name, own, "us", variants[0].name, base, own / base,
                           fmt::format("<= {} x", variants[i].goal), own <= variants[i].goal * base});
    }
    return results;
}

std::vector<Result> measureMessaging(const Context& context)
{
    const test::DirectoryProcess directory;
    directory.bind("client", "server");
    directory.bind("echo", "echo");
    const std::string programs = context.buildDirectory + "/test/";
    std::vector<Result> results;
    for (const char* bytes : {"4", "100", "1024"})
    {
        const std::vector<RoundTripVariant> variants = {
            {fmt::format("bare socket, {} bytes", bytes), {}, {programs + "bench_ipc_raw", bytes}},
            {fmt::format("le_msg request, {} bytes", bytes),
             {programs + "bench_ipc_message", "server", bytes},
             {programs + "bench_ipc_message", "call", bytes},
             1.15},
            {fmt::format("generated call, {} bytes", bytes),
             {programs + "bench_ipc_generated_server"},
             {programs + "bench_ipc_generated_client", bytes},
             1.15},
        };
        for (Result& result : compareRoundTrips(variants, {{directory::kSocketVariable, directory.userSocket()}}))
        {
            results.push_back(std::move(result));
        }
    }
    const std::string peer = programs + "bench_ipc_message";
    const std::vector<RoundTripVariant> others = {
        {"bare socket, 4 bytes", {}, {programs + "bench_ipc_raw", "4"}},
        {"one-way message, 4 bytes", {peer, "server", "4"}, {peer, "event", "4"}, 0.333},
        {"pipelined request, 4 bytes", {}, {peer, "pipeline", "4"}, 0.333},
        {"session open and close", {}, {peer, "open", "4"}, 10},
    };
    for (Result& result : compareRoundTrips(others, {{directory::kSocketVariable, directory.userSocket()}}))
    {
        results.push_back(std::move(result));
    }
    return results;
}

std::vector<Benchmark> ipcBenchmarks()
{
    return {{"ipc", "call and reply between two processes: bare socket, le_msg, generated code", measureMessaging}};
}

}  // namespace ligature::bench
