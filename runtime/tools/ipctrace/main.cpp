// ipctrace: the messages of apps while they travel.
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <map>

#include <fmt/format.h>

#include "runtime/tools/ipctrace/following.h"
#include "runtime/tools/ipctrace/output.h"
#include "runtime/tools/target/target.h"

namespace
{

using namespace ligature;

constexpr int kWrongCommandLine = 2;
constexpr uint64_t kMostMessages = 1'000'000'000'000;

formats::UniqueFd endingSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    {
        sigaddset(&signals, signal);
    }
    sigprocmask(SIG_BLOCK, &signals, nullptr);
    return formats::UniqueFd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

int list(const formats::TargetLayout& layout)
{
    const std::vector<ipctrace::Source> sources = ipctrace::sourcesOf(layout);  // says who may
    std::map<std::string, std::string> states = {{ipctrace::kUsers, "programs that belong to no app"}};
    if (const auto reply = tools::askSupervisor(layout, {{"command", "status"}}))
    {
        for (const auto& app : reply->value("apps", nlohmann::json::array()))
        {
            states[app.value("name", "")] = app.value("state", "");
        }
    }
    std::string lines;
    for (const ipctrace::Source& source : sources)
    {
        const std::string& state = states[source.name];
        lines += fmt::format("{}{}\n", source.name, state.empty() ? "" : "  " + state);
    }
    return ipctrace::writeLines(STDOUT_FILENO, -1, lines) == ipctrace::Written::all ? 0 : 1;
}

int follow(const formats::TargetLayout& layout, ipctrace::Wishes wishes, bool all)
{
    if (!all && wishes.apps.empty() && wishes.interface.empty())
    {
        fmt::print(stderr, "ipctrace: whose messages? Give --app, --interface or --all.  Try --help.\n");
        return kWrongCommandLine;
    }
    if (all && !wishes.apps.empty())
    {
        fmt::print(stderr, "ipctrace: --all and --app exclude each other.  Try --help.\n");
        return kWrongCommandLine;
    }
    const formats::UniqueFd signals = endingSignals();
    return ipctrace::Following(layout, std::move(wishes)).run(signals.get());
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Shows calls, answers and reports between apps while they happen: names, sizes and times, no values.",
                 "ipctrace");
    app.footer(
        "Examples:\n"
        "  ipctrace list\n"
        "  ipctrace --app ledBlinker\n"
        "  ipctrace --app ledBlinker --app gpioPin21 --count 100\n"
        "  ipctrace --interface led --json\n"
        "  ipctrace --app '<user>'      programs that belong to no app");
    std::string root;
    tools::addCommonOptions(app, root);
    std::vector<std::string> apps;
    ipctrace::Wishes wishes;
    bool all = false;
    app.add_option("--app", apps, "messages that this app sends or receives; may be given several times")
        ->option_text("NAME")
        ->allow_extra_args(false);
    app.add_option("--interface", wishes.interface,
                   "messages of this interface, by its name in the program or that of its .api file")
        ->option_text("NAME");
    app.add_flag("--all", all, "messages of all apps");
    app.add_flag("--json", wishes.json, "one JSON object per line");
    app.add_option("--count", wishes.count, "end after this many messages")
        ->option_text("N")
        ->check(CLI::Range(uint64_t{1}, kMostMessages));
    CLI::App* listing = app.add_subcommand("list", "Shows who can be followed");
    listing->fallthrough();
    for (const char* option : {"--app", "--interface", "--all", "--json", "--count"})
    {
        listing->excludes(app.get_option(option));
    }
    return tools::runTool(app, argc, argv, root,
                          [&](const formats::TargetLayout& layout)
                          {
                              wishes.apps = {apps.begin(), apps.end()};
                              return *listing ? list(layout) : follow(layout, wishes, all);
                          });
}
