// A daemon of the framework as a child of the Supervisor.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "runtime/daemons/loop/loop.h"
#include "runtime/daemons/supervisor/children.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

class DaemonProcess
{
public:
    DaemonProcess(Loop& loop, Children& children, std::string name)
        : loop_(loop), children_(children), name_(std::move(name))
    {
    }
    ~DaemonProcess();
    DaemonProcess(const DaemonProcess&) = delete;
    DaemonProcess& operator=(const DaemonProcess&) = delete;

    const std::string& name() const { return name_; }
    bool running() const { return pid_ > 0; }
    pid_t pid() const { return pid_; }

    /// Runs `program` with `--root root`. Its standard output and error go to `output`, or to those of the Supervisor
    /// if that is empty. `died` is called with the wait status if it ends without being stopped. Throws
    /// std::system_error.
    void start(const std::string& program, const std::string& root, formats::UniqueFd output,
               std::function<void(int status)> died);

    /// SIGTERM, SIGKILL a second later; `done` when it is gone, at once if it does not run.
    void stop(std::function<void()> done);

private:
    Loop& loop_;
    Children& children_;
    std::string name_;
    pid_t pid_ = -1;
    Loop::TimerId killTimer_ = 0;
    std::function<void(int)> died_;
    std::function<void()> stopped_;
};

}  // namespace ligature::supervisor
