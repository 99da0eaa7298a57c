// Functions that answer at once.
#include "tests/fuzz/ipc/server_functions.h"

#include <utility>

#include "every_server.h"
#include "tests/fuzz/ipc/look.h"
#include "tests/fuzz/ipc/seam.h"
#include "tests/fuzz/ipc/values.h"

using namespace ligature::fuzz;

namespace ligature::fuzz
{

size_t waitingCalls()
{
    return 0;
}

void answerCall(size_t) {}

}  // namespace ligature::fuzz

extern "C" {
void every_Nothing(void)
{
    killIfAsked();
}

le_result_t every_Scalars(uint8_t a, uint16_t b, uint32_t c, uint64_t d, int8_t e, int16_t f, int32_t g, int64_t h,
                          double i, bool j, char k, size_t l, le_result_t m, le_onoff_t n, every_Small_t o,
                          every_Wide_t p, every_Mask_t q, every_WideMask_t r, every_ThingRef_t s)
{
    lookAt(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
    return LE_OK;
}

every_ThingRef_t every_Outs(uint8_t* aPtr, uint16_t* bPtr, uint32_t* cPtr, uint64_t* dPtr, int8_t* ePtr, int16_t* fPtr,
                            int32_t* gPtr, int64_t* hPtr, double* iPtr, bool* jPtr, char* kPtr, size_t* lPtr,
                            le_result_t* mPtr, le_onoff_t* nPtr, every_Small_t* oPtr, every_Wide_t* pPtr,
                            every_Mask_t* qPtr, every_WideMask_t* rPtr, every_ThingRef_t* sPtr)
{
    give<uint8_t>(aPtr, 1);
    give<uint16_t>(bPtr, 2);
    give<uint32_t>(cPtr, 3);
    give<uint64_t>(dPtr, 4);
    give<int8_t>(ePtr, -5);
    give<int16_t>(fPtr, -6);
    give<int32_t>(gPtr, -7);
    give<int64_t>(hPtr, -8);
    give(iPtr, 9.5);
    give(jPtr, true);
    give(kPtr, 'k');
    give<size_t>(lPtr, 12);
    give(mPtr, LE_TIMEOUT);
    give(nPtr, LE_ON);
    give(oPtr, EVERY_NEGATIVE);
    give(pPtr, EVERY_HIGH);
    give<every_Mask_t>(qPtr, EVERY_EIGHT);
    give<every_WideMask_t>(rPtr, EVERY_TOP);
    give(sPtr, reinterpret_cast<every_ThingRef_t>(0x10001));
    return nullptr;
}

every_Small_t every_Texts(const char* a, const char* b, char* c, size_t cSize, char* d, size_t dSize, char* large,
                          size_t largeSize)
{
    lookAtText(a);
    lookAtText(b);
    fill(c, cSize);
    fill(d, dSize);
    fill(large, largeSize);
    return EVERY_SIX;
}

every_Wide_t every_Records(const every_Record_t* onePtr, const every_Record_t* manyPtr, size_t manySize,
                           every_Record_t* oneOutPtr, every_Record_t* manyOutPtr, size_t* manyOutSizePtr)
{
    lookAtRecord(*onePtr);
    for (size_t i = 0; i < manySize; ++i)
    {
        lookAtRecord(manyPtr[i]);
    }
    give(oneOutPtr, record());
    fill(manyOutPtr, manyOutSizePtr, record());
    return EVERY_HIGH;
}

bool every_Arrays(const uint8_t* aPtr, size_t aSize, const uint64_t* bPtr, size_t bSize, const every_Small_t* cPtr,
                  size_t cSize, const bool* dPtr, size_t dSize, const every_ThingRef_t* ePtr, size_t eSize,
                  const size_t* fPtr, size_t fSize, const double* gPtr, size_t gSize, uint8_t* hPtr, size_t* hSizePtr,
                  uint64_t* iPtr, size_t* iSizePtr, every_Small_t* jPtr, size_t* jSizePtr, bool* kPtr, size_t* kSizePtr,
                  every_ThingRef_t* lPtr, size_t* lSizePtr, size_t* mPtr, size_t* mSizePtr, double* nPtr,
                  size_t* nSizePtr)
{
    lookAtArray(aPtr, aSize, 7);
    lookAtArray(bPtr, bSize, 7);
    lookAtArray(cPtr, cSize, 7);
    lookAtArray(dPtr, dSize, 7);
    lookAtArray(ePtr, eSize, 7);
    lookAtArray(fPtr, fSize, EVERY_LARGE);
    lookAtArray(gPtr, gSize, 0);
    fill<uint8_t>(hPtr, hSizePtr, 1);
    fill<uint64_t>(iPtr, iSizePtr, 2);
    fill(jPtr, jSizePtr, EVERY_FIVE);
    fill(kPtr, kSizePtr, true);
    fill<every_ThingRef_t>(lPtr, lSizePtr, nullptr);
    fill<size_t>(mPtr, mSizePtr, 3);
    fill(nPtr, nSizePtr, 4.5);
    return true;
}

every_Record_t every_Describe(const every_Point_t* pointPtr, const char* text, const every_Small_t* smallPtr,
                              const every_WideMask_t* maskPtr, const bool* flagPtr, const every_ThingRef_t* thingPtr,
                              const uint16_t* wordsPtr, size_t wordsSize, const every_Small_t* smallsPtr,
                              size_t smallsSize, const size_t* sizesPtr, size_t sizesSize, int log,
                              const size_t* countPtr)
{
    lookAtDescription(pointPtr, text, smallPtr, maskPtr, flagPtr, thingPtr, wordsPtr, wordsSize, smallsPtr, smallsSize,
                      sizesPtr, sizesSize, log, countPtr);
    return record();
}

every_Small_t every_Bundle(int a, const char* text, int b, int* cPtr, uint16_t* dPtr, int* ePtr)
{
    lookAtText(text);
    closeFile(a);
    closeFile(b);
    // Set or not, by what came.
    for (const auto& [place, isSet] : {std::pair(cPtr, a >= 0), std::pair(ePtr, b >= 0)})
    {
        if (isSet && place != nullptr)
        {
            *place = newFile();
        }
    }
    give(dPtr, uint16_t{6});
    return EVERY_SIX;
}

double every_Files(int a, int* bPtr)
{
    closeFile(a);
    if (bPtr != nullptr)
    {
        *bPtr = newFile();
    }
    return 0.5;
}
}
