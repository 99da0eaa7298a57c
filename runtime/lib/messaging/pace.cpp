#include "runtime/lib/messaging/pace.h"

#include "runtime/lib/messaging/clock.h"
#include "runtime/lib/messaging/service.h"

namespace ligature::messaging
{

namespace
{

constexpr int64_t kSecond = 1000;

/// Fruitless sessions in a second that cost nobody anything.
constexpr uint32_t kFree = 8;

/// Clients are then taken so often, and so many at a time.
constexpr uint32_t kPauseMilliseconds = 5;
constexpr int kClientsAtOnce = 16;

bool isSuspicious(Pace& pace)
{
    return pace.fruitless > kFree && milliseconds() - pace.second < kSecond;
}

/// Whether the thread has served anybody since it was asked last.
bool hasServed(Pace& pace)
{
    const uint32_t before = pace.served;
    pace.served = perThread().served;
    return pace.served != before;
}

void wait(Pace& pace)
{
    pace.isWaiting = true;
    le_timer_Start(pace.timer);
}

void onPauseOver(le_timer_Ref_t timer)
{
    Service& service = *static_cast<Service*>(le_timer_GetContextPtr(timer));
    Pace& pace = service.pace;
    useService(service);
    int taken = 0;
    while (taken < kClientsAtOnce && pace.timer == timer && takeClient(service))
    {
        ++taken;
    }
    // Unless a handler has hidden the service.
    if (pace.timer == timer)
    {
        if (hasServed(pace) && isSuspicious(pace))
        {
            wait(pace);
        }
        else
        {
            pace.isWaiting = false;
            event::changeWatching(service.watcher, EPOLLIN);
        }
    }
    releaseService(service);
}

}  // namespace

void noteFruitless(Service& service)
{
    Pace& pace = service.pace;
    const int64_t now = milliseconds();
    if (now - pace.second >= kSecond)
    {
        pace.second = now;
        pace.fruitless = 0;
    }
    ++pace.fruitless;
}

bool mayTakeClient(Service& service)
{
    Pace& pace = service.pace;
    if (!hasServed(pace) || !isSuspicious(pace))
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
    wait(pace);
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
