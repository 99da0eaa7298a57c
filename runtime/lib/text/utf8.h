// Decoding of UTF-8, for the files of this folder.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ligature::text
{

/// What stands at a place in a text.
enum class Decoded
{
    character,
    malformed,
    cutOff,  ///< The beginning of a character, but the text ends within it.
};

/// Decodes the character at `text`, of which `size` bytes (at least 1) may be read. `length` becomes its number of
/// bytes. Overlong forms, surrogates and values above U+10FFFF are malformed.
Decoded decode(const char* text, std::size_t size, std::size_t& length, std::uint32_t& codePoint);

/// Encodes a character of at most U+10FFFF into `out`; returns its number of bytes, 1 to 4.
std::size_t encode(std::uint32_t codePoint, char (&out)[4]);

}  // namespace ligature::text
