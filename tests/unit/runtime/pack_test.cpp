#include "runtime/include/le_pack.h"

#include <gtest/gtest.h>
#include <array>
#include <string>

namespace
{

/// A buffer with the place of packing or unpacking.
struct Buffer
{
    std::array<uint8_t, 200> bytes{};
    uint8_t* place = bytes.data();

    size_t used() const { return static_cast<size_t>(place - bytes.data()); }
    void rewind() { place = bytes.data(); }
};

TEST(Pack, ValuesComeBackAsTheyWere)
{
    Buffer buffer;
    EXPECT_TRUE(le_pack_PackUint8(&buffer.place, 0xAB));
    EXPECT_TRUE(le_pack_PackInt16(&buffer.place, -3));
    EXPECT_TRUE(le_pack_PackUint64(&buffer.place, UINT64_MAX));
    EXPECT_TRUE(le_pack_PackDouble(&buffer.place, 0.1));
    EXPECT_TRUE(le_pack_PackBool(&buffer.place, true));
    EXPECT_TRUE(le_pack_PackResult(&buffer.place, LE_TIMEOUT));
    EXPECT_TRUE(le_pack_PackOnOff(&buffer.place, LE_ON));
    EXPECT_TRUE(le_pack_PackSize(&buffer.place, 12));
    EXPECT_TRUE(le_pack_PackChar(&buffer.place, 'c'));
    EXPECT_EQ(buffer.used(), 1u + 2 + 8 + 8 + 1 + 4 + 4 + 4 + 1);
    buffer.rewind();
    uint8_t byte = 0;
    int16_t small = 0;
    uint64_t large = 0;
    double real = 0;
    bool truth = false;
    le_result_t result = LE_OK;
    le_onoff_t isOn = LE_OFF;
    size_t size = 0;
    char letter = 0;
    EXPECT_TRUE(le_pack_UnpackUint8(&buffer.place, &byte) && le_pack_UnpackInt16(&buffer.place, &small));
    EXPECT_TRUE(le_pack_UnpackUint64(&buffer.place, &large) && le_pack_UnpackDouble(&buffer.place, &real));
    EXPECT_TRUE(le_pack_UnpackBool(&buffer.place, &truth) && le_pack_UnpackResult(&buffer.place, &result));
    EXPECT_TRUE(le_pack_UnpackOnOff(&buffer.place, &isOn) && le_pack_UnpackSize(&buffer.place, &size));
    EXPECT_TRUE(le_pack_UnpackChar(&buffer.place, &letter));
    EXPECT_EQ(byte, 0xAB);
    EXPECT_EQ(small, -3);
    EXPECT_EQ(large, UINT64_MAX);
    EXPECT_EQ(real, 0.1);
    EXPECT_TRUE(truth);
    EXPECT_EQ(result, LE_TIMEOUT);
    EXPECT_EQ(isOn, LE_ON);
    EXPECT_EQ(size, 12u);
    EXPECT_EQ(letter, 'c');
}

TEST(Pack, StringsFitTheirLimitAndTheirBuffer)
{
    Buffer buffer;
    EXPECT_FALSE(le_pack_PackString(&buffer.place, "four", 3));
    EXPECT_FALSE(le_pack_PackString(&buffer.place, nullptr, 3));
    EXPECT_EQ(buffer.used(), 0u);
    EXPECT_TRUE(le_pack_PackString(&buffer.place, "four", 4));
    EXPECT_EQ(buffer.used(), 8u);
    char text[6] = "#####";
    buffer.rewind();
    EXPECT_FALSE(le_pack_UnpackString(&buffer.place, text, 5, 3));
    buffer.rewind();
    EXPECT_FALSE(le_pack_UnpackString(&buffer.place, text, 4, 4));  // No room for the final 0.
    EXPECT_STREQ(text, "#####");
    buffer.rewind();
    EXPECT_FALSE(le_pack_UnpackString(&buffer.place, nullptr, 0, 4));
    buffer.rewind();
    EXPECT_TRUE(le_pack_UnpackString(&buffer.place, text, 5, 4));
    EXPECT_STREQ(text, "four");
    buffer.rewind();
    EXPECT_TRUE(le_pack_PackString(&buffer.place, "", 4));
    buffer.rewind();
    EXPECT_TRUE(le_pack_UnpackString(&buffer.place, nullptr, 0, 4));
}

TEST(Pack, OnlySafeReferencesTravel)
{
    Buffer buffer;
    int object = 0;
    EXPECT_FALSE(le_pack_PackReference(&buffer.place, &object));
    EXPECT_FALSE(le_pack_PackReference(&buffer.place, reinterpret_cast<void*>(uintptr_t{1} << 32 | 1)));
    EXPECT_TRUE(le_pack_PackReference(&buffer.place, reinterpret_cast<void*>(uintptr_t{0x10000001})));
    EXPECT_TRUE(le_pack_PackReference(&buffer.place, nullptr));
    EXPECT_TRUE(le_pack_PackUint32(&buffer.place, 2));
    buffer.rewind();
    void* reference = nullptr;
    le_pack_SemanticTag_t tag = 0;
    EXPECT_TRUE(le_pack_UnpackReference(&buffer.place, &reference, &tag));
    EXPECT_EQ(reference, reinterpret_cast<void*>(uintptr_t{0x10000001}));
    EXPECT_EQ(tag, static_cast<le_pack_SemanticTag_t>(LE_PACK_REFERENCE));
    EXPECT_TRUE(le_pack_UnpackReference(&buffer.place, &reference, nullptr));
    EXPECT_EQ(reference, nullptr);
    EXPECT_FALSE(le_pack_UnpackReference(&buffer.place, &reference, nullptr));
}

TEST(Pack, WhatIsNoTruthValueIsRefused)
{
    Buffer buffer;
    le_pack_PackUint32(&buffer.place, 2);
    buffer.rewind();
    bool truth = false;
    le_onoff_t isOn = LE_OFF;
    EXPECT_FALSE(le_pack_UnpackBool(&buffer.place, &truth));
    buffer.rewind();
    EXPECT_FALSE(le_pack_UnpackOnOff(&buffer.place, &isOn));
}

TEST(Pack, TagsTakeNoRoom)
{
    Buffer buffer;
    EXPECT_TRUE(le_pack_PackSemanticTag(&buffer.place, 7));
    EXPECT_TRUE(le_pack_CheckSemanticTag(&buffer.place, 7));
    le_pack_SemanticTag_t tag = 1;
    EXPECT_TRUE(le_pack_UnpackSemanticTag(&buffer.place, &tag));
    EXPECT_EQ(tag, 0u);
    EXPECT_EQ(buffer.used(), 0u);
    EXPECT_TRUE(le_pack_PackTaggedBool(&buffer.place, true, 7));
    EXPECT_TRUE(le_pack_PackTaggedResult(&buffer.place, LE_TIMEOUT, 7));
    EXPECT_TRUE(le_pack_PackTaggedOnOff(&buffer.place, LE_ON, 7));
    EXPECT_EQ(buffer.used(), 9u);
    buffer.rewind();
    bool truth = false;
    le_result_t result = LE_OK;
    le_onoff_t isOn = LE_OFF;
    EXPECT_TRUE(le_pack_UnpackBool(&buffer.place, &truth) && truth);
    EXPECT_TRUE(le_pack_UnpackResult(&buffer.place, &result) && result == LE_TIMEOUT);
    EXPECT_TRUE(le_pack_UnpackOnOff(&buffer.place, &isOn) && isOn == LE_ON);
}

TEST(Pack, PointersTravelWithTheirSizes)
{
    Buffer buffer;
    EXPECT_TRUE(le_pack_PackSizePointerTuple(&buffer.place, 12, &buffer, 7));
    EXPECT_EQ(buffer.used(), 4u + sizeof(void*));
    buffer.rewind();
    size_t size = 0;
    const void* back = nullptr;
    EXPECT_TRUE(le_pack_UnpackSize(&buffer.place, &size) && size == 12);
    memcpy(&back, buffer.place, sizeof(back));
    EXPECT_EQ(back, &buffer);
}

TEST(Pack, ArraysKeepTheirLimit)
{
    Buffer buffer;
    uint16_t numbers[4] = {1, 2, 3, 4};
    bool isGood = true;
    LE_PACK_PACKARRAY(&buffer.place, numbers, 4, 3, le_pack_PackUint16, &isGood);
    EXPECT_FALSE(isGood);
    LE_PACK_PACKARRAY(&buffer.place, numbers, 4, 4, le_pack_PackUint16, &isGood);
    EXPECT_TRUE(isGood);
    EXPECT_EQ(buffer.used(), 12u);
    buffer.rewind();
    uint16_t back[4] = {};
    size_t count = 0;
    LE_PACK_UNPACKARRAY(&buffer.place, back, &count, 3, le_pack_UnpackUint16, &isGood);
    EXPECT_FALSE(isGood);
    EXPECT_EQ(back[0], 0);
    buffer.rewind();
    uint16_t* const nowhere = nullptr;
    LE_PACK_UNPACKARRAY(&buffer.place, nowhere, &count, 4, le_pack_UnpackUint16, &isGood);
    EXPECT_TRUE(isGood);
    EXPECT_EQ(buffer.used(), 12u);
    buffer.rewind();
    LE_PACK_UNPACKARRAY(&buffer.place, back, &count, 4, le_pack_UnpackUint16, &isGood);
    EXPECT_TRUE(isGood);
    EXPECT_EQ(count, 4u);
    EXPECT_EQ(back[3], 4);
}

}  // namespace
