// legato: the framework as a whole.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "runtime/daemons/systems/systems.h"
#include "runtime/formats/unique_fd.h"
#include "runtime/tools/target/log_reader.h"
#include "runtime/tools/target/target.h"

namespace
{

using namespace ligature;
using formats::TargetLayout;

/// The Supervisor's program, in the tree this program belongs to.
std::string supervisorProgram()
{
    const std::filesystem::path bin = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    return bin.parent_path() / "libexec/ligature/supervisor";
}

/// Whether a Supervisor is there, be it one that does not answer yet.
bool targetIsLocked(const TargetLayout& layout)
{
    const formats::UniqueFd lock(::open(layout.supervisorLock().c_str(), O_RDONLY | O_CLOEXEC));
    return lock && ::flock(lock.get(), LOCK_SH | LOCK_NB) != 0;
}

/// Runs the Supervisor, which returns when the framework is up or cannot be.
int start(const TargetLayout& layout, bool noSandbox)
{
    if (targetIsLocked(layout))
    {
        std::puts("The Legato Supervisor is already running.");
        return 0;
    }
    std::puts("Starting Legato...");
    std::fflush(stdout);
    const std::string program = supervisorProgram();
    const pid_t child = ::fork();
    if (child == 0)
    {
        ::execl(program.c_str(), "supervisor", "--root", layout.root.c_str(), noSandbox ? "--no-sandbox" : nullptr,
                nullptr);
        std::perror(program.c_str());
        ::_exit(1);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0)
    {
        if (targetIsLocked(layout))  // somebody else was faster
        {
            std::puts("The Legato Supervisor is already running.");
            return 0;
        }
        std::fputs("Legato could not be started.\n", stderr);
        return 1;
    }
    if (!systems::current(layout))
    {
        std::puts("No system is installed yet; `update FILE` installs one.");
    }
    return 0;
}

int stop(const TargetLayout& layout)
{
    // Held by the Supervisor until its very end.
    const formats::UniqueFd lock(::open(layout.supervisorLock().c_str(), O_RDONLY | O_CLOEXEC));
    std::fputs("Stopping Legato....", stdout);
    std::fflush(stdout);
    const auto reply = tools::askSupervisor(layout, {{"command", "stop"}});
    if (!reply)
    {
        std::puts("\nLegato wasn't running.");
        return 0;
    }
    if (!reply->value("ok", false))
    {
        std::puts("");
        std::fprintf(stderr, "legato: %s\n", reply->value("message", "").c_str());
        return 1;
    }
    ::flock(lock.get(), LOCK_SH);
    std::puts("\nDONE.");
    return 0;
}

int restart(const TargetLayout& layout)
{
    const auto reply = tools::askSupervisor(layout, {{"command", "restart"}, {"byPerson", true}});
    if (!reply)
    {
        return start(layout, false);
    }
    if (!reply->value("ok", false))
    {
        std::fprintf(stderr, "legato: %s\n", reply->value("message", "").c_str());
        return 1;
    }
    std::puts("Legato has restarted.");
    return 0;
}

int status(const TargetLayout& layout)
{
    const auto installed = systems::list(layout);
    std::printf("Systems installed:%s\n", installed.empty() ? " NONE" : "");
    for (const auto& system : installed)
    {
        std::printf("  %u [%s]%s\n", system.index, systems::toText(system.status).c_str(),
                    system.current ? " <-- current" : "");
    }
    const auto reply = tools::askSupervisor(layout, {{"command", "status"}});
    if (!reply)
    {
        std::puts("Legato framework is NOT running.");
        return 1;
    }
    std::puts("Legato framework is running.");
    if (!reply->value("sandbox", true))
    {
        std::puts("Apps run without sandboxes (--no-sandbox).");
    }
    const std::string remark = reply->value("remark", "");
    if (!remark.empty())
    {
        std::printf("Note: %s.\n", remark.c_str());
    }
    return 0;
}

int version(const TargetLayout& layout)
{
    std::printf("Ligature %s\n", tools::toolVersion());
    if (const auto index = systems::current(layout))
    {
        const auto system = systems::loadSystem(layout, *index);
        std::printf("system %u%s%s\n", *index, system.name.empty() ? "" : " ", system.name.c_str());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Starts, stops and shows the framework of a target.", "legato");
    std::string root;
    std::string name;
    bool noSandbox = false;
    bool follow = false;
    tools::addCommonOptions(app, root);
    app.require_subcommand(1);
    auto* startCommand = app.add_subcommand("start", "start the framework and all apps that start by themselves");
    startCommand->add_flag("--no-sandbox", noSandbox, "run apps without sandboxes, for kernels that do not allow them");
    auto* stopCommand = app.add_subcommand("stop", "stop all apps and the framework");
    auto* restartCommand = app.add_subcommand("restart", "stop everything and start the current system");
    auto* statusCommand = app.add_subcommand("status", "what is installed and whether it runs (exit status 1: not)");
    auto* versionCommand = app.add_subcommand("version", "of these tools and of the current system");
    auto* helpCommand = app.add_subcommand("help", "this text");
    auto* logCommand = app.add_subcommand("log", "what apps have logged and printed");
    logCommand->add_flag("-f,--follow", follow, "go on with new lines until interrupted");
    logCommand->add_option("APP", name, "only the lines of this app");
    for (auto* command : app.get_subcommands({}))
    {
        command->fallthrough();
    }
    app.footer("Examples:\n  legato start\n  legato log -f ledBlinker\n  legato --root /tmp/target stop");
    return tools::runTool(app, argc, argv, root,
                          [&](const TargetLayout& layout)
                          {
                              if (startCommand->parsed())
                              {
                                  return start(layout, noSandbox);
                              }
                              if (stopCommand->parsed())
                              {
                                  return stop(layout);
                              }
                              if (restartCommand->parsed())
                              {
                                  return restart(layout);
                              }
                              if (statusCommand->parsed())
                              {
                                  return status(layout);
                              }
                              if (versionCommand->parsed())
                              {
                                  return version(layout);
                              }
                              if (helpCommand->parsed())
                              {
                                  std::fputs(tools::helpText(app).c_str(), stdout);
                                  return 0;
                              }
                              return logCommand->parsed() ? tools::showLog(layout, name, follow) : 2;
                          });
}
