// supervisor: runs the current system of a target.
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include <CLI/CLI.hpp>

#include "runtime/daemons/loop/descriptor_limit.h"
#include "runtime/daemons/supervisor/control_server.h"
#include "runtime/daemons/supervisor/framework.h"

namespace
{

using namespace ligature;
using formats::UniqueFd;

struct Options
{
    std::string root;
    bool noSandbox = false;
    bool foreground = false;
    unsigned probation = 3000;
};

std::string ownFolder()
{
    return std::filesystem::read_symlink("/proc/self/exe").parent_path();
}

/// Whoever holds the lock is the Supervisor of this target. Throws std::runtime_error.
UniqueFd lockTarget(const formats::TargetLayout& layout)
{
    std::filesystem::create_directories(layout.root);
    std::filesystem::create_directories(layout.runDirectory());
    ::chmod(layout.runDirectory().c_str(), 0755);
    UniqueFd lock(::open(layout.supervisorLock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock)
    {
        throw std::runtime_error(layout.supervisorLock() + ": " + std::strerror(errno));
    }
    // Tools look at the lock by taking it for a moment.
    constexpr int kTries = 20;
    for (int i = 0; i < kTries; ++i)
    {
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) == 0)
        {
            return lock;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("the Legato Supervisor is already running for " + layout.root);
}

/// Everything in the run directory but the lock.
void clearRunDirectory(const formats::TargetLayout& layout)
{
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(layout.runDirectory(), ignored))
    {
        if (entry.path() != layout.supervisorLock())
        {
            std::filesystem::remove_all(entry.path(), ignored);
        }
    }
}

/// Says how the start went to whoever waits at the other end: "" is success.
void report(UniqueFd& waiting, const std::string& text)
{
    if (waiting)
    {
        [[maybe_unused]] const ssize_t written = ::write(waiting.get(), text.data(), text.size());
        waiting.reset();
    }
}

int supervise(const Options& options, UniqueFd waiting)
{
    const formats::TargetLayout layout{options.root};
    supervisor::Log log(options.foreground);
    int status = 0;
    UniqueFd lock;
    try
    {
        lock = lockTarget(layout);
        if (!options.noSandbox)
        {
            const std::string why = supervisor::whyNoSandbox();
            if (!why.empty())
            {
                throw std::runtime_error(why + "; --no-sandbox runs them without");
            }
        }
        clearRunDirectory(layout);
        raiseDescriptorLimit();  // some for each app here, for each process in the log daemon
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        ::signal(SIGPIPE, SIG_IGN);
        ::umask(022);

        Loop loop;
        supervisor::Children children(loop);
        supervisor::FrameworkOptions frameworkOptions;
        frameworkOptions.libexec = ownFolder();
        frameworkOptions.sandbox = !options.noSandbox;
        frameworkOptions.probation = std::chrono::milliseconds(options.probation);
        supervisor::Framework framework(layout, frameworkOptions, log, loop, children);
        framework.onFatal = [&](const std::string& why)
        {
            log.error(why);
            report(waiting, why);
            status = 1;
            framework.stop([&] { loop.quit(); });
        };

        sigset_t ends;
        ::sigemptyset(&ends);
        ::sigaddset(&ends, SIGTERM);
        ::sigaddset(&ends, SIGINT);
        ::sigprocmask(SIG_BLOCK, &ends, nullptr);
        const UniqueFd signals(::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
        loop.watch(signals.get(), EPOLLIN,
                   [&](uint32_t)
                   {
                       signalfd_siginfo info;
                       [[maybe_unused]] const ssize_t got = ::read(signals.get(), &info, sizeof(info));
                       framework.stop([&] { loop.quit(); });
                   });

        const supervisor::ControlServer server(loop, framework, log, layout.supervisorSocket());
        loop.after(std::chrono::milliseconds(0),
                   [&]
                   {
                       // A system that turned out bad is a matter of the log: the framework itself is up.
                       framework.start([&](const supervisor::BringUpResult&) { report(waiting, ""); });
                   });
        loop.run();
    }
    catch (const std::exception& error)
    {
        log.error(error.what());
        report(waiting, error.what());
        return 1;
    }
    clearRunDirectory(layout);
    return status;
}

/// Goes on in the background. The calling process waits until the framework is up or says why not.
int superviseInBackground(const Options& options)
{
    // What the caller has open, a lock or a pipe say, is not to stay open as long as the framework runs.
    ::syscall(SYS_close_range, STDERR_FILENO + 1U, ~0U, 0U);
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
    {
        std::perror("supervisor");
        return 1;
    }
    UniqueFd reading(ends[0]);
    UniqueFd writing(ends[1]);
    const pid_t child = ::fork();
    if (child < 0)
    {
        std::perror("supervisor");
        return 1;
    }
    if (child == 0)
    {
        reading.reset();
        ::setsid();
        [[maybe_unused]] const int moved = ::chdir("/");
        const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        {
            ::dup2(nothing, standard);
        }
        ::close(nothing);
        ::_exit(supervise(options, std::move(writing)));
    }
    writing.reset();
    std::string text;
    char piece[512];
    ssize_t got = 0;
    while ((got = ::read(reading.get(), piece, sizeof(piece))) > 0 || (got < 0 && errno == EINTR))
    {
        text.append(piece, got > 0 ? static_cast<size_t>(got) : 0);
    }
    int status = 0;
    if (text.empty() && ::waitpid(child, &status, WNOHANG) == child)
    {
        text = "the Supervisor ended while it started";
    }
    if (!text.empty())
    {
        // Until it has given up the lock and all it started: who hears of the failure may try again at once.
        ::waitpid(child, &status, 0);
        std::fprintf(stderr, "supervisor: %s\n", text.c_str());
        return 1;
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    Options options;
    if (const char* probation = std::getenv("LE_PROBATION_MS"))
    {
        options.probation = static_cast<unsigned>(std::strtoul(probation, nullptr, 10));
    }
    CLI::App app("Runs the current system of a target: starts its apps in their sandboxes and looks after them.",
                 "supervisor");
    app.set_version_flag("--version", LIGATURE_VERSION);
    app.add_option("--root", options.root,
                   "root directory of the target (default: $LIGATURE_TARGET_ROOT, else /legato or "
                   "~/.local/share/ligature)");
    app.add_flag("--no-sandbox", options.noSandbox, "run apps without sandboxes, for kernels that do not allow them");
    app.add_flag("--foreground", options.foreground, "stay in the foreground and log to standard error too");
    app.add_option("--probation-ms", options.probation,
                   "how long a new system must run before it is good (default: $LE_PROBATION_MS, else 3000)")
        ->check(CLI::Range(0u, 86'400'000u));
    app.footer("Example: supervisor --root /tmp/target --foreground");
    try
    {
        app.parse(argc, argv);
    }
    catch (const CLI::ParseError& error)
    {
        return app.exit(error) == 0 ? 0 : 2;
    }
    options.root = formats::targetRoot(options.root);
    if (options.root.empty())
    {
        std::fputs("supervisor: no root directory: use --root DIR or set LIGATURE_TARGET_ROOT\n", stderr);
        return 1;
    }
    return options.foreground ? supervise(options, {}) : superviseInBackground(options);
}
