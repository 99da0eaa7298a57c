// logControl: keeps the log of a target.
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdio>

#include <CLI/CLI.hpp>

#include "runtime/daemons/logControl/log_server.h"
#include "runtime/formats/target_layout.h"

int main(int argc, char** argv)
{
    using namespace ligature;
    std::string root;
    uint64_t limit = 4 << 20;
    CLI::App app("Keeps the log of a target: what apps and daemons print becomes lines of <root>/log/messages.",
                 "logControl");
    app.set_version_flag("--version", LIGATURE_VERSION);
    app.add_option("--root", root,
                   "root directory of the target (default: $LIGATURE_TARGET_ROOT, else /legato or "
                   "~/.local/share/ligature)");
    app.add_option("--max-bytes", limit,
                   "size at which the file is put aside; three such files are kept (default 4 MiB)")
        ->check(CLI::Range(uint64_t{16'384}, uint64_t{1} << 40));
    app.footer("Example: logControl --root /tmp/target");
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
        const formats::TargetLayout layout{formats::targetRoot(root)};
        if (layout.root.empty())
        {
            throw std::runtime_error("no root directory: use --root DIR or set LIGATURE_TARGET_ROOT");
        }
        Loop loop;
        logControl::LogFile file(layout.logFile(), limit, 3);
        logControl::LogServer server(loop, file, layout.logSocket());

        sigset_t ends;
        ::sigemptyset(&ends);
        ::sigaddset(&ends, SIGTERM);
        ::sigaddset(&ends, SIGINT);
        ::sigprocmask(SIG_BLOCK, &ends, nullptr);
        const formats::UniqueFd signals(::signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK));
        loop.watch(signals.get(), EPOLLIN, [&](uint32_t) { loop.quit(); });
        loop.run();
        server.drain();
        ::unlink(layout.logSocket().c_str());
    }
    catch (const std::exception& error)
    {
        std::fprintf(stderr, "logControl: %s\n", error.what());
        return 1;
    }
    return 0;
}
