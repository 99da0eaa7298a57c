// The functions of the server of beacon.api.
#include <vector>

#include "tests/unit/ifgen/trace/fixture.h"

namespace
{

// Of the server's thread.
beacon_StateHandlerFunc_t Handler = nullptr;
void* HandlerContext = nullptr;
std::vector<beacon_ServerCmdRef_t> Held;

}  // namespace

extern "C" {
beacon_StateHandlerRef_t beacon_AddStateHandler(beacon_StateHandlerFunc_t handlerPtr, void* contextPtr)
{
    Handler = handlerPtr;
    HandlerContext = contextPtr;
    return reinterpret_cast<beacon_StateHandlerRef_t>(0x1001);
}

void beacon_RemoveStateHandler(beacon_StateHandlerRef_t)
{
    Handler = nullptr;
}

void beacon_SetLevel(beacon_ServerCmdRef_t cmdRef, uint8_t level)
{
    if (Handler != nullptr)
    {
        Handler(level, HandlerContext);
    }
    beacon_SetLevelRespond(cmdRef, LE_OK);
}

void beacon_Blink(uint8_t) {}

void beacon_GetName(beacon_ServerCmdRef_t cmdRef, size_t)
{
    if (ligature::test::holdsNames && Held.empty())
    {
        Held.push_back(cmdRef);
        return;
    }
    beacon_GetNameRespond(cmdRef, "north");
    for (; !Held.empty(); Held.pop_back())
    {
        beacon_GetNameRespond(Held.back(), "held");
    }
}
}
