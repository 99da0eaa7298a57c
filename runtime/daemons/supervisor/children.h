// The ends of child processes, as events of the loop.
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>

#include "runtime/daemons/loop/loop.h"

namespace ligature::supervisor
{

/// Reaps all children of the process, also orphans that were handed to it. There is one such object.
class Children
{
public:
    /// Blocks SIGCHLD, which new children must unblock. Throws std::system_error.
    explicit Children(Loop& loop);
    ~Children();
    Children(const Children&) = delete;
    Children& operator=(const Children&) = delete;

    /// Calls `ended` with the wait status, once, from the loop. To be called before the loop runs again after the fork.
    void watch(pid_t child, std::function<void(int status)> ended);
    bool alive(pid_t child) const;

private:
    void reap();

    Loop& loop_;
    formats::UniqueFd signals_;
    std::map<pid_t, std::function<void(int)>> watched_;
};

}  // namespace ligature::supervisor
