// Functions that answer later, in any order, and for clients that may be gone.
#include <cstdlib>
#include <functional>
#include <vector>

#include "every_server.h"
#include "tests/fuzz/ipc/look.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/server_functions.h"
#include "tests/fuzz/ipc/values.h"

namespace
{

using namespace ligature::fuzz;

std::vector<std::function<void()>>& waiting()
{
    static std::vector<std::function<void()>> all;
    return all;
}

void answerLater(std::function<void()> answer)
{
    waiting().push_back(std::move(answer));
    killIfAsked();
}

// As many values as there is room for, where room may be anything that a client asks for within its interface.
template <typename T>
std::vector<T> values(size_t count, size_t limit, T value)
{
    if (count > limit)
    {
        abort();
    }
    return std::vector<T>(count, value);
}

// Text that fills a buffer of `size` bytes.
std::string text(size_t size, size_t limit)
{
    if (size > limit + 1)
    {
        abort();
    }
    return std::string(size > 0 ? size - 1 : 0, 'x');
}

}  // namespace

namespace ligature::fuzz
{

size_t waitingCalls()
{
    return waiting().size();
}

void answerCall(size_t which)
{
    const auto place = waiting().begin() + static_cast<std::ptrdiff_t>(which);
    const std::function<void()> answer = std::move(*place);
    waiting().erase(place);
    answer();
}

}  // namespace ligature::fuzz

extern "C" {
void every_Nothing(every_ServerCmdRef_t cmd)
{
    answerLater([=] { every_NothingRespond(cmd); });
}

void every_Scalars(every_ServerCmdRef_t cmd, uint8_t a, uint16_t b, uint32_t c, uint64_t d, int8_t e, int16_t f,
                   int32_t g, int64_t h, double i, bool j, char k, size_t l, le_result_t m, le_onoff_t n,
                   every_Small_t o, every_Wide_t p, every_Mask_t q, every_WideMask_t r, every_ThingRef_t s)
{
    lookAt(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
    answerLater([=] { every_ScalarsRespond(cmd, LE_OK); });
}

void every_Outs(every_ServerCmdRef_t cmd)
{
    answerLater(
        [=]
        {
            every_OutsRespond(cmd, nullptr, 1, 2, 3, 4, -5, -6, -7, -8, 9.5, true, 'k', 12, LE_TIMEOUT, LE_ON,
                              EVERY_NEGATIVE, EVERY_HIGH, EVERY_EIGHT, EVERY_TOP,
                              reinterpret_cast<every_ThingRef_t>(0x10001));
        });
}

void every_Texts(every_ServerCmdRef_t cmd, const char* a, const char* b, size_t cSize, size_t dSize, size_t largeSize)
{
    lookAtText(a);
    lookAtText(b);
    answerLater(
        [=]
        {
            every_TextsRespond(cmd, EVERY_SIX, text(cSize, 0).c_str(), text(dSize, 30).c_str(),
                               text(largeSize, 5000).c_str());
        });
}

void every_Records(every_ServerCmdRef_t cmd, const every_Record_t* onePtr, const every_Record_t* manyPtr,
                   size_t manySize, size_t manyOutSize)
{
    lookAtRecord(*onePtr);
    lookAtArray(manyPtr, manySize, 3);
    for (size_t i = 0; i < manySize; ++i)
    {
        lookAtRecord(manyPtr[i]);
    }
    answerLater(
        [=]
        {
            const every_Record_t one = record();
            const std::vector<every_Record_t> many = values(manyOutSize, 3, record());
            every_RecordsRespond(cmd, EVERY_HIGH, &one, many.data(), many.size());
        });
}

void every_Arrays(every_ServerCmdRef_t cmd, const uint8_t* aPtr, size_t aSize, const uint64_t* bPtr, size_t bSize,
                  const every_Small_t* cPtr, size_t cSize, const bool* dPtr, size_t dSize, const every_ThingRef_t* ePtr,
                  size_t eSize, const size_t* fPtr, size_t fSize, const double* gPtr, size_t gSize, size_t hSize,
                  size_t iSize, size_t jSize, size_t kSize, size_t lSize, size_t mSize, size_t nSize)
{
    lookAtArray(aPtr, aSize, 7);
    lookAtArray(bPtr, bSize, 7);
    lookAtArray(cPtr, cSize, 7);
    lookAtArray(dPtr, dSize, 7);
    lookAtArray(ePtr, eSize, 7);
    lookAtArray(fPtr, fSize, EVERY_LARGE);
    lookAtArray(gPtr, gSize, 0);
    answerLater(
        [=]
        {
            const auto h = values<uint8_t>(hSize, 7, 1);
            const auto i = values<uint64_t>(iSize, 7, 2);
            const auto j = values(jSize, 7, EVERY_FIVE);
            const bool k[7] = {true, true, true, true, true, true, true};
            const auto l = values<every_ThingRef_t>(lSize, 7, nullptr);
            const auto m = values<size_t>(mSize, EVERY_LARGE, 3);
            const auto n = values(nSize, 0, 4.5);
            every_ArraysRespond(cmd, true, h.data(), hSize, i.data(), iSize, j.data(), jSize, k, kSize, l.data(), lSize,
                                m.data(), mSize, n.data(), nSize);
        });
}

void every_Describe(every_ServerCmdRef_t cmd, const every_Point_t* pointPtr, const char* text,
                    const every_Small_t* smallPtr, const every_WideMask_t* maskPtr, const bool* flagPtr,
                    const every_ThingRef_t* thingPtr, const uint16_t* wordsPtr, size_t wordsSize,
                    const every_Small_t* smallsPtr, size_t smallsSize, const size_t* sizesPtr, size_t sizesSize,
                    int log, const size_t* countPtr)
{
    lookAtDescription(pointPtr, text, smallPtr, maskPtr, flagPtr, thingPtr, wordsPtr, wordsSize, smallsPtr, smallsSize,
                      sizesPtr, sizesSize, log, countPtr);
    answerLater([=] { every_DescribeRespond(cmd, record()); });
}

void every_Bundle(every_ServerCmdRef_t cmd, int a, const char* text, int b)
{
    lookAtText(text);
    closeFile(a);
    closeFile(b);
    answerLater([=] { every_BundleRespond(cmd, EVERY_SIX, a >= 0 ? newFile() : -1, 6, b >= 0 ? newFile() : -1); });
}

void every_Files(every_ServerCmdRef_t cmd, int a)
{
    closeFile(a);
    answerLater([=] { every_FilesRespond(cmd, 0.5, newFile()); });
}
}
