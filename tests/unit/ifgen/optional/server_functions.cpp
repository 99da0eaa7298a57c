// The functions of a server of errand.api that look the same however it answers.
#include <cstring>
#include <map>

#include "errand_server.h"
#include "tests/unit/ifgen/optional/describe.h"
#include "tests/unit/messaging/files.h"

using namespace ligature::test;

namespace
{

struct Subscription
{
    errand_BackHandlerFunc_t handler;
    void* context;
};

// Of the server's thread.
std::map<uintptr_t, Subscription>& subscriptions()
{
    static std::map<uintptr_t, Subscription> all;
    return all;
}

// Gives a handler everything, or nothing.
void report(errand_BackHandlerFunc_t handler, void* context, const uint32_t* minutes)
{
    if (minutes == nullptr)
    {
        handler(nullptr, nullptr, nullptr, nullptr, 0, nullptr, 0, -1, context);
        return;
    }
    const errand_Point_t at = {-1, 2};
    const uint16_t steps[] = {3, 4};
    const errand_Mode_t modes[] = {ERRAND_FAST};
    handler(minutes, "back", &at, steps, 2, modes, 1, fileWith("way"), context);
}

}  // namespace

extern "C" {
errand_BackHandlerRef_t errand_AddBackHandler(const errand_RunnerRef_t* runnerPtr, errand_BackHandlerFunc_t handlerPtr,
                                              void* contextPtr)
{
    const uintptr_t own = runnerPtr != nullptr ? reinterpret_cast<uintptr_t>(*runnerPtr) : 1;
    subscriptions()[own] = {handlerPtr, contextPtr};
    return reinterpret_cast<errand_BackHandlerRef_t>(own);
}

void errand_RemoveBackHandler(errand_BackHandlerRef_t handlerRef)
{
    subscriptions().erase(reinterpret_cast<uintptr_t>(handlerRef));
}

le_result_t errand_Send(const errand_Point_t* targetPtr, errand_BackHandlerFunc_t donePtr, void* contextPtr,
                        const uint32_t* delayPtr)
{
    report(donePtr, contextPtr, delayPtr);
    return targetPtr->x == 7 ? LE_OK : LE_FAULT;
}

// Who has subscribed is told what was noted: everything or nothing.
void errand_Note(const char* text, const uint8_t* levelPtr, int log)
{
    lastNote() = "text " + described(text) + " level " + described(levelPtr) + " log " + describedFile(log);
    for (const auto& [own, subscription] : subscriptions())
    {
        const uint32_t minutes = static_cast<uint32_t>(own);
        report(subscription.handler, subscription.context, levelPtr != nullptr ? &minutes : nullptr);
    }
}
}
