// A server that answers at once.
#include "tests/unit/ifgen/files/server.h"
#include "tests/unit/messaging/files.h"

using namespace ligature::test;

extern "C" {
le_result_t parcel_Swap(int a, uint32_t gives, int b, int* xPtr, uint32_t* numberPtr, int* yPtr)
{
    see({a, b});
    EXPECT_EQ(xPtr != nullptr ? *xPtr : -1, -1);
    EXPECT_EQ(yPtr != nullptr ? *yPtr : -1, -1);
    const Answer answer = answerTo((xPtr != nullptr ? gives : gives & ~kFirst) &
                                   (yPtr != nullptr ? UINT32_MAX : ~static_cast<uint32_t>(kSecond)));
    // What is not given is not set.
    if (xPtr != nullptr && answer.x >= 0)
    {
        *xPtr = answer.x;
    }
    if (yPtr != nullptr && answer.y >= 0)
    {
        *yPtr = answer.y;
    }
    if (numberPtr != nullptr)
    {
        *numberPtr = gives;
    }
    return LE_OK;
}

void parcel_Many(int a, int b, int c, int d, int e, int f, int g, int h, int* iPtr, int* jPtr, int* kPtr, int* lPtr,
                 int* mPtr, int* nPtr, int* oPtr, int* pPtr)
{
    see({a, b, c, d, e, f, g, h});
    const char* text[] = {"i", "j", "k", "l", "m", "n", "o", "p"};
    int* const places[] = {iPtr, jPtr, kPtr, lPtr, mPtr, nPtr, oPtr, pPtr};
    for (size_t i = 0; i < 8; ++i)
    {
        *places[i] = fileWith(text[i]);
    }
}

void parcel_Report(uint32_t gives)
{
    report(gives);
}

void parcel_Seen(char* result, size_t resultSize)
{
    le_utf8_Copy(result, seen().c_str(), resultSize, nullptr);
}
}
