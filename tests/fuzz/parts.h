// Several files in one fuzz input, as text that a person can write: a line `---` ends one and starts the next.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ligature::fuzz
{

inline std::vector<std::string> parts(const uint8_t* data, size_t size)
{
    static const std::string separator = "\n---\n";
    const std::string all(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> list;
    size_t begin = 0;
    for (size_t end = 0; (end = all.find(separator, begin)) != std::string::npos; begin = end + separator.size())
    {
        list.push_back(all.substr(begin, end - begin));
    }
    list.push_back(all.substr(begin));
    return list;
}

}  // namespace ligature::fuzz
