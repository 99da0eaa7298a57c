#include "runtime/daemons/supervisor/process_start.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <nlohmann/json.hpp>

#include "runtime/daemons/supervisor/confinement.h"
#include "runtime/daemons/supervisor/environment.h"
#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

void writeAll(int fd, const std::string& text)
{
    [[maybe_unused]] const ssize_t written = ::write(fd, text.data(), text.size());
}

/// Remarks go to the process's own log.
void remark(const std::string& text)
{
    writeAll(STDERR_FILENO,
             "-WRN- | supervisor[" + std::to_string(::getppid()) + "]/framework T=main | " + text + "\n");
}

/// The line by which the log daemon knows whose output it is (runtime/daemons/logControl).
void introduce(const SandboxSpec& spec, const formats::ProcessEntry& process, int fd, const char* stream)
{
    const nlohmann::json header{
        {"app", spec.app.manifest.name}, {"process", process.name}, {"pid", ::getpid()}, {"stream", stream}};
    writeAll(fd, header.dump() + "\n");
}

void setPriority(const std::string& priority)
{
    sched_param parameters{};
    int result = 0;
    if (priority == "idle")
    {
        result = ::sched_setscheduler(0, SCHED_IDLE, &parameters);
    }
    else if (priority == "low" || priority == "high")
    {
        result = ::setpriority(PRIO_PROCESS, 0, priority == "low" ? 10 : -10);
    }
    else if (priority.rfind("rt", 0) == 0)
    {
        parameters.sched_priority = std::atoi(priority.c_str() + 2);
        result = ::sched_setscheduler(0, SCHED_RR, &parameters);
    }
    if (result != 0)
    {
        remark("priority " + priority + " cannot be had: " + std::strerror(errno));
    }
}

void confine(const SandboxSpec& spec)
{
    const std::set<std::string> none;
    const auto& capabilities = spec.asRoot ? spec.app.manifest.capabilities : none;
    for (const auto& text : becomeApp(spec.identity, capabilities, spec.asRoot))
    {
        remark(text);
    }
    filterSystemCalls(capabilities);
}

/// An unsandboxed app runs as the framework's own user unless it names another.
void becomeUnconfined(const SandboxSpec& spec)
{
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    {
        throw SandboxError("cannot forbid new privileges");
    }
    if (spec.asRoot && (::setgroups(spec.identity.groups.size(), spec.identity.groups.data()) != 0 ||
                        ::setresgid(spec.identity.gid, spec.identity.gid, spec.identity.gid) != 0 ||
                        ::setresuid(spec.identity.uid, spec.identity.uid, spec.identity.uid) != 0))
    {
        throw SandboxError(std::string("cannot become the app's user: ") + std::strerror(errno));
    }
}

[[noreturn]] void becomeProgram(const SandboxSpec& spec, const formats::ProcessEntry& process, int output, int errors)
{
    for (int signal = 1; signal < NSIG; ++signal)
    {
        ::signal(signal, SIG_DFL);
    }
    sigset_t nothing;
    ::sigemptyset(&nothing);
    ::sigprocmask(SIG_SETMASK, &nothing, nullptr);
    ::setpgid(0, 0);
    const int input = ::open("/dev/null", O_RDONLY);
    if (input < 0 || ::dup2(input, STDIN_FILENO) < 0 || ::dup2(output, STDOUT_FILENO) < 0 ||
        ::dup2(errors, STDERR_FILENO) < 0)
    {
        throw SandboxError(std::string("cannot set up standard input and output: ") + std::strerror(errno));
    }
    // The pipe that reports to the first process is among these: it closes by itself when the program starts.
    ::syscall(SYS_close_range, 3u, ~0u, CLOSE_RANGE_CLOEXEC);
    introduce(spec, process, STDOUT_FILENO, "stdout");
    introduce(spec, process, STDERR_FILENO, "stderr");
    ::umask(077);
    setPriority(process.priority);
    // Before privileges are given up, so that limits may be raised too.
    for (const auto& text : setResourceLimits(resourceLimits(spec.app.manifest.limits, process.limits, spec.limits)))
    {
        remark(text);
    }
    ::clearenv();
    for (const auto& [name, value] : processEnvironment(spec.app, process, spec.confined))
    {
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    if (spec.confined)
    {
        confine(spec);
    }
    else
    {
        becomeUnconfined(spec);
    }
    std::vector<char*> arguments;
    // A program sees the name of its process as its own.
    arguments.push_back(const_cast<char*>(process.name.c_str()));
    for (size_t i = 1; i < process.arguments.size(); ++i)
    {
        arguments.push_back(const_cast<char*>(process.arguments[i].c_str()));
    }
    arguments.push_back(nullptr);
    ::execvp(process.arguments.at(0).c_str(), arguments.data());
    throw SandboxError("cannot run '" + process.arguments.at(0) + "': " + std::strerror(errno));
}

}  // namespace

StartResult startProcess(const SandboxSpec& spec, const formats::ProcessEntry& process, const formats::UniqueFd& output,
                         const formats::UniqueFd& errors)
{
    StartResult result;
    if (process.arguments.empty())
    {
        result.error = "process '" + process.name + "' has no program";
        return result;
    }
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
    {
        result.error = std::string("cannot make a pipe: ") + std::strerror(errno);
        return result;
    }
    formats::UniqueFd reading(ends[0]);
    formats::UniqueFd writing(ends[1]);
    result.pid = ::fork();
    if (result.pid == 0)
    {
        reading.reset();
        std::string why;
        try
        {
            becomeProgram(spec, process, output.get(), errors.get());
        }
        catch (const std::exception& error)
        {
            why = error.what();
        }
        writeAll(writing.get(), why);
        ::_exit(127);
    }
    if (result.pid < 0)
    {
        result.error = std::string("cannot start another process: ") + std::strerror(errno);
        return result;
    }
    writing.reset();
    char text[1024];
    ssize_t got = 0;
    while ((got = ::read(reading.get(), text, sizeof(text))) > 0 || (got < 0 && errno == EINTR))
    {
        result.error.append(text, got > 0 ? static_cast<size_t>(got) : 0);
    }
    if (!result.error.empty())
    {
        ::waitpid(result.pid, nullptr, 0);
        result.pid = -1;
    }
    return result;
}

}  // namespace ligature::supervisor
