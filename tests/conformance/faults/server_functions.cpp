#include "tests/conformance/faults/server_functions.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace ligature::test
{

FaultServer& faultServer()
{
    static FaultServer state;
    return state;
}

LaterServer& laterServer()
{
    static LaterServer state;
    return state;
}

void LaterServer::hold(later_ServerCmdRef_t command)
{
    later_ServerCmdRef_t oldest = nullptr;
    {
        const std::lock_guard lock(mutex_);
        held_.push_back(command);
        if (held_.size() > kMostHeld)
        {
            oldest = held_.front();
            held_.erase(held_.begin());
        }
    }
    if (oldest != nullptr)
    {
        later_WaitRespond(oldest, 1);
    }
}

later_ServerCmdRef_t LaterServer::takeHeld()
{
    const std::lock_guard lock(mutex_);
    if (held_.empty())
    {
        return nullptr;
    }
    later_ServerCmdRef_t oldest = held_.front();
    held_.erase(held_.begin());
    return oldest;
}

}  // namespace ligature::test

using ligature::test::faultServer;

extern "C" {
void later_Wait(later_ServerCmdRef_t command, uint32_t)
{
    ligature::test::laterServer().hold(command);
}

fault_TickHandlerRef_t fault_AddTickHandler(uint32_t period, told_LongHandlerFunc_t handlerPtr, void* contextPtr)
{
    if (period == 0)
    {
        return nullptr;
    }
    static char places[16];
    static size_t next = 0;
    void* own = &places[next++ % sizeof(places)];
    faultServer().subscriptions[own] = {handlerPtr, contextPtr};
    return static_cast<fault_TickHandlerRef_t>(own);
}

void fault_RemoveTickHandler(fault_TickHandlerRef_t handlerRef)
{
    faultServer().subscriptions.erase(handlerRef);
    ++faultServer().removed;
    if (le_msg_SessionRef_t other = std::exchange(faultServer().closesOnRemove, nullptr))
    {
        le_msg_CloseSession(other);
    }
}

le_result_t fault_Give(uint32_t* listPtr, size_t* listSizePtr, char* text, size_t textSize)
{
    for (size_t i = 0; listPtr != nullptr && i < *listSizePtr; ++i)
    {
        listPtr[i] = static_cast<uint32_t>(i + 1);
    }
    if (text != nullptr)
    {
        std::memset(text, 't', textSize - 1);
        text[textSize - 1] = '\0';
    }
    return LE_OK;
}

le_result_t fault_Begin(le_result_t outcome, fault_DoneHandlerFunc_t donePtr, void* contextPtr)
{
    faultServer().done = donePtr;
    faultServer().doneContext = contextPtr;
    if (faultServer().answersAtOnce)
    {
        donePtr(1, contextPtr);
    }
    return outcome;
}

le_result_t fault_Large(const uint8_t* dataPtr, size_t dataSize, uint8_t* copyPtr, size_t* copySizePtr)
{
    *copySizePtr = std::min(*copySizePtr, dataSize);
    std::memcpy(copyPtr, dataPtr, *copySizePtr);
    return LE_OK;
}

uint32_t fault_Bulk(const fault_Bulk_t* inPtr, const fault_Bulk_t* perhapsPtr, fault_Bulk_t* outPtr)
{
    if (outPtr != nullptr)
    {
        EXPECT_EQ(outPtr->dataCount, 0U);
        EXPECT_EQ(outPtr->data[FAULT_LARGE - 1], 0);
        *outPtr = *inPtr;
    }
    return static_cast<uint32_t>(inPtr->dataCount + (perhapsPtr != nullptr ? perhapsPtr->dataCount : 0));
}

void fault_Open(int* outPtr)
{
    if (outPtr != nullptr && faultServer().setsFile)
    {
        *outPtr = open("/dev/null", O_RDONLY | O_CLOEXEC);
    }
}

void fault_Take(int in)
{
    close(in);
}

void fault_Turn(int a, int b, int* xPtr, int* yPtr)
{
    *xPtr = b;
    *yPtr = a;
}

void fault_Switch(const le_onoff_t* allPtr, size_t allSize)
{
    for (size_t i = 0; i < allSize; ++i)
    {
        EXPECT_EQ(allPtr[i], i % 2 == 0 ? LE_ON : LE_OFF);
    }
}

void fault_Note(uint32_t value)
{
    faultServer().notes.push_back(value);
}

void fault_Nothing(void)
{
    faultServer().session = fault_GetClientSessionRef();
}
}
