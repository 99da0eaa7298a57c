// The C API of timers.
#include "runtime/lib/time/timer.h"

#include <algorithm>
#include <cstdio>

using namespace ligature::timers;

namespace
{

std::uint32_t milliseconds(le_clk_Time_t time)
{
    constexpr Nanoseconds perMillisecond = perSecond / 1000;
    return static_cast<std::uint32_t>(std::min<Nanoseconds>(length(time) / perMillisecond, UINT32_MAX));
}

/// Finds a timer and lets `change` change it, unless it runs.
template <typename Change>
le_result_t changeStopped(le_timer_Ref_t reference, Change change)
{
    const std::lock_guard guard(state.lock);
    Timer& timer = find(reference);
    if (timer.queue != nullptr)
    {
        return LE_BUSY;
    }
    change(timer);
    return LE_OK;
}

}  // namespace

le_timer_Ref_t le_timer_Create(const char* nameStr)
{
    auto* timer = new Timer;
    snprintf(timer->name, sizeof(timer->name), "%s", nameStr == nullptr ? "" : nameStr);
    const std::lock_guard guard(state.lock);
    timer->reference = static_cast<le_timer_Ref_t>(le_ref_CreateRef(references(), timer));
    return timer->reference;
}

void le_timer_Delete(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    Timer* timer = &find(timerRef);
    if (timer->queue != nullptr)
    {
        remove(*timer);
    }
    le_ref_DeleteRef(references(), timerRef);
    delete timer;
}

le_result_t le_timer_SetHandler(le_timer_Ref_t timerRef, le_timer_ExpiryHandler_t handlerFunc)
{
    return changeStopped(timerRef, [&](Timer& timer) { timer.handler = handlerFunc; });
}

le_result_t le_timer_SetInterval(le_timer_Ref_t timerRef, le_clk_Time_t interval)
{
    const std::lock_guard guard(state.lock);
    Timer& timer = find(timerRef);
    timer.interval = interval;
    if (timer.queue != nullptr)
    {
        TimerQueue& queue = *timer.queue;
        remove(timer);
        timer.expiry = timer.last + length(interval);
        insert(queue, timer);
        arm(queue);
    }
    return LE_OK;
}

le_clk_Time_t le_timer_GetInterval(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    return find(timerRef).interval;
}

le_result_t le_timer_SetMsInterval(le_timer_Ref_t timerRef, uint32_t interval)
{
    return le_timer_SetInterval(timerRef,
                                {static_cast<time_t>(interval / 1000), static_cast<long>(interval % 1000) * 1000});
}

uint32_t le_timer_GetMsInterval(le_timer_Ref_t timerRef)
{
    return milliseconds(le_timer_GetInterval(timerRef));
}

le_result_t le_timer_SetRepeat(le_timer_Ref_t timerRef, uint32_t repeatCount)
{
    return changeStopped(timerRef, [&](Timer& timer) { timer.repeat = repeatCount; });
}

le_result_t le_timer_SetWakeup(le_timer_Ref_t timerRef, bool wakeupEnabled)
{
    return changeStopped(timerRef, [&](Timer& timer) { timer.wakesUp = wakeupEnabled; });
}

le_result_t le_timer_SetContextPtr(le_timer_Ref_t timerRef, void* contextPtr)
{
    return changeStopped(timerRef, [&](Timer& timer) { timer.context = contextPtr; });
}

void* le_timer_GetContextPtr(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    return find(timerRef).context;
}

uint32_t le_timer_GetExpiryCount(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    return find(timerRef).expiries;
}

le_clk_Time_t le_timer_GetTimeRemaining(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    const Timer& timer = find(timerRef);
    if (timer.queue == nullptr)
    {
        return {0, 0};
    }
    const Nanoseconds left = std::max<Nanoseconds>(timer.expiry - now(*timer.queue), 0);
    return {static_cast<time_t>(left / perSecond), static_cast<long>(left % perSecond / 1000)};
}

uint32_t le_timer_GetMsTimeRemaining(le_timer_Ref_t timerRef)
{
    return milliseconds(le_timer_GetTimeRemaining(timerRef));
}

le_result_t le_timer_Start(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    return start(find(timerRef));
}

le_result_t le_timer_Stop(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    Timer& timer = find(timerRef);
    if (timer.queue == nullptr)
    {
        return LE_FAULT;
    }
    remove(timer);
    return LE_OK;
}

void le_timer_Restart(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    Timer& timer = find(timerRef);
    if (timer.queue != nullptr)
    {
        remove(timer);
    }
    start(timer);
}

bool le_timer_IsRunning(le_timer_Ref_t timerRef)
{
    const std::lock_guard guard(state.lock);
    return find(timerRef).queue != nullptr;
}
