#include "runtime/daemons/supervisor/children.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ligature::supervisor
{

Children::Children(Loop& loop) : loop_(loop)
{
    sigset_t child;
    ::sigemptyset(&child);
    ::sigaddset(&child, SIGCHLD);
    ::sigprocmask(SIG_BLOCK, &child, nullptr);
    signals_.reset(::signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    if (!signals_)
    {
        throw std::system_error(errno, std::generic_category(), "signalfd");
    }
    loop_.watch(signals_.get(), EPOLLIN,
                [this](uint32_t)
                {
                    signalfd_siginfo info;
                    while (::read(signals_.get(), &info, sizeof(info)) > 0)
                    {
                    }
                    reap();
                });
}

Children::~Children()
{
    loop_.forget(signals_.get());
}

void Children::watch(pid_t child, std::function<void(int)> ended)
{
    watched_[child] = std::move(ended);
}

bool Children::alive(pid_t child) const
{
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
}

void Children::reap()
{
    int status = 0;
    for (pid_t child = 0; (child = ::waitpid(-1, &status, WNOHANG)) > 0;)
    {
        const auto found = watched_.find(child);
        if (found != watched_.end())
        {
            const auto ended = std::move(found->second);
            watched_.erase(found);
            ended(status);
        }
    }
}

}  // namespace ligature::supervisor
