// Signals as events (runtime specification, section 1.17).
#include "runtime/include/le_signals.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/event/loop.h"
#include "runtime/lib/thread/thread.h"

#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>

using namespace ligature;

namespace
{

constexpr int signalLimit = NSIG;

/// The signal handlers of one thread.
struct ThreadSignals
{
    thread::ExitHook hook;  ///< First, so that its address is this one's.
    event::FdWatcher watcher;
    int fd = -1;
    sigset_t set = {};
    le_sig_EventHandlerFunc_t handlers[signalLimit] = {};
};

/// The default handling of SIGTERM. The signal handler uses the descriptor and the timer only.
struct Termination
{
    event::FdWatcher watcher;
    int wakeFd = -1;
    timer_t graceTimer = {};
    bool isInstalled = false;
};

constinit Termination termination;

constexpr time_t graceSeconds = 2;

bool canBeHandled(int signal)
{
    switch (signal)
    {
        case SIGKILL:
        case SIGSTOP:
        case SIGFPE:
        case SIGILL:
        case SIGSEGV:
        case SIGBUS:
        case SIGABRT:
        case SIGTRAP:
        case SIGSYS:
            return false;
        default:
            return signal > 0 && signal < signalLimit;
    }
}

void dispatchSignals(event::FdWatcher& watcher, std::uint32_t)
{
    // A handler may remove the last handler and with it everything here, so nothing is kept across a call.
    const int fd = watcher.fd;
    signalfd_siginfo info = {};
    const long count = syscall(SYS_read, fd, &info, sizeof(info));
    if (count != static_cast<long>(sizeof(info)))
    {
        return;
    }
    const auto* signals = static_cast<const ThreadSignals*>(thread::require().signals);
    const int signal = static_cast<int>(info.ssi_signo);
    const le_sig_EventHandlerFunc_t handler = signals->handlers[signal];
    if (handler != nullptr)
    {
        handler(signal);
    }
}

void destroy(ThreadSignals* signals)
{
    event::stopWatching(signals->watcher);
    close(signals->fd);
    thread::require().signals = nullptr;
    delete signals;
}

void destroyAtExit(thread::ExitHook* hook)
{
    destroy(reinterpret_cast<ThreadSignals*>(hook));
}

ThreadSignals& signalsOfThread()
{
    thread::Thread& thread = thread::require();
    if (thread.signals == nullptr)
    {
        auto* signals = new ThreadSignals;
        sigemptyset(&signals->set);
        signals->fd = signalfd(-1, &signals->set, SFD_CLOEXEC | SFD_NONBLOCK);
        LE_FATAL_IF(signals->fd < 0, "Cannot receive signals: %m.");
        const int error = event::startWatching(signals->watcher, signals->fd, EPOLLIN, dispatchSignals);
        LE_FATAL_IF(error != 0, "Cannot watch for signals: %s.", LE_ERRNO_TXT(error));
        signals->hook.run = destroyAtExit;
        thread::addExitHook(signals->hook);
        thread.signals = signals;
    }
    return *static_cast<ThreadSignals*>(thread.signals);
}

/// The first SIGTERM wakes the event loop and starts the time of grace; its end arrives as the same signal.
void onTerminate(int, siginfo_t* info, void*)
{
    if (info->si_code == SI_TIMER)
    {
        _exit(EXIT_SUCCESS);
    }
    const int savedErrno = errno;
    const itimerspec grace = {{0, 0}, {graceSeconds, 0}};
    timer_settime(termination.graceTimer, 0, &grace, nullptr);
    const std::uint64_t one = 1;
    static_cast<void>(!write(termination.wakeFd, &one, sizeof(one)));
    errno = savedErrno;
}

void terminate(event::FdWatcher&, std::uint32_t)
{
    LE_CRIT("Terminated");
    exit(EXIT_SUCCESS);
}

/// Gives SIGTERM up to a handler of the user.
void uninstallTermination()
{
    if (termination.isInstalled)
    {
        signal(SIGTERM, SIG_DFL);
        timer_delete(termination.graceTimer);
        event::stopWatching(termination.watcher);
        close(termination.wakeFd);
        termination.isInstalled = false;
    }
}

}  // namespace

void le_sig_Block(int sigNum)
{
    LE_WARN_IF(syscall(SYS_gettid) != getpid(),
               "Signal %d (%s) is blocked in a thread that is not the main thread: others may still receive it.",
               sigNum, strsignal(sigNum));
    sigset_t set;
    sigemptyset(&set);
    LE_FATAL_IF(sigaddset(&set, sigNum) != 0, "There is no signal %d.", sigNum);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void le_sig_SetEventHandler(int sigNum, le_sig_EventHandlerFunc_t sigEventHandler)
{
    LE_FATAL_IF(!canBeHandled(sigNum), "Signal %d (%s) cannot have an event handler.", sigNum, strsignal(sigNum));
    if (sigEventHandler == nullptr && thread::require().signals == nullptr)
    {
        return;
    }
    if (sigNum == SIGTERM && sigEventHandler != nullptr)
    {
        uninstallTermination();
        le_sig_Block(SIGTERM);
    }
    ThreadSignals& signals = signalsOfThread();
    signals.handlers[sigNum] = sigEventHandler;
    (sigEventHandler == nullptr ? sigdelset : sigaddset)(&signals.set, sigNum);
    LE_FATAL_IF(signalfd(signals.fd, &signals.set, 0) < 0, "Cannot receive signal %d: %m.", sigNum);
}

void le_sig_DeleteAll(void)
{
    auto* signals = static_cast<ThreadSignals*>(thread::require().signals);
    if (signals != nullptr)
    {
        thread::removeExitHook(signals->hook);
        destroy(signals);
    }
}

void le_sig_InstallDefaultTermHandler(void)
{
    if (termination.isInstalled)
    {
        return;
    }
    termination.wakeFd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    sigevent onGraceEnd = {};
    onGraceEnd.sigev_notify = SIGEV_SIGNAL;
    onGraceEnd.sigev_signo = SIGTERM;
    LE_FATAL_IF(termination.wakeFd < 0 || timer_create(CLOCK_MONOTONIC, &onGraceEnd, &termination.graceTimer) != 0,
                "Cannot prepare for the end of the process: %m.");
    const int error = event::startWatching(termination.watcher, termination.wakeFd, EPOLLIN, terminate);
    LE_FATAL_IF(error != 0, "Cannot watch for the end of the process: %s.", LE_ERRNO_TXT(error));
    termination.isInstalled = true;

    struct sigaction action = {};
    action.sa_sigaction = onTerminate;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, nullptr);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}
