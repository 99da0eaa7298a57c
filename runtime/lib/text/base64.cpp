// Base64 (runtime specification, section 1.9).
#include "runtime/include/le_base64.h"

#include <cctype>

namespace
{

constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Value of a character, -1 if it is none of the alphabet.
int valueOf(unsigned char character)
{
    if (character >= 'A' && character <= 'Z')
    {
        return character - 'A';
    }
    if (character >= 'a' && character <= 'z')
    {
        return character - 'a' + 26;
    }
    if (character >= '0' && character <= '9')
    {
        return character - '0' + 52;
    }
    return character == '+' ? 62 : character == '/' ? 63 : -1;
}

}  // namespace

le_result_t le_base64_Encode(const uint8_t* dataPtr, size_t dataLength, char* resultPtr, size_t* resultSizePtr)
{
    if (dataPtr == nullptr || resultPtr == nullptr || resultSizePtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    if (dataLength > SIZE_MAX / 2 || LE_BASE64_ENCODED_SIZE(dataLength) > *resultSizePtr)
    {
        return LE_OVERFLOW;
    }
    char* next = resultPtr;
    for (size_t index = 0; index < dataLength; index += 3)
    {
        const size_t count = dataLength - index < 3 ? dataLength - index : 3;
        uint32_t group = static_cast<uint32_t>(dataPtr[index]) << 16;
        group |= count > 1 ? static_cast<uint32_t>(dataPtr[index + 1]) << 8 : 0;
        group |= count > 2 ? dataPtr[index + 2] : 0u;
        *next++ = alphabet[group >> 18];
        *next++ = alphabet[group >> 12 & 63];
        *next++ = count > 1 ? alphabet[group >> 6 & 63] : '=';
        *next++ = count > 2 ? alphabet[group & 63] : '=';
    }
    *next++ = '\0';
    *resultSizePtr = static_cast<size_t>(next - resultPtr);
    return LE_OK;
}

le_result_t le_base64_Decode(const char* srcPtr, size_t srcLen, uint8_t* dstPtr, size_t* dstLenPtr)
{
    if (srcPtr == nullptr || dstPtr == nullptr || dstLenPtr == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    uint32_t bits = 0;
    unsigned bitCount = 0;
    size_t written = 0;
    for (size_t index = 0; index < srcLen && srcPtr[index] != '='; ++index)
    {
        const auto character = static_cast<unsigned char>(srcPtr[index]);
        if (isspace(character) != 0)
        {
            continue;
        }
        const int value = valueOf(character);
        if (value < 0)
        {
            return LE_FORMAT_ERROR;
        }
        bits = (bits << 6 | static_cast<uint32_t>(value)) & 0xffffff;
        bitCount += 6;
        if (bitCount >= 8)
        {
            if (written == *dstLenPtr)
            {
                return LE_OVERFLOW;
            }
            bitCount -= 8;
            dstPtr[written++] = static_cast<uint8_t>(bits >> bitCount);
        }
    }
    *dstLenPtr = written;
    return LE_OK;
}
