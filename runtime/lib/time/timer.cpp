// Timers (runtime specification, section 1.7). Each thread that uses timers has up to two queues of them, each with one
// timerfd: one on a clock that counts sleep and wakes the system from it, one on a clock that does not.
#include "runtime/lib/time/timer.h"

#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>
#include <algorithm>
#include <cstdint>

namespace ligature::timers
{
namespace
{

/// The queues of a thread.
struct ThreadTimers
{
    thread::ExitHook hook;  ///< First, so that its address is this one's.
    TimerQueue waking;
    TimerQueue other;
};

}  // namespace

constinit State state;

le_ref_MapRef_t references()
{
    if (state.references == nullptr)
    {
        state.references = le_ref_CreateMap("Timers", 40);
    }
    return state.references;
}

Timer& find(le_timer_Ref_t reference)
{
    auto* timer = static_cast<Timer*>(le_ref_Lookup(references(), reference));
    LE_FATAL_IF(timer == nullptr, "There is no timer %p.", static_cast<void*>(reference));
    return *timer;
}

Nanoseconds now(const TimerQueue& queue)
{
    timespec time = {};
    clock_gettime(queue.clock, &time);
    return time.tv_sec * perSecond + time.tv_nsec;
}

/// Longest time a timer can run, some 146 years: beyond it the sum with a clock would overflow.
constexpr Nanoseconds longest = INT64_MAX / 2;

Nanoseconds length(le_clk_Time_t interval)
{
    if (interval.sec >= longest / perSecond)
    {
        return longest;
    }
    if (interval.sec <= -longest / perSecond)
    {
        return 0;
    }
    // A `long` may have 32 bits, and the microseconds more than a second.
    const Nanoseconds value = interval.sec * perSecond + interval.usec * Nanoseconds{1000};
    return value < 0 ? 0 : value;
}

void arm(TimerQueue& queue)
{
    const Nanoseconds next = queue.timers.empty() ? 0 : std::max<Nanoseconds>((*queue.timers.begin())->expiry, 1);
    if (next == queue.armed)
    {
        return;
    }
    queue.armed = next;
    const itimerspec value = {{0, 0}, {static_cast<time_t>(next / perSecond), static_cast<long>(next % perSecond)}};
    LE_FATAL_IF(timerfd_settime(queue.fd, TFD_TIMER_ABSTIME, &value, nullptr) != 0, "Cannot set a timer: %m.");
}

void insert(TimerQueue& queue, Timer& timer)
{
    timer.order = ++state.order;
    timer.queue = &queue;
    queue.timers.insert(&timer);
}

void remove(Timer& timer)
{
    timer.queue->timers.erase(&timer);
    timer.queue = nullptr;
}

namespace
{

/// Takes the next timer due at `time` and counts its expiry. Returns its handler's timer, null if none is due.
Timer* expireNext(TimerQueue& queue, Nanoseconds time)
{
    if (queue.timers.empty() || (*queue.timers.begin())->expiry > time)
    {
        return nullptr;
    }
    Timer& timer = **queue.timers.begin();
    remove(timer);
    ++timer.expiries;
    timer.last = timer.expiry;
    if (timer.repeat == 0 || timer.expiries < timer.repeat)
    {
        const Nanoseconds interval = length(timer.interval);
        // Without an interval the next expiry belongs to the next turn of the loop, or others would never run.
        timer.expiry = interval == 0 ? time + 1 : timer.last + interval;
        insert(queue, timer);
    }
    return &timer;
}

void expire(event::FdWatcher& watcher, std::uint32_t)
{
    auto& queue = reinterpret_cast<TimerQueue&>(watcher);
    std::uint64_t count = 0;
    syscall(SYS_read, queue.fd, &count, sizeof(count));  // Not ready means that another timer was set meanwhile.
    Nanoseconds time = 0;
    {
        const std::lock_guard guard(state.lock);
        queue.armed = -1;  // What was set has passed.
        time = now(queue);
    }
    for (;;)
    {
        le_timer_ExpiryHandler_t handler = nullptr;
        le_timer_Ref_t reference = nullptr;
        {
            const std::lock_guard guard(state.lock);
            Timer* timer = expireNext(queue, time);
            if (timer == nullptr)
            {
                arm(queue);
                return;
            }
            handler = timer->handler;
            reference = timer->reference;
        }
        if (handler != nullptr)
        {
            handler(reference);
        }
    }
}

void close(TimerQueue& queue)
{
    if (queue.fd < 0)
    {
        return;
    }
    while (!queue.timers.empty())
    {
        remove(**queue.timers.begin());
    }
    event::stopWatching(queue.watcher);
    ::close(queue.fd);
}

void closeAll(thread::ExitHook* hook)
{
    auto* timers = reinterpret_cast<ThreadTimers*>(hook);
    const std::lock_guard guard(state.lock);
    close(timers->waking);
    close(timers->other);
    thread::require().timers = nullptr;
    delete timers;
}

void open(TimerQueue& queue, int preferredClock, int clock)
{
    queue.clock = clock;
    queue.fd = timerfd_create(preferredClock, TFD_CLOEXEC | TFD_NONBLOCK);
    if (queue.fd < 0)
    {
        queue.fd = timerfd_create(clock, TFD_CLOEXEC | TFD_NONBLOCK);
    }
    LE_FATAL_IF(queue.fd < 0, "Cannot make a timer: %m.");
    const int error = event::startWatching(queue.watcher, queue.fd, EPOLLIN | EPOLLWAKEUP, expire);
    LE_FATAL_IF(error != 0, "Cannot watch a timer: %s.", LE_ERRNO_TXT(error));
}

TimerQueue& queueFor(const Timer& timer)
{
    thread::Thread& thread = thread::require();
    if (thread.timers == nullptr)
    {
        auto* timers = new ThreadTimers;
        timers->hook.run = closeAll;
        thread::addExitHook(timers->hook);
        thread.timers = timers;
    }
    auto& timers = *static_cast<ThreadTimers*>(thread.timers);
    TimerQueue& queue = timer.wakesUp ? timers.waking : timers.other;
    if (queue.fd < 0)
    {
        if (timer.wakesUp)
        {
            open(queue, CLOCK_BOOTTIME_ALARM, CLOCK_BOOTTIME);  // The first one needs a privilege.
        }
        else
        {
            open(queue, CLOCK_MONOTONIC, CLOCK_MONOTONIC);
        }
    }
    return queue;
}

}  // namespace

le_result_t start(Timer& timer)
{
    if (timer.queue != nullptr)
    {
        return LE_BUSY;
    }
    TimerQueue& queue = queueFor(timer);
    timer.expiries = 0;
    timer.last = now(queue);
    timer.expiry = timer.last + length(timer.interval);
    insert(queue, timer);
    arm(queue);
    return LE_OK;
}

}  // namespace ligature::timers
