// Values as they stand in messages.
#pragma once

#include <cstdint>
#include <string>

namespace ligature::test
{

inline std::string bytesOf(uint32_t number)
{
    return {reinterpret_cast<const char*>(&number), sizeof(number)};
}

}  // namespace ligature::test
