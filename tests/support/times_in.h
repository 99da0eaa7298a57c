// How often something stands in a text.
#pragma once

#include <string>

namespace ligature::test
{

inline size_t timesIn(const std::string& text, const std::string& part)
{
    size_t count = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
    {
        ++count;
    }
    return count;
}

}  // namespace ligature::test
