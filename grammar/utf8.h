// UTF-8 as far as reading and showing source text needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ligature::utf8
{

/// Shown in place of what cannot be shown.
inline constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Character
{
    uint32_t value = 0;
    uint32_t length = 1;  ///< bytes; 1 when not valid
    bool valid = false;
};

inline bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// The character that starts at `at`, which must be inside `text`. Overlong forms, surrogates and values above U+10FFFF
/// are not valid.
Character decode(std::string_view text, size_t at);

/// The offset of the first byte that is not part of a valid character, or nothing.
std::optional<size_t> firstInvalid(std::string_view text);

/// C0 and C1 controls, DEL, and the marks that change the direction of text.
bool isControl(uint32_t value);

/// Terminal cells that a character takes: 0 (combining), 1, or 2 (East Asian wide, emoji).
size_t cellWidth(uint32_t value);

}  // namespace ligature::utf8
