// The Supervisor's side of a sandbox: makes the first process, tells it what to do, hears what happens.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "runtime/daemons/loop/loop.h"
#include "runtime/daemons/supervisor/cgroup.h"
#include "runtime/daemons/supervisor/children.h"
#include "runtime/daemons/supervisor/sandbox_spec.h"
#include "runtime/formats/control.h"

namespace ligature::supervisor
{

class Container
{
public:
    struct Events
    {
        std::function<void()> ready;
        std::function<void(const std::string& why)> failed;  ///< `gone` follows
        std::function<void(const std::string& text)> remark;
        std::function<void(const std::string& process)> started;
        std::function<void(const std::string& process, const std::string& why)> notStarted;
        std::function<void(const std::string& process, int status)> exited;
        std::function<void()> empty;
        std::function<void()> gone;  ///< nothing of the app is left; the object may be destroyed from here
    };

    /// Starts the first process. Throws SandboxError if the system does not allow that.
    Container(Loop& loop, Children& children, const CgroupTree& cgroups, SandboxSpec spec, Events events);
    /// Only after `gone`.
    ~Container();
    Container(const Container&) = delete;
    Container& operator=(const Container&) = delete;

    /// Starts a process of the app's manifest with its standard output and error.
    void spawn(const std::string& process, const formats::UniqueFd& output, const formats::UniqueFd& errors);

    /// SIGTERM for all, SIGKILL a second later for what is left then. May be called again.
    void stop();

    pid_t firstProcess() const { return first_; }
    const SandboxSpec& spec() const { return spec_; }

private:
    void start();
    void receive();
    void handle(const nlohmann::json& event);
    void kill();
    void ended();

    Loop& loop_;
    Children& children_;
    SandboxSpec spec_;
    Events events_;
    AppCgroup cgroup_;
    std::unique_ptr<formats::ControlConnection> connection_;
    pid_t first_ = -1;
    Loop::TimerId killTimer_ = 0;
};

/// Whether sandboxes can be made here, tried out in a child. Empty if so, else why not, in one line.
std::string whyNoSandbox();

}  // namespace ligature::supervisor
