// Serves one GPIO pin as an LED. The pin's number is the first argument. Its state is kept in a file in the app's
// writeable area, so it survives a restart.
#include "legato.h"
#include "interfaces.h"

static const char StateFile[] = "pin-state";

static int Pin;
static bool IsOn;
static le_event_Id_t ChangeEvent;

static void LoadState(void)
{
    FILE* file = fopen(StateFile, "r");
    if (file != NULL)
    {
        IsOn = (fgetc(file) == '1');
        fclose(file);
    }
}

static le_result_t SaveState(void)
{
    FILE* file = fopen(StateFile, "w");
    if (file == NULL)
    {
        LE_ERROR("cannot write %s: %m", StateFile);
        return LE_IO_ERROR;
    }
    fputc(IsOn ? '1' : '0', file);
    return (fclose(file) == 0) ? LE_OK : LE_IO_ERROR;
}

static void Deliver(void* reportPtr, void* handlerFunc)
{
    led_ChangeHandlerFunc_t handler = (led_ChangeHandlerFunc_t)handlerFunc;
    handler(*(bool*)reportPtr, le_event_GetContextPtr());
}

led_ChangedHandlerRef_t led_AddChangedHandler(led_ChangeHandlerFunc_t handlerPtr, void* contextPtr)
{
    le_event_HandlerRef_t handler = le_event_AddLayeredHandler("led change", ChangeEvent, Deliver, (void*)handlerPtr);
    le_event_SetContextPtr(handler, contextPtr);
    return (led_ChangedHandlerRef_t)handler;
}

void led_RemoveChangedHandler(led_ChangedHandlerRef_t handlerRef)
{
    le_event_RemoveHandler((le_event_HandlerRef_t)handlerRef);
}

le_result_t led_Set(bool on)
{
    LE_INFO("pin %d %s", Pin, on ? "on" : "off");
    printf("pin %d is %s\n", Pin, on ? "high" : "low");
    if (on == IsOn)
    {
        return LE_OK;
    }
    IsOn = on;
    le_event_Report(ChangeEvent, &on, sizeof(on));
    return SaveState();
}

le_result_t led_Get(bool* onPtr)
{
    if (onPtr != NULL)
    {
        *onPtr = IsOn;
    }
    return LE_OK;
}

COMPONENT_INIT
{
    const char* pin = le_arg_GetArg(0);
    if ((pin == NULL) || (le_utf8_ParseInt(&Pin, pin) != LE_OK))
    {
        LE_FATAL("the first argument must be the number of the pin");
    }
    ChangeEvent = le_event_CreateId("led change", sizeof(bool));
    LoadState();
    LE_INFO("driving pin %d, now %s", Pin, IsOn ? "on" : "off");
}
