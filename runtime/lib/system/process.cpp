// Starting of other programs (runtime specification, section 1.17).
#include "runtime/include/le_process.h"

#include "runtime/include/le_log.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>

namespace
{

/// In the new process: becomes the program, or tells the parent why not and ends.
[[noreturn]] void becomeProgram(const le_proc_Parameters_t& parameters, int reportFd)
{
    static const char* const nothing[] = {nullptr};
    const char* const nameOnly[] = {parameters.executableStr, nullptr};
    const char* const* arguments = parameters.argumentsPtr != nullptr ? parameters.argumentsPtr : nameOnly;
    const char* const* environment = parameters.environmentPtr != nullptr ? parameters.environmentPtr : nothing;

    sigset_t signals;
    sigemptyset(&signals);
    sigprocmask(SIG_SETMASK, &signals, nullptr);
    if (parameters.init != nullptr)
    {
        parameters.init(parameters.userPtr);
    }
    if (parameters.closeFds != LE_PROC_NO_FDS)
    {
        // The descriptor that reports failure closes itself when the program starts.
        const auto first = static_cast<unsigned>(parameters.closeFds);
        const auto report = static_cast<unsigned>(reportFd);
        if (first <= report)
        {
            if (first < report)
            {
                close_range(first, report - 1, 0);
            }
            close_range(report + 1, ~0u, 0);
        }
        else
        {
            close_range(first, ~0u, 0);
        }
    }
    execve(parameters.executableStr, const_cast<char* const*>(arguments), const_cast<char* const*>(environment));
    const int error = errno;
    while (write(reportFd, &error, sizeof(error)) < 0 && errno == EINTR)
    {
    }
    _exit(127);
}

void waitFor(pid_t child)
{
    while (waitpid(child, nullptr, 0) < 0 && errno == EINTR)
    {
    }
}

}  // namespace

pid_t le_proc_Execute(const le_proc_Parameters_t* paramPtr)
{
    LE_FATAL_IF(paramPtr == nullptr || paramPtr->executableStr == nullptr, "There is no program to execute.");
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0)
    {
        return -1;
    }
    pid_t child = fork();
    if (child == 0)
    {
        close(report[0]);
        // A detached program is the child of a process that ends at once.
        if (paramPtr->detach)
        {
            const pid_t grandchild = fork();
            if (grandchild != 0)
            {
                const int error = grandchild < 0 ? errno : 0;
                if (error != 0)
                {
                    while (write(report[1], &error, sizeof(error)) < 0 && errno == EINTR)
                    {
                    }
                }
                _exit(0);
            }
        }
        becomeProgram(*paramPtr, report[1]);
    }
    const int forkError = errno;
    close(report[1]);
    if (child < 0)
    {
        close(report[0]);
        errno = forkError;
        return -1;
    }
    if (paramPtr->detach)
    {
        waitFor(child);
    }
    int error = 0;
    ssize_t count = 0;
    do
    {
        count = read(report[0], &error, sizeof(error));
    } while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == static_cast<ssize_t>(sizeof(error)))
    {
        if (!paramPtr->detach)
        {
            waitFor(child);
        }
        errno = error;
        return -1;
    }
    return paramPtr->detach ? 0 : child;
}
