#include "runtime/daemons/supervisor/container.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "runtime/daemons/supervisor/first_process.h"
#include "runtime/daemons/supervisor/process_table.h"
#include "runtime/daemons/supervisor/sandbox_error.h"

namespace ligature::supervisor
{

namespace
{

constexpr std::chrono::seconds kTerminationTime{1};
/// After SIGKILL a sandbox may take this long before everything of it is taken away by force.
constexpr std::chrono::seconds kKillTime{3};

unsigned long namespacesOf(bool asRoot)
{
    return CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | (asRoot ? 0 : CLONE_NEWUSER);
}

/// fork() with namespaces. The C library's fork handlers do not run: this process has one thread.
pid_t forkInto(unsigned long namespaces)
{
    return static_cast<pid_t>(::syscall(SYS_clone, namespaces | SIGCHLD, nullptr, nullptr, nullptr, nullptr));
}

}  // namespace

Container::Container(Loop& loop, Children& children, const CgroupTree& cgroups, SandboxSpec spec, Events events)
    : loop_(loop),
      children_(children),
      spec_(std::move(spec)),
      events_(std::move(events)),
      cgroup_(cgroups, spec_.app.manifest.name, spec_.app.manifest.limits, 1)
{
    start();
}

void Container::start()
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
        throw SandboxError(std::string("cannot make a socket: ") + std::strerror(errno));
    }
    formats::UniqueFd ours(ends[0]);
    formats::UniqueFd theirs(ends[1]);
    first_ = forkInto(spec_.confined ? namespacesOf(spec_.asRoot) : 0);
    if (first_ == 0)
    {
        ours.reset();
        try
        {
            runFirstProcess(spec_, std::move(theirs));
        }
        catch (...)
        {
            ::_exit(70);
        }
    }
    if (first_ < 0)
    {
        throw SandboxError(std::string("this system does not allow a sandbox: ") + std::strerror(errno));
    }
    cgroup_.add(first_);
    children_.watch(first_, [this](int) { ended(); });
    connection_ = std::make_unique<formats::ControlConnection>(std::move(ours));
    loop_.watch(connection_->fd(), EPOLLIN, [this](uint32_t) { receive(); });
    connection_->send({{"command", "go"}});
}

Container::~Container()
{
    loop_.cancel(killTimer_);
    loop_.forget(connection_->fd());
}

void Container::spawn(const std::string& process, const formats::UniqueFd& output, const formats::UniqueFd& errors)
{
    connection_->send({{"command", "output"}}, output.get());
    connection_->send({{"command", "output"}}, errors.get());
    connection_->send({{"command", "spawn"}, {"process", process}});
}

void Container::stop()
{
    connection_->send({{"command", "terminate"}});
    if (killTimer_ == 0)
    {
        killTimer_ = loop_.after(kTerminationTime, [this] { kill(); });
    }
}

void Container::kill()
{
    if (spec_.confined)
    {
        // All of a process-id namespace dies with its process 1, and before it.
        ::kill(first_, SIGKILL);
    }
    else
    {
        // The first process must live on to see the others dead: its end means that nothing is left.
        connection_->send({{"command", "kill"}});
    }
    killTimer_ = loop_.after(kKillTime,
                             [this]
                             {
                                 if (cgroup_.kill())
                                 {
                                     return;
                                 }
                                 for (const pid_t process : descendantsOf(first_))
                                 {
                                     ::kill(process, SIGKILL);
                                 }
                                 ::kill(first_, SIGKILL);
                             });
}

void Container::receive()
{
    formats::ControlMessage message;
    for (;;)
    {
        switch (connection_->receive(message))
        {
            case formats::ControlConnection::Status::Message:
                handle(message.body);
                break;
            case formats::ControlConnection::Status::Again:
                return;
            default:
                loop_.forget(connection_->fd());
                return;
        }
    }
}

void Container::handle(const nlohmann::json& event)
{
    const std::string what = event.value("event", "");
    const std::string process = event.value("process", "");
    const std::string text = event.value("message", "");
    if (what == "ready")
    {
        events_.ready();
    }
    else if (what == "failed")
    {
        events_.failed(text);
    }
    else if (what == "remark")
    {
        events_.remark(text);
    }
    else if (what == "started")
    {
        events_.started(process);
    }
    else if (what == "notStarted")
    {
        events_.notStarted(process, text);
    }
    else if (what == "exited")
    {
        events_.exited(process, event.value("status", 0));
    }
    else if (what == "empty")
    {
        events_.empty();
    }
}

void Container::ended()
{
    // Last words may still be in the socket.
    receive();
    cgroup_.kill();
    // This destroys the object.
    const auto gone = std::move(events_.gone);
    gone();
}

std::string whyNoSandbox()
{
    const bool asRoot = ::geteuid() == 0;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    const pid_t child = forkInto(namespacesOf(asRoot));
    if (child == 0)
    {
        int result = 0;
        try
        {
            if (!asRoot)
            {
                mapIdentity({0, 0, {}}, user, group);
            }
            result = ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 ? 0 : errno;
        }
        catch (const SandboxError&)
        {
            result = errno;
        }
        ::_exit(result);
    }
    int error = errno;
    if (child > 0)
    {
        int status = 0;
        ::waitpid(child, &status, 0);
        error = WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
    }
    return error == 0 ? ""
                      : std::string("this system does not allow ") + (asRoot ? "namespaces" : "user namespaces") +
                            " (" + std::strerror(error) + "), so apps cannot be sandboxed";
}

}  // namespace ligature::supervisor
