// Blinks an LED. Which pin that is, this app neither knows nor says: its system binds `led` to a service.
#include "legato.h"
#include "interfaces.h"

static const uint32_t BlinkPeriodMs = 500;

static void OnChange(bool on, void* contextPtr)
{
    LE_UNUSED(contextPtr);
    LE_INFO("the LED reports: %s", on ? "on" : "off");
}

static void Toggle(le_timer_Ref_t timer)
{
    LE_UNUSED(timer);
    bool on = false;
    if (led_Get(&on) != LE_OK)
    {
        LE_ERROR("cannot read the LED");
        return;
    }
    if (led_Set(!on) != LE_OK)
    {
        LE_ERROR("cannot set the LED");
    }
}

COMPONENT_INIT
{
    LE_INFO("blinking");
    led_AddChangedHandler(OnChange, NULL);

    le_timer_Ref_t timer = le_timer_Create("blink");
    le_timer_SetHandler(timer, Toggle);
    le_timer_SetMsInterval(timer, BlinkPeriodMs);
    le_timer_SetRepeat(timer, 0);
    le_timer_Start(timer);
}
