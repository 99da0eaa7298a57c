// Hexadecimal text (runtime specification, section 1.9).
#include "runtime/include/le_hex.h"

#include <climits>
#include <cstdio>
#include <cstring>

namespace
{

/// Value of a digit, -1 for another character.
int digit(char character)
{
    if (character >= '0' && character <= '9')
    {
        return character - '0';
    }
    const char lower = static_cast<char>(character | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

int32_t le_hex_StringToBinary(const char* stringPtr, uint32_t stringLength, uint8_t* binaryPtr, uint32_t binarySize)
{
    if (stringPtr == nullptr || binaryPtr == nullptr || stringLength % 2 != 0 || stringLength / 2 > binarySize ||
        stringLength / 2 > INT32_MAX || strnlen(stringPtr, size_t{stringLength} + 1) != stringLength)
    {
        return -1;
    }
    for (uint32_t index = 0; index < stringLength / 2; ++index)
    {
        const int high = digit(stringPtr[2 * index]);
        const int low = digit(stringPtr[2 * index + 1]);
        if (high < 0 || low < 0)
        {
            return -1;
        }
        binaryPtr[index] = static_cast<uint8_t>(high << 4 | low);
    }
    return static_cast<int32_t>(stringLength / 2);
}

int32_t le_hex_BinaryToString(const uint8_t* binaryPtr, uint32_t binarySize, char* stringPtr, uint32_t stringSize)
{
    if (binaryPtr == nullptr || stringPtr == nullptr || uint64_t{binarySize} * 2 + 1 > stringSize ||
        binarySize > INT32_MAX / 2)
    {
        return -1;
    }
    static constexpr char digits[] = "0123456789ABCDEF";
    for (uint32_t index = 0; index < binarySize; ++index)
    {
        stringPtr[2 * index] = digits[binaryPtr[index] >> 4];
        stringPtr[2 * index + 1] = digits[binaryPtr[index] & 0xf];
    }
    stringPtr[2 * binarySize] = '\0';
    return static_cast<int32_t>(2 * binarySize);
}

void le_hex_Dump(char* asciiBufferPtr, size_t asciiBufferSize, char* binaryDataPtr, size_t binaryDataLen)
{
    constexpr size_t perLine = 16;
    if (asciiBufferSize == 0)
    {
        return;
    }
    asciiBufferPtr[0] = '\0';
    size_t used = 0;
    for (size_t start = 0; start < binaryDataLen; start += perLine)
    {
        char line[96];
        int length = snprintf(line, sizeof(line), "0x%06zx: ", start);
        char characters[perLine + 1];
        for (size_t index = 0; index < perLine; ++index)
        {
            const bool isThere = start + index < binaryDataLen;
            const auto byte = isThere ? static_cast<unsigned char>(binaryDataPtr[start + index]) : 0u;
            length += isThere ? snprintf(line + length, sizeof(line) - static_cast<size_t>(length), "%02x ", byte)
                              : snprintf(line + length, sizeof(line) - static_cast<size_t>(length), "   ");
            characters[index] = !isThere ? ' ' : byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
        }
        characters[perLine] = '\0';
        length += snprintf(line + length, sizeof(line) - static_cast<size_t>(length), "%s\n", characters);
        if (used + static_cast<size_t>(length) >= asciiBufferSize)
        {
            return;
        }
        memcpy(asciiBufferPtr + used, line, static_cast<size_t>(length) + 1);
        used += static_cast<size_t>(length);
    }
}

int le_hex_HexaToInteger(const char* stringPtr)
{
    if (stringPtr == nullptr || *stringPtr == '\0')
    {
        return -1;
    }
    int value = 0;
    for (; *stringPtr != '\0'; ++stringPtr)
    {
        const int next = digit(*stringPtr);
        if (next < 0 || value > (INT_MAX - next) / 16)
        {
            return -1;
        }
        value = value * 16 + next;
    }
    return value;
}
