// Which app a process id belongs to, for the other side of a message.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>

#include "runtime/formats/target_layout.h"

namespace ligature::ipctrace
{

class ProcessNames
{
public:
    explicit ProcessNames(formats::TargetLayout layout) : layout_(std::move(layout)) {}

    /// The app of a process; empty if that is not known. Asks the Supervisor about processes never heard of, about each
    /// once in a second at most.
    std::string appOf(pid_t pid);
    /// A process that is known otherwise.
    void learn(pid_t pid, const std::string& app) { names_[pid] = app; }

private:
    using Clock = std::chrono::steady_clock;

    bool ask();

    formats::TargetLayout layout_;
    std::map<pid_t, std::string> names_;
    std::map<pid_t, Clock::time_point> strangers_;  ///< when to ask about them again
    Clock::time_point nextQuestion_{};
};

}  // namespace ligature::ipctrace
