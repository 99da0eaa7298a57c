#include "runtime/daemons/supervisor/daemon_process.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace ligature::supervisor
{

DaemonProcess::~DaemonProcess()
{
    loop_.cancel(killTimer_);
    if (running())
    {
        ::kill(pid_, SIGKILL);
        children_.watch(pid_, [](int) {});
    }
}

void DaemonProcess::start(const std::string& program, const std::string& root, formats::UniqueFd output,
                          std::function<void(int)> died)
{
    const pid_t supervisor = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0)
    {
        throw std::system_error(errno, std::generic_category(), "cannot start " + name_);
    }
    if (pid_ == 0)
    {
        sigset_t nothing;
        ::sigemptyset(&nothing);
        ::sigprocmask(SIG_SETMASK, &nothing, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (::getppid() != supervisor)
        {
            ::_exit(0);
        }
        if (output)
        {
            ::dup2(output.get(), STDOUT_FILENO);
            ::dup2(output.get(), STDERR_FILENO);
            ::setenv("LIGATURE_LOG_STREAM", "1", 1);
        }
        ::execl(program.c_str(), name_.c_str(), "--root", root.c_str(), nullptr);
        ::_exit(127);
    }
    died_ = std::move(died);
    children_.watch(pid_,
                    [this](int status)
                    {
                        pid_ = -1;
                        loop_.cancel(killTimer_);
                        if (stopped_)
                        {
                            const auto stopped = std::exchange(stopped_, nullptr);
                            stopped();
                        }
                        else
                        {
                            died_(status);
                        }
                    });
}

void DaemonProcess::stop(std::function<void()> done)
{
    if (!running())
    {
        done();
        return;
    }
    stopped_ = std::move(done);
    ::kill(pid_, SIGTERM);
    killTimer_ = loop_.after(std::chrono::seconds(1), [this] { ::kill(pid_, SIGKILL); });
}

}  // namespace ligature::supervisor
