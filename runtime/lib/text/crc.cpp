// CRC-32 (runtime specification, section 1.9).
#include "runtime/include/le_crc.h"

#include <array>
#include <cstdint>

namespace
{

constexpr std::array<std::uint32_t, 256> makeTable()
{
    std::array<std::uint32_t, 256> table = {};
    for (std::uint32_t index = 0; index < table.size(); ++index)
    {
        std::uint32_t value = index;
        for (int bit = 0; bit < 8; ++bit)
        {
            value = (value >> 1) ^ ((value & 1) != 0 ? 0xEDB88320u : 0u);
        }
        table[index] = value;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> table = makeTable();

}  // namespace

uint32_t le_crc_Crc32(const uint8_t* addressPtr, size_t size, uint32_t crc)
{
    for (size_t index = 0; index < size; ++index)
    {
        crc = (crc >> 8) ^ table[(crc ^ addressPtr[index]) & 0xff];
    }
    return crc;
}
