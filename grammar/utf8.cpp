#include "grammar/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace ligature::utf8
{
namespace
{

struct Range
{
    uint32_t first;
    uint32_t last;
};

// The blocks that matter in practice, not the whole Unicode tables: a mark one cell off in rare scripts is harmless.
constexpr std::array kCombining = {Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                                   Range{0x0610, 0x061A}, Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF},
                                   Range{0x1DC0, 0x1DFF}, Range{0x200B, 0x200D}, Range{0x20D0, 0x20FF},
                                   Range{0xFE00, 0xFE0F}, Range{0xFE20, 0xFE2F}, Range{0xFEFF, 0xFEFF}};
constexpr std::array kWide = {Range{0x1100, 0x115F},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
                              Range{0x3400, 0x4DBF},   Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},
                              Range{0xAC00, 0xD7A3},   Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},
                              Range{0xFF00, 0xFF60},   Range{0xFFE0, 0xFFE6},   Range{0x1F300, 0x1F64F},
                              Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD}};

template <size_t N>
bool isIn(const std::array<Range, N>& ranges, uint32_t value)
{
    const auto after =
        std::upper_bound(ranges.begin(), ranges.end(), value, [](uint32_t v, const Range& r) { return v < r.first; });
    return after != ranges.begin() && value <= (after - 1)->last;
}

}  // namespace

Character decode(std::string_view text, size_t at)
{
    const auto byte = [&](size_t offset) -> uint32_t
    { return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0; };
    const uint32_t first = byte(0);
    if (first < 0x80)
    {
        return {first, 1, true};
    }
    uint32_t length = 0;
    uint32_t value = 0;
    uint32_t smallest = 0;
    if ((first & 0xE0) == 0xC0)
    {
        length = 2;
        value = first & 0x1F;
        smallest = 0x80;
    }
    else if ((first & 0xF0) == 0xE0)
    {
        length = 3;
        value = first & 0x0F;
        smallest = 0x800;
    }
    else if ((first & 0xF8) == 0xF0)
    {
        length = 4;
        value = first & 0x07;
        smallest = 0x10000;
    }
    else
    {
        return {first, 1, false};
    }
    for (uint32_t i = 1; i < length; ++i)
    {
        if ((byte(i) & 0xC0) != 0x80)
        {
            return {first, 1, false};
        }
        value = value << 6 | (byte(i) & 0x3F);
    }
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest || value > 0x10FFFF || isSurrogate)
    {
        return {first, 1, false};
    }
    return {value, length, true};
}

std::optional<size_t> firstInvalid(std::string_view text)
{
    size_t at = 0;
    while (at < text.size())
    {
        // Nearly all text is ASCII: eight bytes at a time.
        uint64_t word;
        if (at + sizeof word <= text.size())
        {
            std::memcpy(&word, text.data() + at, sizeof word);
            if ((word & 0x8080808080808080u) == 0)
            {
                at += sizeof word;
                continue;
            }
        }
        const Character character = decode(text, at);
        if (!character.valid)
        {
            return at;
        }
        at += character.length;
    }
    return std::nullopt;
}

bool isControl(uint32_t value)
{
    return value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E) ||
           (value >= 0x2066 && value <= 0x2069);
}

size_t cellWidth(uint32_t value)
{
    if (value < 0x300)
    {
        return 1;
    }
    if (isIn(kCombining, value))
    {
        return 0;
    }
    return isIn(kWide, value) ? 2 : 1;
}

}  // namespace ligature::utf8
