#include "tests/unit/ifgen/round_trip/in_process_server.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <utility>

namespace ligature::test
{

Server& server()
{
    static Server state;
    return state;
}

void resetServer()
{
    server().subscriptions.clear();
    server().removed = 0;
    server().fireResult = LE_OK;
    server().remarks.clear();
}

void report(const char* text)
{
    // A copy: a handler may be removed while another is called.
    for (const auto& [reference, subscription] : std::map<void*, Subscription>(server().subscriptions))
    {
        subscription.handler(nullptr, KILN_FAN, text, subscription.context);
    }
}

namespace
{

char Places[100];

}  // namespace

}  // namespace ligature::test

using namespace ligature::test;

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t mask, kiln_AlarmHandlerFunc_t handlerPtr, void* contextPtr,
                                                uint32_t)
{
    if (mask == 0)
    {
        return nullptr;
    }
    static size_t next = 0;
    void* own = &Places[next++];
    server().subscriptions[own] = {handlerPtr, contextPtr};
    return static_cast<kiln_AlarmedHandlerRef_t>(own);
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t handlerRef)
{
    server().subscriptions.erase(handlerRef);
    server().removedBy = std::this_thread::get_id();
    ++server().removed;
    if (auto onRemoved = std::exchange(server().onRemoved, nullptr))
    {
        onRemoved();
    }
}

kiln_ChamberRef_t kiln_Open(const char* name)
{
    if (le_msg_SessionRef_t session = kiln_GetClientSessionRef())
    {
        // What a server keeps with a session is its own business.
        le_msg_SetSessionContextPtr(session, Places);
        server().hasSession = true;
    }
    else
    {
        server().hasSession = false;
    }
    if (std::string(name) == "kill")
    {
        LE_KILL_CLIENT("killed as asked");
    }
    return nullptr;
}

le_result_t kiln_Read(kiln_ChamberRef_t, kiln_Reading_t* nowPtr, uint16_t* pastPtr, size_t* pastSizePtr, char* note,
                      size_t noteSize)
{
    server().nowIsWanted = nowPtr != nullptr;
    server().noteSize = noteSize;
    EXPECT_EQ(pastPtr == nullptr, pastSizePtr == nullptr);
    server().pastCapacity = pastPtr != nullptr ? *pastSizePtr : 0;
    if (nowPtr != nullptr)
    {
        EXPECT_EQ(nowPtr->value, 0.0);
        EXPECT_STREQ(nowPtr->label, "");
        nowPtr->value = 21.5;
    }
    for (size_t i = 0; i < server().pastCapacity; ++i)
    {
        EXPECT_EQ(pastPtr[i], 0);
        pastPtr[i] = static_cast<uint16_t>(1000 + i);
    }
    if (note != nullptr)
    {
        EXPECT_STREQ(note, "");
        memset(note, 'x', noteSize);  // without an end
    }
    return LE_OK;
}

le_result_t kiln_SetProfile(kiln_ChamberRef_t, const uint32_t* stepsPtr, size_t stepsSize, const kiln_Reading_t*,
                            int log)
{
    server().sawSteps = stepsPtr != nullptr;
    server().steps.assign(stepsPtr, stepsPtr + stepsSize);
    if (log < 0)
    {
        return LE_OK;
    }
    const auto bytes = static_cast<ssize_t>(stepsSize * sizeof(uint32_t));
    const bool isWritten = write(log, stepsPtr, static_cast<size_t>(bytes)) == bytes;
    close(log);
    return isWritten ? LE_OK : LE_FAULT;
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double target, kiln_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    server().done = donePtr;
    server().doneContext = contextPtr;
    if (target > 0)
    {
        donePtr(LE_OK, contextPtr);
    }
    return server().fireResult;
}

void kiln_GetChambers(kiln_ChamberRef_t*, size_t* allSizePtr, bool*, size_t*, int* logPtr)
{
    if (allSizePtr != nullptr)
    {
        *allSizePtr = 1;
    }
    if (logPtr != nullptr && server().fireResult == LE_OK)
    {
        *logPtr = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
}

void kiln_Close(kiln_ChamberRef_t) {}

void kiln_Remark(kiln_ChamberRef_t, const char* text, int log)
{
    if (log >= 0)
    {
        EXPECT_EQ(write(log, text, 1), 1);
        close(log);
    }
    server().remarks.emplace_back(text);
}

units_Scale_t kiln_GetScale(void)
{
    return UNITS_FAHRENHEIT;
}

kiln_Reading_t kiln_GetLimit(kiln_ChamberRef_t)
{
    return {1.5, UNITS_KELVIN, "limit", {7, 8}, 2};
}

void kiln_GetTitle(kiln_ChamberRef_t, char* result, size_t resultSize)
{
    if (result != nullptr)
    {
        snprintf(result, resultSize, "The Large One");
    }
}
}
