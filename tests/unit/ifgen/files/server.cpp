// Handlers, callbacks and one-way functions, which a server has whether it answers at once or later.
#include "tests/unit/ifgen/files/server.h"

#include <map>

#include "tests/unit/messaging/files.h"

namespace ligature::test
{

std::atomic<int> Removed{0};

namespace
{

std::string Seen;
std::map<void*, parcel_GotHandlerFunc_t> Handlers;

int fileIf(bool isGiven, const char* text)
{
    return isGiven ? fileWith(text) : -1;
}

}  // namespace

void see(std::initializer_list<int> files)
{
    Seen.clear();
    for (const int file : files)
    {
        Seen += takeText(file) + " ";
    }
}

const std::string& seen()
{
    return Seen;
}

Answer answerTo(uint32_t gives)
{
    if ((gives & kKills) != 0)
    {
        LE_KILL_CLIENT("as asked");
    }
    const int x = fileIf((gives & kFirst) != 0, "x");
    return {x, (gives & kTwice) != 0 ? x : fileIf((gives & kSecond) != 0, "y")};
}

void report(uint32_t gives)
{
    for (const auto& [context, handler] : Handlers)
    {
        const int first = fileIf((gives & kFirst) != 0, "first");
        handler(first, gives, (gives & kTwice) != 0 ? first : fileIf((gives & kSecond) != 0, "second"),
                fileIf((gives & kThird) != 0, "third"), context);
        if ((gives & kClosesAgain) != 0)
        {
            EXPECT_EQ(::close(first), -1);
        }
    }
}

}  // namespace ligature::test

using namespace ligature::test;

extern "C" {
parcel_GotHandlerRef_t parcel_AddGotHandler(parcel_GotHandlerFunc_t handlerPtr, void* contextPtr)
{
    Handlers[contextPtr] = handlerPtr;
    return static_cast<parcel_GotHandlerRef_t>(contextPtr);
}

void parcel_RemoveGotHandler(parcel_GotHandlerRef_t handlerRef)
{
    Handlers.erase(handlerRef);
    ++Removed;
}

void parcel_Later(uint32_t gives, parcel_GotHandlerFunc_t handlerPtr, void* contextPtr)
{
    handlerPtr(fileIf((gives & kFirst) != 0, "first"), gives, fileIf((gives & kSecond) != 0, "second"),
               fileIf((gives & kThird) != 0, "third"), contextPtr);
}

void parcel_Drop(int a, uint32_t, int b)
{
    see({a, b});
}
}
