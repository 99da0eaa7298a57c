#include "tests/unit/ifgen/async_client/server_functions.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <thread>

namespace ligature::test
{

AsyncServer& asyncServer()
{
    static AsyncServer state;
    return state;
}

}  // namespace ligature::test

using ligature::test::asyncServer;

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t, kiln_AlarmHandlerFunc_t, void*, uint32_t)
{
    return nullptr;
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t) {}

void kiln_Open(kiln_ServerCmdRef_t cmdRef, const char* name)
{
    if (strcmp(name, "kill") == 0)
    {
        le_msg_CloseSession(kiln_GetClientSessionRef());
        kiln_OpenRespond(cmdRef, nullptr);
        return;
    }
    kiln_OpenRespond(cmdRef, reinterpret_cast<kiln_ChamberRef_t>(2 * strlen(name) + 1));
}

void kiln_Read(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t pastSize, size_t noteSize)
{
    const kiln_Reading_t now = {21.5, UNITS_CELSIUS, "now", {7, 8}, 2};
    const uint16_t past[] = {1, 2, 3, 4, 5, 6, 7, 8};
    char note[65] = "";
    memset(note, 'n', noteSize - 1);
    kiln_ReadRespond(cmdRef, LE_BUSY, &now, past, pastSize, note);
}

void kiln_SetProfile(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, const uint32_t* steps, size_t size,
                     const kiln_Reading_t*, int log)
{
    const ssize_t written = write(log, steps, size * sizeof(uint32_t));
    close(log);
    kiln_SetProfileRespond(cmdRef, written == 8 ? LE_OK : LE_FAULT);
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double, kiln_DoneHandlerFunc_t, void*)
{
    return LE_BUSY;
}

void kiln_GetChambers(kiln_ServerCmdRef_t cmdRef, size_t, size_t)
{
    kiln_ChamberRef_t all[] = {nullptr, reinterpret_cast<kiln_ChamberRef_t>(5)};
    bool isHot[] = {true};
    kiln_GetChambersRespond(cmdRef, all, 2, isHot, 1, open("/dev/null", O_RDONLY | O_CLOEXEC));
}

void kiln_Close(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    asyncServer().waiting.push_back(cmdRef);
}

void kiln_Remark(kiln_ChamberRef_t, const char* text, int)
{
    asyncServer().remarks += text;
}

// Answers those that wait, the last first.
void kiln_GetScale(kiln_ServerCmdRef_t cmdRef)
{
    for (; !asyncServer().waiting.empty(); asyncServer().waiting.pop_back())
    {
        kiln_CloseRespond(asyncServer().waiting.back());
    }
    kiln_GetScaleRespond(cmdRef, UNITS_KELVIN);
}

void kiln_GetLimit(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t)
{
    std::this_thread::sleep_for(std::chrono::milliseconds(asyncServer().msOfGetLimit.load()));
    kiln_GetLimitRespond(cmdRef, {1.5, UNITS_KELVIN, "limit", {}, 0});
}

void kiln_GetTitle(kiln_ServerCmdRef_t cmdRef, kiln_ChamberRef_t, size_t)
{
    std::string& remarks = asyncServer().remarks;
    kiln_GetTitleRespond(cmdRef, remarks.empty() ? "The Large One" : remarks.c_str());
    remarks.clear();
}
}
