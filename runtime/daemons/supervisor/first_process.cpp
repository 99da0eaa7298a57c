#include "runtime/daemons/supervisor/first_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <map>

#include "runtime/daemons/supervisor/confinement.h"
#include "runtime/daemons/supervisor/process_start.h"
#include "runtime/daemons/supervisor/process_table.h"
#include "runtime/daemons/supervisor/root_directory.h"
#include "runtime/daemons/supervisor/sandbox_error.h"
#include "runtime/daemons/supervisor/writeable_area.h"
#include "runtime/formats/control.h"

namespace ligature::supervisor
{

namespace
{

using formats::ControlConnection;
using formats::ControlMessage;
using formats::UniqueFd;
using nlohmann::json;

void writeMap(const char* file, const std::string& text)
{
    const UniqueFd fd(::open(file, O_WRONLY | O_CLOEXEC));
    if (!fd || ::write(fd.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    {
        throw SandboxError(std::string("cannot set up the user namespace: ") + file + ": " + std::strerror(errno));
    }
}

class FirstProcess
{
public:
    FirstProcess(const SandboxSpec& spec, UniqueFd socket) : spec_(spec), supervisor_(std::move(socket)) {}

    [[noreturn]] void run()
    {
        sigset_t handled;
        ::sigemptyset(&handled);
        ::sigaddset(&handled, SIGCHLD);
        ::sigaddset(&handled, SIGTERM);
        ::sigprocmask(SIG_SETMASK, &handled, nullptr);
        const UniqueFd signals(::signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK));
        for (;;)
        {
            pollfd wait[2] = {
                {supervisor_.fd(), static_cast<short>(POLLIN | (supervisor_.wantsWrite() ? POLLOUT : 0)), 0},
                {signals.get(), POLLIN, 0}};
            // While killing, processes may be born between looking and killing: look again soon.
            constexpr int kLookAgain = 20;
            ::poll(wait, 2, killing_ ? kLookAgain : -1);
            drain(signals);
            serve();
            reap();
            if (killing_)
            {
                signalAll(SIGKILL);
            }
            supervisor_.flush();
        }
    }

private:
    void say(const json& message) { supervisor_.send(message); }

    void makeSandbox()
    {
        try
        {
            if (spec_.confined)
            {
                if (!spec_.asRoot)
                {
                    mapIdentity(spec_.identity, spec_.outsideUser, spec_.outsideGroup);
                }
                for (const auto& text : enterRootDirectory(spec_.plan, spec_.app.writeableDirectory,
                                                           rootMountPoint(spec_), spec_.identity, spec_.asRoot))
                {
                    say({{"event", "remark"}, {"message", text}});
                }
                const std::set<std::string> none;
                reduceFirstProcess(spec_.asRoot ? spec_.app.manifest.capabilities : none);
            }
            else
            {
                ::prctl(PR_SET_CHILD_SUBREAPER, 1);
                linkFiles(spec_.app);
                if (::chdir(spec_.app.writeableDirectory.c_str()) != 0)
                {
                    throw SandboxError(spec_.app.writeableDirectory + ": " + std::strerror(errno));
                }
            }
            say({{"event", "ready"}});
        }
        catch (const std::exception& error)
        {
            say({{"event", "failed"}, {"message", error.what()}});
            ::_exit(1);
        }
    }

    void serve()
    {
        ControlMessage message;
        for (;;)
        {
            switch (supervisor_.receive(message))
            {
                case ControlConnection::Status::Message:
                    obey(message);
                    break;
                case ControlConnection::Status::Again:
                    return;
                default:
                    // The Supervisor is gone. Process 1 takes its namespace with it; elsewhere this takes a moment.
                    if (spec_.confined)
                    {
                        ::_exit(0);
                    }
                    stopping_ = killing_ = true;
                    return;
            }
        }
    }

    void obey(ControlMessage& message)
    {
        const std::string command = message.body.value("command", "");
        if (command == "go")
        {
            makeSandbox();
        }
        else if (command == "output")
        {
            outputs_.push_back(std::move(message.descriptor));
        }
        else if (command == "spawn")
        {
            spawn(message.body.value("process", ""));
        }
        else if (command == "terminate" || command == "kill")
        {
            stopping_ = true;
            killing_ = command == "kill";
            signalAll(SIGTERM);
        }
    }

    void spawn(const std::string& name)
    {
        StartResult result{-1, "there is no such process"};
        for (const auto& process : spec_.app.manifest.processes)
        {
            if (process.name == name && outputs_.size() == 2)
            {
                result = startProcess(spec_, process, outputs_[0], outputs_[1]);
            }
        }
        outputs_.clear();
        if (result.error.empty())
        {
            processes_[result.pid] = name;
            hadProcesses_ = true;
            say({{"event", "started"}, {"process", name}, {"pid", result.pid}});
        }
        else
        {
            say({{"event", "notStarted"}, {"process", name}, {"message", result.error}});
        }
    }

    static void drain(const UniqueFd& signals)
    {
        signalfd_siginfo info;
        while (::read(signals.get(), &info, sizeof(info)) > 0)
        {
        }
    }

    void reap()
    {
        int status = 0;
        pid_t pid = 0;
        while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0)
        {
            // Others are orphans that came to us.
            const auto known = processes_.find(pid);
            if (known != processes_.end())
            {
                say({{"event", "exited"}, {"process", known->second}, {"status", status}});
                processes_.erase(known);
            }
        }
        if (pid < 0 && errno == ECHILD)
        {
            if (stopping_)
            {
                supervisor_.flush();
                ::_exit(0);
            }
            if (hadProcesses_)
            {
                hadProcesses_ = false;
                say({{"event", "empty"}});
            }
        }
    }

    void signalAll(int signal) const
    {
        if (spec_.confined)
        {
            ::kill(-1, signal);  // all of this namespace but us
            return;
        }
        for (const pid_t pid : descendantsOf(::getpid()))
        {
            ::kill(pid, signal);
        }
    }

    const SandboxSpec& spec_;
    ControlConnection supervisor_;
    std::map<pid_t, std::string> processes_;
    std::vector<UniqueFd> outputs_;
    bool stopping_ = false;
    bool killing_ = false;
    bool hadProcesses_ = false;
};

}  // namespace

void mapIdentity(const Identity& identity, uid_t outsideUser, gid_t outsideGroup)
{
    writeMap("/proc/self/setgroups", "deny");
    writeMap("/proc/self/uid_map", std::to_string(identity.uid) + " " + std::to_string(outsideUser) + " 1");
    writeMap("/proc/self/gid_map", std::to_string(identity.gid) + " " + std::to_string(outsideGroup) + " 1");
}

void runFirstProcess(const SandboxSpec& spec, formats::UniqueFd socket)
{
    // A process in a namespace of its own dies with its process 1; elsewhere SIGTERM gives the time to clean up, which
    // follows from the closed connection.
    ::prctl(PR_SET_PDEATHSIG, spec.confined ? SIGKILL : SIGTERM);
    ::prctl(PR_SET_NAME, "app-init");
    ::setsid();
    const UniqueFd kept(::fcntl(socket.get(), F_DUPFD_CLOEXEC, 3));
    ::dup2(kept.get(), 3);
    socket.release();
    ::syscall(SYS_close_range, 4u, ~0u, 0u);
    ::fcntl(3, F_SETFD, FD_CLOEXEC);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    {
        ::dup2(nothing, standard);
    }
    ::close(nothing);
    FirstProcess(spec, UniqueFd(3)).run();
}

}  // namespace ligature::supervisor
