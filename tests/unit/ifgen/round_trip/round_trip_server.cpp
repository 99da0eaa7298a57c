#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "tests/unit/ifgen/round_trip/round_trip.h"

namespace ligature::test
{

Server& server()
{
    static Server state;
    return state;
}

JoinedWorld::JoinedWorld() : directory(std::make_unique<DirectoryProcess>())
{
    setenv("LIGATURE_SERVICE_DIRECTORY", directory->userSocket().c_str(), 1);
    directory->bind("stove", "kiln");
    server.run(
        []
        {
            kiln_AdvertiseService();
            le_msg_AddServiceCloseHandler(
                kiln_GetServiceRef(), [](le_msg_SessionRef_t, void*) { ++test::server().sessionsClosed; }, nullptr);
        });
}

}  // namespace ligature::test

using namespace ligature::test;

extern "C" {
kiln_AlarmedHandlerRef_t kiln_AddAlarmedHandler(kiln_Alarm_t mask, kiln_AlarmHandlerFunc_t handlerPtr, void* contextPtr,
                                                uint32_t period)
{
    if (mask == 0)
    {
        return nullptr;
    }
    static char places[1000];
    static size_t next = 0;
    void* own = &places[next++];
    server().subscriptions[own] = {handlerPtr, contextPtr, mask, period};
    return static_cast<kiln_AlarmedHandlerRef_t>(own);
}

void kiln_RemoveAlarmedHandler(kiln_AlarmedHandlerRef_t handlerRef)
{
    server().subscriptions.erase(handlerRef);
    ++server().removed;
}

kiln_ChamberRef_t kiln_Open(const char* name)
{
    server().opened = name;
    server().session = kiln_GetClientSessionRef();
    return reference<kiln_ChamberRef_t>(0x10001);
}

le_result_t kiln_Read(kiln_ChamberRef_t chamber, kiln_Reading_t* nowPtr, uint16_t* pastPtr, size_t* pastSizePtr,
                      char* note, size_t noteSize)
{
    if (server().killsClient)
    {
        LE_KILL_CLIENT("bad chamber %p", static_cast<void*>(chamber));
        EXPECT_EQ(kiln_GetClientSessionRef(), nullptr);
        return LE_BAD_PARAMETER;
    }
    server().nowIsWanted = nowPtr != nullptr;
    server().pastCapacity = pastPtr != nullptr ? *pastSizePtr : 0;
    server().noteSize = note != nullptr ? noteSize : 0;
    EXPECT_EQ(pastPtr == nullptr, pastSizePtr == nullptr);
    if (nowPtr != nullptr)
    {
        EXPECT_EQ(nowPtr->value, 0.0);
        *nowPtr = {21.5, UNITS_KELVIN, "probe", {7, 8}, 2};
    }
    if (pastPtr != nullptr)
    {
        size_t count = std::min(*pastSizePtr, server().pastAnswer);
        for (size_t i = 0; i < count; ++i)
        {
            EXPECT_EQ(pastPtr[i], 0);
            pastPtr[i] = static_cast<uint16_t>(1000 + i);
        }
        *pastSizePtr = count;
    }
    if (note != nullptr && server().isNoteEnded)
    {
        snprintf(note, noteSize, "%s", server().noteAnswer.c_str());
    }
    else if (note != nullptr)
    {
        server().noteAnswer.copy(note, noteSize);
    }
    return chamber == nullptr ? LE_NOT_FOUND : LE_OK;
}

le_result_t kiln_SetProfile(kiln_ChamberRef_t, const uint32_t* stepsPtr, size_t stepsSize,
                            const kiln_Reading_t* limitPtr, int log)
{
    EXPECT_NE(stepsPtr, nullptr);
    server().steps.assign(stepsPtr, stepsPtr + stepsSize);
    server().limit = *limitPtr;
    server().logged.clear();
    if (log >= 0)
    {
        char text[16] = {};
        EXPECT_GE(read(log, text, sizeof(text) - 1), 0);
        server().logged = text;
        close(log);
    }
    return LE_OK;
}

le_result_t kiln_Fire(kiln_ChamberRef_t, double target, kiln_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    EXPECT_EQ(target, 180.5);
    server().done = donePtr;
    server().doneContext = contextPtr;
    return server().fireResult;
}

void kiln_GetChambers(kiln_ChamberRef_t* allPtr, size_t* allSizePtr, bool* isHotPtr, size_t* isHotSizePtr, int* logPtr)
{
    if (allPtr != nullptr)
    {
        *allSizePtr = std::min<size_t>(*allSizePtr, 2);
        for (size_t i = 0; i < *allSizePtr; ++i)
        {
            allPtr[i] = reference<kiln_ChamberRef_t>(0x101 + 2 * i);
        }
    }
    if (isHotPtr != nullptr)
    {
        *isHotSizePtr = std::min<size_t>(*isHotSizePtr, 2);
        for (size_t i = 0; i < *isHotSizePtr; ++i)
        {
            isHotPtr[i] = i == 1;
        }
    }
    if (logPtr != nullptr)
    {
        EXPECT_EQ(*logPtr, -1);
        if (server().setsFile)
        {
            *logPtr = open("/dev/null", O_RDONLY | O_CLOEXEC);
        }
    }
}

void kiln_Close(kiln_ChamberRef_t) {}

void kiln_Remark(kiln_ChamberRef_t chamber, const char* text, int log)
{
    server().session = kiln_GetClientSessionRef();
    server().remarked = chamber;
    server().remarks.emplace_back(text);
    if (log >= 0)
    {
        char more[16] = {};
        EXPECT_GE(read(log, more, sizeof(more) - 1), 0);
        server().remarks.back() += more;
        close(log);
    }
    if (server().killsClient)
    {
        LE_KILL_CLIENT("enough of '%s'", text);
    }
}

units_Scale_t kiln_GetScale(void)
{
    return UNITS_FAHRENHEIT;
}

kiln_Reading_t kiln_GetLimit(kiln_ChamberRef_t chamber)
{
    return {chamber == nullptr ? 0.5 : 1.5, UNITS_KELVIN, "limit", {7, 8}, 2};
}

void kiln_GetTitle(kiln_ChamberRef_t, char* result, size_t resultSize)
{
    server().noteSize = resultSize;
    if (result != nullptr)
    {
        EXPECT_STREQ(result, "");
        snprintf(result, resultSize, "The Large One");
    }
}
}
