// An event loop for one thread: descriptors and timers, nothing else.
#pragma once

#include <sys/epoll.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

#include "runtime/formats/unique_fd.h"

namespace ligature
{

class Loop
{
public:
    using Clock = std::chrono::steady_clock;
    using Events = std::function<void(uint32_t events)>;
    using Action = std::function<void()>;
    using TimerId = uint64_t;  ///< never 0

    /// Throws std::system_error if the system has no descriptor left.
    Loop();

    /// Calls `action` with EPOLL* bits whenever `fd` is ready (level-triggered), until forget(fd). Watching a
    /// descriptor twice replaces its action. The caller keeps the descriptor open until forget(). Events that are there
    /// already are dropped by forget(): they never reach a later watch of the same number. Throws std::system_error for
    /// what cannot be watched.
    void watch(int fd, uint32_t events, Events action);
    /// Waits for other events on a watched descriptor.
    void change(int fd, uint32_t events);
    /// May be called from any action, that of `fd` included, and for a descriptor that is not watched.
    void forget(int fd);

    /// Calls `action` once, `delay` from now, unless cancelled before. Delay 0: after the current action has returned.
    TimerId after(std::chrono::milliseconds delay, Action action);
    void cancel(TimerId timer);

    /// Handles events until quit() is called from an action. Throws std::system_error.
    void run();
    void quit() { quit_ = true; }

private:
    struct Watch
    {
        uint32_t generation;
        std::shared_ptr<Events> action;
    };

    int control(int operation, int fd, uint32_t events, uint32_t generation);
    void handle(const epoll_event& event);
    int untilNextTimer() const;
    void runTimers();

    formats::UniqueFd epoll_;
    std::unordered_map<int, Watch> watched_;
    uint32_t lastGeneration_ = 0;
    std::map<std::pair<Clock::time_point, TimerId>, Action> timers_;
    std::map<TimerId, Clock::time_point> due_;
    TimerId lastTimer_ = 0;
    bool quit_ = false;
};

}  // namespace ligature
