#include "ifgen/enumeration.h"

#include <fmt/format.h>

#include <map>

#include "ifgen/codes.h"

namespace ligature::ifgen
{

namespace
{

constexpr Integer k32Bits = Integer{1} << 32;

// One more than the last for an ENUM, the next bit for a BITMASK.
Integer successor(bool isBitmask, const std::vector<Element>& elements)
{
    if (elements.empty())
    {
        return isBitmask ? 1 : 0;
    }
    Integer last = elements.back().value;
    return isBitmask ? (last == 0 ? 1 : last * 2) : last + 1;
}

bool isOneBitOrNone(Integer value)
{
    return value >= 0 && (value & (value - 1)) == 0;
}

}  // namespace

void fillElements(const api::Enumeration& written, Type& type, Scope& scope, Diagnostics& diagnostics)
{
    const char* word = written.isBitmask ? "BITMASK" : "ENUM";
    std::map<Integer, Span> values;
    Integer smallest = 0;
    Integer largest = 0;
    bool isLost = false;  // the last value is not known, so neither are those that count on from it
    for (const api::Element& source : written.elements)
    {
        Element element;
        element.name = source.name.text;
        element.documentation = source.documentation;
        element.span = source.name.span;
        element.value = successor(written.isBitmask, type.elements);
        if (source.value)
        {
            const std::optional<Integer> value = scope.number(*source.value);
            isLost = !value;
            element.value = value.value_or(0);
        }
        if (isLost)
        {
            continue;
        }
        Span place = source.value ? source.value->span : source.name.span;
        if (written.isBitmask && !isOneBitOrNone(element.value))
        {
            diagnostics.error(
                kNotPowerOfTwo, place,
                fmt::format("value of '{}' in BITMASK '{}' is not a power of two", element.name, type.name));
        }
        else if (auto [first, isNew] = values.emplace(element.value, element.span); !isNew)
        {
            diagnostics
                .error(kDuplicateValue, place,
                       fmt::format("'{}' has the value of another element of {} '{}'", element.name, word, type.name))
                .note(first->second, "the other is here");
        }
        smallest = std::min(smallest, element.value);
        largest = std::max(largest, element.value);
        type.elements.push_back(std::move(element));
        if (largest > Integer{UINT64_MAX} || (smallest < 0 && largest > Integer{INT64_MAX}))
        {
            diagnostics.error(kTooWide, place, fmt::format("{} '{}' is wider than 64 bits", word, type.name));
            break;
        }
    }
    if (written.elements.empty())
    {
        diagnostics.error(kEmpty, written.name.span, fmt::format("{} '{}' has no elements", word, type.name));
    }
    type.isWide = largest >= k32Bits || smallest < Integer{INT32_MIN} || (smallest < 0 && largest > Integer{INT32_MAX});
}

}  // namespace ligature::ifgen
