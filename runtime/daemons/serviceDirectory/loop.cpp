#include "runtime/daemons/serviceDirectory/loop.h"

#include <cerrno>
#include <system_error>

namespace ligature::directory
{

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (!epoll_)
    {
        throw std::system_error(errno, std::generic_category(), "epoll_create1");
    }
}

Loop::Watch Loop::add(int fd, uint32_t events, Handler handler)
{
    const Watch watch = next_++;
    epoll_event event{};
    event.events = events;
    event.data.u64 = watch;
    if (::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) != 0)
    {
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    }
    entries_.emplace(watch, Entry{fd, std::make_shared<Handler>(std::move(handler))});
    return watch;
}

void Loop::modify(Watch watch, uint32_t events)
{
    const auto entry = entries_.find(watch);
    if (entry != entries_.end())
    {
        epoll_event event{};
        event.events = events;
        event.data.u64 = watch;
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, entry->second.fd, &event);
    }
}

void Loop::remove(Watch watch)
{
    const auto entry = entries_.find(watch);
    if (entry != entries_.end())
    {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, entry->second.fd, nullptr);
        entries_.erase(entry);
    }
}

void Loop::run()
{
    running_ = true;
    while (running_)
    {
        epoll_event events[64];
        const int count = ::epoll_wait(epoll_.get(), events, 64, -1);
        if (count < 0 && errno != EINTR)
        {
            throw std::system_error(errno, std::generic_category(), "epoll_wait");
        }
        for (int i = 0; i < count && running_; ++i)
        {
            const auto entry = entries_.find(events[i].data.u64);
            if (entry != entries_.end())
            {
                const std::shared_ptr<Handler> handler = entry->second.handler;  // it may remove itself
                (*handler)(events[i].events);
            }
        }
    }
}

}  // namespace ligature::directory
