// Escapes in strings, as JSON has them (runtime specification, section 1.9).
#include "runtime/include/le_utf8.h"
#include "runtime/lib/text/utf8.h"

#include <cstdint>
#include <cstring>

namespace
{

/// Reads `count` hexadecimal digits; false if there are fewer.
bool readHex(const char*& next, int count, std::uint32_t& value)
{
    value = 0;
    for (; count > 0; --count, ++next)
    {
        const char character = *next;
        const char lower = static_cast<char>(character | 0x20);
        std::uint32_t digit = 0;
        if (character >= '0' && character <= '9')
        {
            digit = static_cast<std::uint32_t>(character - '0');
        }
        else if (lower >= 'a' && lower <= 'f')
        {
            digit = static_cast<std::uint32_t>(lower - 'a' + 10);
        }
        else
        {
            return false;
        }
        value = value << 4 | digit;
    }
    return true;
}

/// Reads what follows \u: one code unit, or the two of a surrogate pair.
bool readUnicode(const char*& next, std::uint32_t& codePoint)
{
    if (!readHex(next, 4, codePoint) || (codePoint >= 0xdc00 && codePoint <= 0xdfff) || codePoint == 0)
    {
        return false;
    }
    if (codePoint < 0xd800 || codePoint > 0xdbff)
    {
        return true;
    }
    std::uint32_t low = 0;
    if (next[0] != '\\' || next[1] != 'u')
    {
        return false;
    }
    next += 2;
    if (!readHex(next, 4, low) || low < 0xdc00 || low > 0xdfff)
    {
        return false;
    }
    codePoint = 0x10000 + ((codePoint - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

/// Reads one escape after its backslash into `bytes`.
le_result_t readEscape(const char*& next, char (&bytes)[4], std::size_t& length)
{
    static constexpr char letters[] = "bfnrt\"\\/";
    static constexpr char meanings[] = "\b\f\n\r\t\"\\/";
    const char letter = *next;
    if (letter == '\0')
    {
        return LE_FAULT;
    }
    ++next;
    length = 1;
    std::uint32_t value = 0;
    if (letter == 'u')
    {
        if (!readUnicode(next, value))
        {
            return LE_FAULT;
        }
        length = ligature::text::encode(value, bytes);
        return LE_OK;
    }
    if (letter == 'x')
    {
        if (!readHex(next, 2, value) || value == 0)
        {
            return LE_FAULT;
        }
        bytes[0] = static_cast<char>(value);
        return LE_OK;
    }
    const char* found = strchr(letters, letter);
    if (found == nullptr)
    {
        return LE_NOT_IMPLEMENTED;
    }
    bytes[0] = meanings[found - letters];
    return LE_OK;
}

}  // namespace

le_result_t le_utf8_StringUnescape(const char* input, char* output, size_t outputLen)
{
    if (input == nullptr || output == nullptr)
    {
        return LE_BAD_PARAMETER;
    }
    // No escape is shorter than what it means, so the output never overtakes the input.
    size_t used = 0;
    const char* next = input;
    while (*next != '\0')
    {
        char bytes[4];
        size_t length = 1;
        bytes[0] = *next++;
        if (bytes[0] == '\\')
        {
            const le_result_t result = readEscape(next, bytes, length);
            if (result != LE_OK)
            {
                return result;
            }
        }
        if (used + length >= outputLen)
        {
            return LE_NO_MEMORY;
        }
        memcpy(output + used, bytes, length);
        used += length;
    }
    if (used >= outputLen)
    {
        return LE_NO_MEMORY;
    }
    output[used] = '\0';
    return LE_OK;
}
