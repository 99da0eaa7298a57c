#include "tests/fuzz/ipc/client_calls.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "tests/fuzz/ipc/look.h"
#include "tests/fuzz/ipc/seam.h"
#include "user_interface.h"

namespace ligature::fuzz
{
namespace
{

void onFull(uint8_t a, const char* text, const every_Record_t* recordPtr, const every_Small_t* smallsPtr,
            size_t smallsSize, const uint16_t* wordsPtr, size_t wordsSize, int log, every_Wide_t wide, void*)
{
    lookAt(a, wide);
    lookAtText(text);
    lookAtRecord(*recordPtr);
    lookAtArray(smallsPtr, smallsSize, 4);
    lookAtArray(wordsPtr, wordsSize, 6);
    closeFile(log);
}

void onBare(void*) {}

// Removes itself while it is called.
user_BareHandlerRef_t RemovesItself = nullptr;

void onBareOnce(void*)
{
    if (user_BareHandlerRef_t reference = std::exchange(RemovesItself, nullptr))
    {
        user_RemoveBareHandler(reference);
    }
}

const every_Record_t& record()
{
    static const every_Record_t one = {{1, 2.5}, {{1, 1}}, 1, {EVERY_FIVE}, 1, "ab", nullptr, {true}, 1,
                                       {7},      1,        9, EVERY_HIGH};
    return one;
}

void scalars(bool)
{
    user_Scalars(1, 2, 3, 4, 5, 6, 7, 8, 9.5, true, 'k', 11, LE_OK, LE_ON, EVERY_SIX, EVERY_HIGH, EVERY_TWO, EVERY_TOP,
                 nullptr);
}

void outs(bool wantsOutputs)
{
    if (!wantsOutputs)
    {
        user_Outs(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                  NULL, NULL);
        return;
    }
    uint8_t a = 0;
    uint16_t b = 0;
    uint32_t c = 0;
    uint64_t d = 0;
    int8_t e = 0;
    int16_t f = 0;
    int32_t g = 0;
    int64_t h = 0;
    double i = 0;
    bool j = false;
    char k = 0;
    size_t l = 0;
    le_result_t m = LE_OK;
    le_onoff_t n = LE_OFF;
    every_Small_t o = EVERY_ZERO;
    every_Wide_t p = EVERY_LOW;
    every_Mask_t q = 0;
    every_WideMask_t r = 0;
    every_ThingRef_t s = nullptr;
    user_Outs(&a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l, &m, &n, &o, &p, &q, &r, &s);
    lookAt(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s);
}

void texts(bool wantsOutputs)
{
    if (!wantsOutputs)
    {
        user_Texts("", "some text", NULL, 0, NULL, 0, NULL, 0);
        return;
    }
    char c[1];
    char d[9];  // less than there may be
    char large[5001];
    user_Texts("", "some text", c, sizeof(c), d, sizeof(d), large, sizeof(large));
    lookAtText(c);
    lookAtText(d);
    lookAtText(large);
}

void records(bool wantsOutputs)
{
    const every_Record_t many[] = {record(), record(), record()};
    if (!wantsOutputs)
    {
        user_Records(&record(), many, 3, NULL, NULL, NULL);
        return;
    }
    every_Record_t one = {};
    every_Record_t got[2] = {};
    size_t size = 2;
    user_Records(&record(), many, 3, &one, got, &size);
    lookAtRecord(one);
    lookAtArray(got, size, 2);
    for (size_t i = 0; i < size; ++i)
    {
        lookAtRecord(got[i]);
    }
}

void arrays(bool wantsOutputs)
{
    const uint8_t a[] = {1, 2, 3};
    const uint64_t b[] = {1, 2, 3, 4, 5, 6, 7};
    const every_Small_t c[] = {EVERY_ZERO};
    const bool d[] = {true, false};
    const every_ThingRef_t e[] = {nullptr};
    const size_t f[] = {1, 2};
    if (!wantsOutputs)
    {
        user_Arrays(a, 3, b, 7, c, 1, d, 2, e, 1, f, 2, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                    NULL, NULL, NULL, NULL, NULL);
        return;
    }
    uint8_t h[7];
    uint64_t i[3];
    every_Small_t j[7];
    bool k[7];
    every_ThingRef_t l[7];
    size_t m[4];
    double n[1];
    size_t sizes[] = {7, 3, 7, 7, 7, 4, 1};
    user_Arrays(a, 3, b, 7, c, 1, d, 2, e, 1, f, 2, NULL, 0, h, &sizes[0], i, &sizes[1], j, &sizes[2], k, &sizes[3], l,
                &sizes[4], m, &sizes[5], n, &sizes[6]);
    lookAtArray(h, sizes[0], 7);
    lookAtArray(i, sizes[1], 3);
    lookAtArray(j, sizes[2], 7);
    lookAtArray(k, sizes[3], 7);
    lookAtArray(l, sizes[4], 7);
    lookAtArray(m, sizes[5], 4);
    lookAtArray(n, sizes[6], 0);
}

void describe(bool givesAll)
{
    if (!givesAll)
    {
        lookAtRecord(user_Describe(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0, -1, NULL));
        return;
    }
    const every_Point_t point = {1, 2.5};
    const every_Small_t smalls[] = {EVERY_ZERO, EVERY_SIX};
    const every_WideMask_t mask = EVERY_TOP;
    const bool flag = true;
    const every_ThingRef_t thing = nullptr;
    const uint16_t words[] = {1, 2, 3};
    const size_t sizes[] = {4, 5};
    lookAtRecord(user_Describe(&point, "some text", smalls, &mask, &flag, &thing, words, 3, smalls, 2, sizes, 2,
                               newFile(), sizes));
}

void onPerhaps(const uint8_t* aPtr, const char* text, const every_Record_t* recordPtr, const every_Small_t* smallsPtr,
               size_t smallsSize, const uint16_t* wordsPtr, size_t wordsSize, int log, const every_Wide_t* widePtr,
               void*)
{
    lookAtOptional(aPtr);
    lookAtOptionalText(text);
    lookAtOptional(widePtr);
    if (recordPtr != nullptr)
    {
        lookAtRecord(*recordPtr);
    }
    lookAtOptionalArray(smallsPtr, smallsSize, 4);
    lookAtOptionalArray(wordsPtr, wordsSize, 6);
    if (log >= 0)
    {
        close(log);
    }
}

void perhaps(bool givesAll)
{
    const double at = 2.5;
    const uint8_t data[] = {1, 2, 3};
    user_Perhaps(onPerhaps, nullptr, givesAll ? &at : NULL, givesAll ? data : NULL, givesAll ? 3 : 0);
}

void files(bool wantsOutputs)
{
    int b = -1;
    user_Files(newFile(), wantsOutputs ? &b : NULL);
    closeFile(b);
    int c = -1;
    uint16_t d = 0;
    int e = -1;
    user_Bundle(-1, "some text", newFile(), NULL, wantsOutputs ? &d : NULL, wantsOutputs ? &e : NULL);
    closeFile(e);
    user_Bundle(newFile(), "", newFile(), wantsOutputs ? &c : NULL, NULL, wantsOutputs ? &e : NULL);
    lookAt(d);
    closeFile(c);
    closeFile(e);
}

void onPair(int first, const char* text, int second, void*)
{
    closeFile(first);
    lookAtText(text);
    closeFile(second);
}

void addFull(bool)
{
    user_AddFullHandler(EVERY_ONE, onFull, nullptr, 3);
}

void addAndRemove(bool)
{
    if (user_BareHandlerRef_t reference = user_AddBareHandler(onBare, nullptr))
    {
        user_RemoveBareHandler(reference);
    }
}

void addSelfRemoving(bool)
{
    RemovesItself = user_AddBareHandler(onBareOnce, nullptr);
}

void tell(bool)
{
    const every_Small_t smalls[] = {EVERY_ZERO, EVERY_SIX};
    const uint16_t words[] = {1, 2, 3};
    const uint8_t data[] = {1, 2, 3, 4, 5};
    user_Tell(&record(), smalls, 2, words, 3, "some text", newFile(), data, 5, EVERY_TWO);
    user_Drop(newFile(), 1, newFile());
}

void (*const kCalls[])(bool) = {
    [](bool) { user_Nothing(); },
    scalars,
    outs,
    texts,
    records,
    arrays,
    files,
    addFull,
    [](bool) { user_AddBareHandler(onBare, nullptr); },
    addAndRemove,
    [](bool) { user_Once(onFull, nullptr, 0); },
    [](bool handsFiles) { handsFiles ? user_Hand(onPair, nullptr) : user_Later(onBare, nullptr); },
    addSelfRemoving,
    describe,
    tell,
    perhaps,
};

}  // namespace

size_t callCount()
{
    return std::size(kCalls);
}

void call(size_t which, bool wantsOutputs)
{
    kCalls[which % std::size(kCalls)](wantsOutputs);
}

}  // namespace ligature::fuzz
