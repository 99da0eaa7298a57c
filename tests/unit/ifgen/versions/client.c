// Uses one form of meter.api: `meter_client [-k] WHAT...`, `-k`: goes on after its session was lost.
#include <poll.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "legato.h"
#include "meter_async.h"

static jmp_buf Lost;

static void onLost(void* contextPtr)
{
    (void)contextPtr;
    longjmp(Lost, 1);
}

static void onLevel(uint32_t level, void* contextPtr)
{
    (void)contextPtr;
    printf("told %u\n", (unsigned)level);
    exit(0);
}

static bool IsAnswered;

static void onNumber(uint32_t number, void* contextPtr)
{
    printf("later %s %u\n", (const char*)contextPtr, (unsigned)number);
    IsAnswered = true;
}

// True for a call that does not wait; its answer is there when this returns.
static bool useLater(const char* what)
{
    IsAnswered = false;
    if (strcmp(what, "level-later") == 0)
    {
        meter_GetLevelAsync(METER_LITRE, onNumber, "level");
    }
#ifdef METER_HAS_TOTAL
    else if (strcmp(what, "gallons-later") == 0)
    {
        meter_GetLevelAsync(METER_GALLON, onNumber, "level");
    }
    else if (strcmp(what, "total-later") == 0)
    {
        meter_GetTotalAsync(onNumber, "total");
    }
    else if (strcmp(what, "history-later") == 0)
    {
        static uint32_t levels[1000];
        levels[999] = 9;
        meter_SetHistoryAsync(levels, 1000, onNumber, "last");
    }
#endif
    else
    {
        return false;
    }
    while (!IsAnswered)
    {
        struct pollfd loop = {.fd = le_event_GetFd(), .events = POLLIN};
        poll(&loop, 1, -1);
        while (le_event_ServiceLoop() == LE_OK)
        {
        }
    }
    return true;
}

static void use(const char* what)
{
    if (useLater(what))
    {
        return;
    }
    if (strcmp(what, "level") == 0)
    {
        printf("level %u, %u%%\n", (unsigned)meter_GetLevel(METER_LITRE), (unsigned)meter_GetLevel(METER_PERCENT));
    }
    else if (strcmp(what, "name") == 0)
    {
        char name[17];
        meter_SetName("tank");
        meter_GetName(name, sizeof(name));
        printf("name %s\n", name);
    }
    else if (strcmp(what, "event") == 0)
    {
        meter_AddLevelHandler(onLevel, NULL);
        le_event_RunLoop();
    }
#ifdef METER_HAS_TOTAL
    else if (strcmp(what, "zero") == 0)
    {
        meter_SetZero(30);
    }
    else if (strcmp(what, "print") == 0)
    {
        meter_Print(dup(STDOUT_FILENO));
    }
    else if (strcmp(what, "gallons") == 0)
    {
        printf("level %u\n", (unsigned)meter_GetLevel(METER_GALLON));
    }
    else if (strcmp(what, "total") == 0)
    {
        printf("total %u\n", (unsigned)meter_GetTotal());
    }
    else if (strcmp(what, "history") == 0)
    {
        static uint32_t levels[1000];
        levels[999] = 9;
        printf("last %u\n", (unsigned)meter_SetHistory(levels, 1000));
    }
#endif
    else
    {
        exit(2);
    }
}

int main(int argc, char** argv)
{
    static bool goesOn;
    goesOn = argc > 1 && strcmp(argv[1], "-k") == 0;
    static int at;
    at = goesOn ? 2 : 1;
    setvbuf(stdout, NULL, _IONBF, 0);
    alarm(30);
    if (setjmp(Lost) != 0)
    {
        printf("lost\n");
    }
    meter_ConnectService();
    if (goesOn)
    {
        meter_SetServerDisconnectHandler(onLost, NULL);
    }
    while (at < argc)
    {
        use(argv[at++]);
    }
    return 0;
}
