// The insides of timers (runtime specification, section 1.7).
#pragma once

#include "runtime/include/le_log.h"
#include "runtime/include/le_safeRef.h"
#include "runtime/include/le_timer.h"
#include "runtime/lib/event/loop.h"
#include "runtime/lib/thread/thread.h"

#include <cstdint>
#include <mutex>
#include <set>

namespace ligature::timers
{

using Nanoseconds = std::int64_t;

constexpr Nanoseconds perSecond = 1000000000;

struct TimerQueue;

struct Timer
{
    le_timer_Ref_t reference = nullptr;
    char name[32] = {};
    le_timer_ExpiryHandler_t handler = nullptr;
    void* context = nullptr;
    le_clk_Time_t interval = {};
    std::uint32_t repeat = 1;
    bool wakesUp = true;
    TimerQueue* queue = nullptr;  ///< Null while the timer does not run.
    Nanoseconds last = 0;         ///< Start or last expiry.
    Nanoseconds expiry = 0;
    std::uint64_t order = 0;  ///< Timers that expire at the same time do so in the order of their start.
    std::uint32_t expiries = 0;
};

struct Earlier
{
    bool operator()(const Timer* a, const Timer* b) const
    {
        return a->expiry != b->expiry ? a->expiry < b->expiry : a->order < b->order;
    }
};

struct TimerQueue
{
    event::FdWatcher watcher;  ///< First, so that its address is the queue's.
    int clock = 0;
    int fd = -1;
    Nanoseconds armed = 0;  ///< When the descriptor becomes ready; 0: never.
    std::set<Timer*, Earlier> timers;
};

/// Guards all timers and queues; never held while a handler runs.
struct State
{
    std::mutex lock;
    le_ref_MapRef_t references = nullptr;
    std::uint64_t order = 0;
};

/// All timers of the process.
extern State state;

/// The map of references to timers; the caller holds the lock, as in all that follows.
le_ref_MapRef_t references();

/// The timer of a reference; a bad one is fatal.
Timer& find(le_timer_Ref_t reference);

/// The time of a queue's clock.
Nanoseconds now(const TimerQueue& queue);

/// An interval, cut to what can be added to a clock.
Nanoseconds length(le_clk_Time_t interval);

/// Sets the descriptor of a queue to its first timer.
void arm(TimerQueue& queue);

/// Puts a timer into a queue, or takes it out of the one it is in.
void insert(TimerQueue& queue, Timer& timer);
void remove(Timer& timer);

/// Starts a timer. Returns LE_BUSY if it runs.
le_result_t start(Timer& timer);

}  // namespace ligature::timers
