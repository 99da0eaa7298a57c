// One epoll set with a function per descriptor.
#pragma once

#include <sys/epoll.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>

#include "runtime/formats/unique_fd.h"

namespace ligature::directory
{

class Loop
{
public:
    /// A descriptor under watch; names no descriptor that comes later.
    using Watch = uint64_t;
    using Handler = std::function<void(uint32_t events)>;

    /// Throws std::system_error.
    Loop();

    /// Calls `handler` whenever one of the EPOLL `events` is there, or an error or hang-up. The descriptor stays the
    /// caller's and must be open until remove(). Throws std::system_error.
    Watch add(int fd, uint32_t events, Handler handler);
    void modify(Watch watch, uint32_t events);
    /// Allowed inside any handler, its own too; events that are already there are dropped.
    void remove(Watch watch);

    /// Runs until stop().
    void run();
    void stop() { running_ = false; }

private:
    struct Entry
    {
        int fd = -1;
        std::shared_ptr<Handler> handler;
    };

    formats::UniqueFd epoll_;
    std::unordered_map<Watch, Entry> entries_;
    Watch next_ = 1;
    bool running_ = true;
};

}  // namespace ligature::directory
