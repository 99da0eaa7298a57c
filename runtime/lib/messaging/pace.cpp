#include "runtime/lib/messaging/pace.h"

#include "runtime/lib/messaging/clock.h"
#include "runtime/lib/messaging/per_thread.h"
#include "runtime/lib/messaging/service.h"

namespace ligature::messaging
{

namespace
{

/// Clients are taken so often while there is a contest, and so many at a time.
constexpr uint32_t kPauseMilliseconds = 5;
constexpr int kClientsAtOnce = 16;

bool isContested(Pace& pace)
{
    return pace.contest.isOn(milliseconds(), perThread().served);
}

void onPauseOver(le_timer_Ref_t timer)
{
    Service& service = *static_cast<Service*>(le_timer_GetContextPtr(timer));
    Pace& pace = service.pace;
    const ServiceUse use(service);
    int taken = 0;
    while (taken < kClientsAtOnce && pace.timer == timer && takeClient(service))
    {
        ++taken;
    }
    // Unless a handler has hidden the service.
    if (pace.timer == timer)
    {
        if (isContested(pace))
        {
            le_timer_Start(timer);
        }
        else
        {
            event::changeWatching(service.watcher, EPOLLIN);
        }
    }
}

}  // namespace

void noteFruitless(Service& service)
{
    service.pace.contest.noteFruitless(milliseconds());
}

bool mayTakeClient(Service& service)
{
    Pace& pace = service.pace;
    if (!isContested(pace))
    {
        return true;
    }
    if (pace.timer == nullptr)
    {
        pace.timer = le_timer_Create("newClients");
        le_timer_SetHandler(pace.timer, onPauseOver);
        le_timer_SetContextPtr(pace.timer, &service);
        le_timer_SetMsInterval(pace.timer, kPauseMilliseconds);
        le_timer_SetWakeup(pace.timer, false);
    }
    event::changeWatching(service.watcher, 0);
    le_timer_Start(pace.timer);
    return false;
}

void forgetPace(Service& service)
{
    if (service.pace.timer != nullptr)
    {
        le_timer_Delete(service.pace.timer);
    }
    service.pace = {};
}

}  // namespace ligature::messaging
