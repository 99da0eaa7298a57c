// Handlers, callbacks and one-way functions, which a server has whether it answers at once or later.
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "every_server.h"
#include "tests/fuzz/ipc/look.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/server_functions.h"
#include "tests/fuzz/ipc/values.h"

namespace
{

using namespace ligature::fuzz;

struct Server
{
    std::map<void*, std::pair<every_FullHandlerFunc_t, void*>> full;
    std::map<void*, std::pair<every_BareHandlerFunc_t, void*>> bare;
    // One-shot callbacks; they may be gone with their clients when they are called.
    std::vector<std::pair<every_FullHandlerFunc_t, void*>> once;
    std::vector<std::pair<every_BareHandlerFunc_t, void*>> later;
    std::vector<std::pair<every_PerhapsHandlerFunc_t, void*>> perhaps;
    std::vector<std::pair<every_PairHandlerFunc_t, void*>> pairs;
    bool reportsAll = false;  // to the last: everything, or nothing of what may be left out
    uintptr_t last = 0;
    bool kills = false;
};

Server& server()
{
    static Server state;
    return state;
}

}  // namespace

namespace ligature::fuzz
{

void reportAll()
{
    const every_Record_t all = record();
    const every_Small_t smalls[] = {EVERY_ZERO, EVERY_SIX};
    const uint16_t words[] = {1, 2, 3, 4, 5, 6};
    auto report = [&](every_FullHandlerFunc_t handler, void* context)
    { handler(1, "text", &all, smalls, 2, words, 6, newFile(), EVERY_HIGH, context); };
    for (const auto& [reference, handler] : server().full)
    {
        report(handler.first, handler.second);
    }
    for (const auto& [reference, handler] : server().bare)
    {
        handler.first(handler.second);
    }
    for (const auto& [handler, context] : std::exchange(server().once, {}))
    {
        report(handler, context);
    }
    for (const auto& [handler, context] : std::exchange(server().later, {}))
    {
        handler(context);
    }
    for (const auto& [handler, context] : std::exchange(server().perhaps, {}))
    {
        if (server().reportsAll)
        {
            const uint8_t a = 1;
            const every_Wide_t wide = EVERY_HIGH;
            handler(&a, "text", &all, smalls, 2, words, 6, newFile(), &wide, context);
        }
        else
        {
            handler(nullptr, nullptr, nullptr, nullptr, 0, nullptr, 0, -1, nullptr, context);
        }
    }
    for (const auto& [handler, context] : std::exchange(server().pairs, {}))
    {
        handler(server().last % 2 == 0 ? newFile() : -1, "text", newFile(), context);
    }
}

size_t subscriptions()
{
    return server().full.size() + server().bare.size();
}

void setKills(bool kills)
{
    server().kills = kills;
}

void killIfAsked()
{
    if (server().kills)
    {
        LE_KILL_CLIENT("%s", "as the input wants");
    }
}

}  // namespace ligature::fuzz

extern "C" {
void every_Tell(const every_Record_t* onePtr, const every_Small_t* smallsPtr, size_t smallsSize,
                const uint16_t* wordsPtr, size_t wordsSize, const char* text, int log, const uint8_t* dataPtr,
                size_t dataSize, every_Mask_t mask)
{
    lookAtRecord(*onePtr);
    lookAtArray(smallsPtr, smallsSize, 4);
    lookAtArray(wordsPtr, wordsSize, 6);
    lookAtText(text);
    lookAtArray(dataPtr, dataSize, EVERY_LARGE);
    lookAt(mask);
    closeFile(log);
    killIfAsked();
}

void every_Drop(int a, uint8_t b, int c)
{
    closeFile(a);
    lookAt(b);
    closeFile(c);
}

void every_Hand(every_PairHandlerFunc_t handlerPtr, void* contextPtr)
{
    server().pairs.emplace_back(handlerPtr, contextPtr);
}

every_FullHandlerRef_t every_AddFullHandler(every_Mask_t mask, every_FullHandlerFunc_t handlerPtr, void* contextPtr,
                                            uint32_t)
{
    if (mask == 0)
    {
        return nullptr;
    }
    void* own = reinterpret_cast<void*>(++server().last);
    server().full[own] = {handlerPtr, contextPtr};
    return static_cast<every_FullHandlerRef_t>(own);
}

void every_RemoveFullHandler(every_FullHandlerRef_t handlerRef)
{
    if (server().full.erase(handlerRef) != 1)
    {
        abort();
    }
}

every_BareHandlerRef_t every_AddBareHandler(every_BareHandlerFunc_t handlerPtr, void* contextPtr)
{
    // The client goes while it is being served.
    killIfAsked();
    void* own = reinterpret_cast<void*>(++server().last);
    server().bare[own] = {handlerPtr, contextPtr};
    return static_cast<every_BareHandlerRef_t>(own);
}

void every_RemoveBareHandler(every_BareHandlerRef_t handlerRef)
{
    if (server().bare.erase(handlerRef) != 1)
    {
        abort();
    }
}

le_result_t every_Once(every_FullHandlerFunc_t handlerPtr, void* contextPtr, uint8_t outcome)
{
    if (outcome != 0)
    {
        return LE_FAULT;
    }
    server().once.emplace_back(handlerPtr, contextPtr);
    return LE_OK;
}

void every_Later(every_BareHandlerFunc_t handlerPtr, void* contextPtr)
{
    server().later.emplace_back(handlerPtr, contextPtr);
    killIfAsked();
}

void every_Perhaps(every_PerhapsHandlerFunc_t handlerPtr, void* contextPtr, const double* atPtr, const uint8_t* dataPtr,
                   size_t dataSize)
{
    lookAtOptional(atPtr);
    lookAtOptionalArray(dataPtr, dataSize, EVERY_LARGE);
    server().reportsAll = atPtr != nullptr;
    server().perhaps.emplace_back(handlerPtr, contextPtr);
    killIfAsked();
}
}
