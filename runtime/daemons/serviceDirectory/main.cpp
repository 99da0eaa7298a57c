// serviceDirectory: joins clients to servers where a binding of the installed system says so.
#include <pthread.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>

#include "runtime/daemons/loop/descriptor_limit.h"
#include "runtime/daemons/serviceDirectory/control_server.h"
#include "runtime/daemons/serviceDirectory/directory.h"
#include "runtime/daemons/serviceDirectory/log.h"
#include "runtime/formats/control.h"
#include "runtime/formats/target_layout.h"
#include "runtime/formats/trace_folder.h"

namespace
{

using namespace ligature;

formats::UniqueFd blockTerminationSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return formats::UniqueFd(::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK));
}

void makeDirectory(const std::string& path, mode_t mode)
{
    if ((::mkdir(path.c_str(), mode) != 0 && errno != EEXIST) || ::chmod(path.c_str(), mode) != 0)
    {
        throw std::system_error(errno, std::generic_category(), path);
    }
}

void serve(const std::string& root, int controlFd)
{
    const formats::TargetLayout layout{root};
    const std::string userDirectory = layout.userSocketDirectory();
    const std::string userSocket = userDirectory + "/serviceDirectory";
    makeDirectory(layout.runDirectory(), 0755);
    // Not to be opened by others: whoever can, can lock it, and that is how one ipctrace keeps out another.
    makeDirectory(userDirectory, 0711);
    formats::makeTraceFolder(userDirectory);

    const formats::UniqueFd signals = blockTerminationSignals();
    Loop loop;
    directory::Directory directory(loop);
    directory::ControlServer control(loop, directory);
    loop.watch(signals.get(), EPOLLIN, [&loop](uint32_t) { loop.quit(); });
    directory.serveUsers(formats::listenUnix(userSocket, SOCK_SEQPACKET, 0666));
    // Last: who can give commands can rely on all the rest.
    control.listen(formats::listenUnix(layout.directoryControlSocket(), SOCK_STREAM, 0600));
    if (controlFd >= 0)
    {
        control.serveParent(formats::UniqueFd(controlFd));
    }
    loop.run();
    ::unlink(layout.directoryControlSocket().c_str());
    ::unlink(userSocket.c_str());
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Joins clients to servers where a binding of the installed system says so.", "serviceDirectory");
    std::string rootOption;
    int controlFd = -1;
    app.add_option("--root", rootOption,
                   "Root directory of the target (default: $LIGATURE_TARGET_ROOT, /legato as root, else "
                   "~/.local/share/ligature)");
    app.add_option("--control-fd", controlFd,
                   "A connected control socket inherited from the parent; the daemon ends when it is closed")
        ->check(CLI::NonNegativeNumber);
    app.set_version_flag("--version", std::string(LIGATURE_VERSION));
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
        const std::string root = formats::targetRoot(rootOption);
        if (root.empty())
        {
            directory::log(directory::Level::Emergency, "no root directory: give --root");
            return 2;
        }
        raiseDescriptorLimit();  // every app's connections live in this one process
        serve(root, controlFd);
        return 0;
    }
    catch (const std::exception& error)
    {
        directory::log(directory::Level::Emergency, error.what());
        return 1;
    }
}
