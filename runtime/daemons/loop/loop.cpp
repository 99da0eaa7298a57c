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

void Loop::watch(int fd, uint32_t events, Events action)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    if (::epoll_ctl(epoll_.get(), watched_.contains(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "cannot watch a descriptor");
    }
    watched_[fd] = std::make_shared<Events>(std::move(action));
}

void Loop::change(int fd, uint32_t events)
{
    epoll_event event{};
    event.events = events;
    event.data.fd = fd;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, fd, &event);
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

void Loop::run()
{
    quit_ = false;
    std::array<epoll_event, 32> events{};
    while (!quit_)
    {
        const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), untilNextTimer());
        for (int i = 0; i < count && !quit_; ++i)
        {
            // The action is kept alive while it runs: it may forget its own descriptor. One that was forgotten by an
            // earlier action of this round, and perhaps opened again as something else, only gets a spurious call.
            const auto found = watched_.find(events[i].data.fd);
            if (found != watched_.end())
            {
                const std::shared_ptr<Events> action = found->second;
                (*action)(events[i].events);
            }
        }
        runTimers();
    }
}

}  // namespace ligature
