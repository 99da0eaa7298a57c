// Three scales: when something lies on each of them, all answer, the last first.
#include "legato.h"
#include "interfaces.h"

#define COUNT 3

static scale_ServerCmdRef_t Waiting[COUNT];
static size_t WaitingCount;

void scale_Weigh(scale_ServerCmdRef_t cmdRef, uint8_t scale, size_t labelSize)
{
    LE_UNUSED(labelSize);
    LE_INFO("something on scale %u", scale);
    Waiting[WaitingCount++] = cmdRef;
    if (WaitingCount < COUNT)
    {
        return;
    }
    while (WaitingCount > 0)
    {
        WaitingCount--;
        scale_WeighRespond(Waiting[WaitingCount], LE_OK, 100 * (uint32_t)(WaitingCount + 1), "flour");
    }
}

void scale_GetCount(scale_ServerCmdRef_t cmdRef)
{
    scale_GetCountRespond(cmdRef, COUNT);
}

COMPONENT_INIT {}
