// Text in UTF-8: measuring, copying, numbers (runtime specification, section 1.9).
#include "runtime/include/le_utf8.h"

#include "runtime/include/le_log.h"
#include "runtime/lib/text/utf8.h"

#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <cstring>

using ligature::text::Decoded;

namespace ligature::text
{

Decoded decode(const char* text, std::size_t size, std::size_t& length, std::uint32_t& codePoint)
{
    static constexpr std::uint32_t leastValue[] = {0, 0, 0x80, 0x800, 0x10000};
    length = le_utf8_NumBytesInChar(text[0]);
    if (length == 0)
    {
        return Decoded::malformed;
    }
    const auto first = static_cast<unsigned char>(text[0]);
    codePoint = length == 1 ? first : first & (0xffu >> (length + 1));
    for (std::size_t index = 1; index < length; ++index)
    {
        if (index >= size)
        {
            return Decoded::cutOff;
        }
        if (!le_utf8_IsContinuationByte(text[index]))
        {
            return Decoded::malformed;
        }
        codePoint = codePoint << 6 | (static_cast<unsigned char>(text[index]) & 0x3fu);
    }
    const bool isValid =
        codePoint >= leastValue[length] && codePoint <= 0x10ffff && (codePoint < 0xd800 || codePoint > 0xdfff);
    return isValid ? Decoded::character : Decoded::malformed;
}

std::size_t encode(std::uint32_t codePoint, char (&out)[4])
{
    static constexpr unsigned char mark[] = {0, 0, 0xc0, 0xe0, 0xf0};
    const std::size_t length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    for (std::size_t index = length; index-- > 1;)
    {
        out[index] = static_cast<char>(0x80 | (codePoint & 0x3f));
        codePoint >>= 6;
    }
    out[0] = static_cast<char>(mark[length] | codePoint);
    return length;
}

}  // namespace ligature::text

namespace
{

void require(const void* pointer)
{
    LE_FATAL_IF(pointer == nullptr, "A string is NULL.");
}

/// Copies whole characters of the first `length` bytes into `destSize` bytes.
le_result_t copy(char* dest, const char* source, size_t length, size_t destSize, size_t* numBytes)
{
    require(dest);
    LE_FATAL_IF(destSize == 0, "A string is copied into a buffer of 0 bytes.");
    size_t count = length;
    if (length >= destSize)
    {
        // Do not cut within a character. Bytes that belong to none are copied as they are.
        count = destSize - 1;
        size_t start = count;
        while (start > 0 && count - start < 3 && le_utf8_IsContinuationByte(source[start]))
        {
            --start;
        }
        if (start + le_utf8_NumBytesInChar(source[start]) > count && le_utf8_NumBytesInChar(source[start]) != 0)
        {
            count = start;
        }
    }
    memmove(dest, source, count);
    dest[count] = '\0';
    if (numBytes != nullptr)
    {
        *numBytes = count;
    }
    return count == length ? LE_OK : LE_OVERFLOW;
}

}  // namespace

ssize_t le_utf8_NumChars(const char* string)
{
    require(string);
    size_t left = strlen(string);
    ssize_t count = 0;
    while (left > 0)
    {
        size_t length = 0;
        uint32_t codePoint = 0;
        if (ligature::text::decode(string, left, length, codePoint) != Decoded::character)
        {
            return LE_FORMAT_ERROR;
        }
        string += length;
        left -= length;
        ++count;
    }
    return count;
}

size_t le_utf8_NumBytes(const char* string)
{
    require(string);
    return strlen(string);
}

size_t le_utf8_NumBytesInChar(const char firstByte)
{
    const auto byte = static_cast<unsigned char>(firstByte);
    if (byte < 0x80)
    {
        return 1;
    }
    if (byte < 0xc0 || byte > 0xf7)
    {
        return 0;
    }
    return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

bool le_utf8_IsContinuationByte(const char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

le_result_t le_utf8_Copy(char* destStr, const char* srcStr, const size_t destSize, size_t* numBytesPtr)
{
    require(srcStr);
    return copy(destStr, srcStr, strlen(srcStr), destSize, numBytesPtr);
}

le_result_t le_utf8_Append(char* destStr, const char* srcStr, const size_t destSize, size_t* destStrLenPtr)
{
    require(destStr);
    require(srcStr);
    const size_t length = strnlen(destStr, destSize);
    LE_FATAL_IF(length == destSize, "A string to be appended to does not end within its buffer of %zu bytes.",
                destSize);
    size_t added = 0;
    const le_result_t result = copy(destStr + length, srcStr, strlen(srcStr), destSize - length, &added);
    if (destStrLenPtr != nullptr)
    {
        *destStrLenPtr = length + added;
    }
    return result;
}

le_result_t le_utf8_CopyUpToSubStr(char* destStr, const char* srcStr, const char* subStr, const size_t destSize,
                                   size_t* numBytesPtr)
{
    require(srcStr);
    require(subStr);
    const char* end = strstr(srcStr, subStr);
    return copy(destStr, srcStr, end == nullptr ? strlen(srcStr) : static_cast<size_t>(end - srcStr), destSize,
                numBytesPtr);
}

bool le_utf8_IsFormatCorrect(const char* string)
{
    return le_utf8_NumChars(string) >= 0;
}

le_result_t le_utf8_ParseInt(int* valuePtr, const char* arg)
{
    if (valuePtr == nullptr || arg == nullptr)
    {
        return LE_FORMAT_ERROR;
    }
    char* end = nullptr;
    errno = 0;
    const long value = strtol(arg, &end, 0);
    if (end == arg || *end != '\0')
    {
        return LE_FORMAT_ERROR;
    }
    if (errno == ERANGE || value < INT_MIN || value > INT_MAX)
    {
        return LE_OUT_OF_RANGE;
    }
    *valuePtr = static_cast<int>(value);
    return LE_OK;
}

le_result_t le_utf8_EncodeUnicodeCodePoint(uint32_t codePoint, char* out, size_t* outSize)
{
    if (out == nullptr || outSize == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    if (codePoint > 0x10ffff)
    {
        return LE_OUT_OF_RANGE;
    }
    char bytes[4];
    const size_t length = ligature::text::encode(codePoint, bytes);
    if (length > *outSize)
    {
        return LE_OVERFLOW;
    }
    memcpy(out, bytes, length);
    *outSize = length;
    return LE_OK;
}

le_result_t le_utf8_DecodeUnicodeCodePoint(const char* src, size_t* byteLength, uint32_t* codePoint)
{
    if (src == nullptr || byteLength == nullptr || codePoint == nullptr || *byteLength == 0)
    {
        return LE_BAD_PARAMETER;
    }
    size_t length = 0;
    uint32_t value = 0;
    switch (ligature::text::decode(src, *byteLength, length, value))
    {
        case Decoded::malformed:
            return LE_FORMAT_ERROR;
        case Decoded::cutOff:
            return LE_UNDERFLOW;
        case Decoded::character:
            break;
    }
    *byteLength = length;
    *codePoint = value;
    return LE_OK;
}
