// Numbers and characters of JSON text (RFC 8259, sections 6 and 7).
#pragma once

#include <string>
#include <string_view>

namespace ligature::json
{

/// Whether a byte is a decimal digit.
inline bool isDigit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/// Whether a text is a number as JSON writes it.
bool isNumber(std::string_view text);

/// The value of a number; infinite if it is too large.
double toNumber(const char* text);

/// Appends a character, a code point up to U+10FFFF, in UTF-8.
void appendUtf8(std::string& text, unsigned code);

}  // namespace ligature::json
