// Serves one form of meter.api.
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "legato.h"
#include "meter_server.h"

static char Name[17] = "";
static uint32_t Zero = 0;

uint32_t meter_GetLevel(meter_Unit_t unit)
{
    return unit == METER_PERCENT ? 50 : 100 + (uint32_t)unit - Zero;
}

void meter_SetName(const char* name)
{
    strncpy(Name, name, sizeof(Name) - 1);
}

void meter_GetName(char* name, size_t nameSize)
{
    le_utf8_Copy(name, Name, nameSize, NULL);
}

meter_LevelHandlerRef_t meter_AddLevelHandler(meter_LevelHandlerFunc_t handlerPtr, void* contextPtr)
{
    handlerPtr(77, contextPtr);
    return (meter_LevelHandlerRef_t)1;
}

void meter_RemoveLevelHandler(meter_LevelHandlerRef_t handlerRef)
{
    (void)handlerRef;
}

#ifdef METER_HAS_TOTAL
void meter_SetZero(uint32_t level)
{
    Zero = level;
}

uint32_t meter_GetTotal(void)
{
    return 12345;
}

void meter_Print(int to)
{
    dprintf(to, "printed\n");
    close(to);
}

uint32_t meter_SetHistory(const uint32_t* levelsPtr, size_t levelsSize)
{
    return levelsPtr[levelsSize - 1];
}
#endif

int main(void)
{
    meter_AdvertiseService();
    le_event_RunLoop();
}
