#include "runtime/daemons/loop/loop.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace ligature
{

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (!epoll_)
    {
        throw std::system_error(errno, std::generic_category(), "epoll");
    }
}

int Loop::control(int operation, int fd, uint32_t events, uint32_t generation)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = uint64_t{generation} << 32 | static_cast<uint32_t>(fd);
    return ::epoll_ctl(epoll_.get(), operation, fd, &event);
}

void Loop::watch(int fd, uint32_t events, Events action)
{
    const uint32_t generation = ++lastGeneration_;
    if (control(watched_.contains(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, events, generation) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "cannot watch a descriptor");
    }
    watched_[fd] = {generation, std::make_shared<Events>(std::move(action))};
}

void Loop::change(int fd, uint32_t events)
{
    const auto found = watched_.find(fd);
    if (found != watched_.end())
    {
        control(EPOLL_CTL_MOD, fd, events, found->second.generation);
    }
}

void Loop::forget(int fd)
{
    if (watched_.erase(fd) != 0)
    {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
    }
}

Loop::TimerId Loop::after(std::chrono::milliseconds delay, Action action)
{
    const auto when = Clock::now() + delay;
    const TimerId timer = ++lastTimer_;
    timers_.emplace(std::pair(when, timer), std::move(action));
    due_.emplace(timer, when);
    return timer;
}

void Loop::cancel(TimerId timer)
{
    const auto found = due_.find(timer);
    if (found != due_.end())
    {
        timers_.erase({found->second, timer});
        due_.erase(found);
    }
}

int Loop::untilNextTimer() const
{
    if (timers_.empty())
    {
        return -1;
    }
    // Rounded up, so that a timer is due when the wait ends.
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(timers_.begin()->first.first - Clock::now()).count();
    return static_cast<int>(std::clamp<long long>(left, 0, 3'600'000));
}

void Loop::runTimers()
{
    // Timers set by these actions wait for the next round: descriptors get their turn in between.
    const auto now = Clock::now();
    const TimerId newest = lastTimer_;
    while (!quit_ && !timers_.empty() && timers_.begin()->first.first <= now && timers_.begin()->first.second <= newest)
    {
        const auto first = timers_.begin();
        const Action action = std::move(first->second);
        due_.erase(first->first.second);
        timers_.erase(first);
        action();
    }
}

void Loop::handle(const epoll_event& event)
{
    const auto found = watched_.find(static_cast<int>(event.data.u64 & 0xffffffffu));
    // Another generation: an earlier action of this round has forgotten the descriptor and opened it as something else.
    if (found != watched_.end() && found->second.generation == event.data.u64 >> 32)
    {
        // Kept alive while it runs: it may forget its own descriptor.
        const std::shared_ptr<Events> action = found->second.action;
        (*action)(event.events);
    }
}

void Loop::run()
{
    quit_ = false;
    std::array<epoll_event, 64> events{};
    while (!quit_)
    {
        const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), untilNextTimer());
        if (count < 0 && errno != EINTR)
        {
            throw std::system_error(errno, std::generic_category(), "cannot wait for events");
        }
        for (int i = 0; i < count && !quit_; ++i)
        {
            handle(events[i]);
        }
        runTimers();
    }
}

}  // namespace ligature
