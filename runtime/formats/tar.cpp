#include "runtime/formats/tar.h"

#include <algorithm>
#include <cstring>

#include "runtime/formats/limits.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/names.h"

namespace ligature::formats
{
namespace
{

// Offsets and lengths of the fields of a header.
struct Field
{
    size_t offset;
    size_t length;
};
constexpr Field kName{0, 100};
constexpr Field kMode{100, 8};
constexpr Field kOwner{108, 8};
constexpr Field kGroup{116, 8};
constexpr Field kSize{124, 12};
constexpr Field kTime{136, 12};
constexpr Field kChecksum{148, 8};
constexpr Field kType{156, 1};
constexpr Field kMagic{257, 8};

void putText(TarBlock& block, Field field, const char* text, size_t length)
{
    std::memcpy(block.data() + field.offset, text, std::min(length, field.length));
}

/// `digits` octal digits, zeros in front, a zero byte behind them.
void putOctal(TarBlock& block, Field field, uint64_t value)
{
    for (size_t i = field.length - 1; i-- > 0; value >>= 3)
    {
        block[field.offset + i] = static_cast<char>('0' + (value & 7));
    }
}

std::string describeType(char type)
{
    switch (type)
    {
        case '1':
            return "a hard link";
        case '2':
            return "a symbolic link";
        case '3':
        case '4':
            return "a device";
        case '5':
            return "a directory";
        case '6':
            return "a named pipe";
        default:
            return "an entry of an unknown kind";
    }
}

}  // namespace

TarBlock tarHeader(const std::string& name, uint64_t size)
{
    if (name.empty() || name.size() >= kName.length || size > kMaxPayloadBytes)
    {
        throw FormatError("pack: '" + printable(name) + "' is too long a name or too large to be packed");
    }
    TarBlock block{};
    putText(block, kName, name.data(), name.size());
    putOctal(block, kMode, 0644);
    putOctal(block, kOwner, 0);
    putOctal(block, kGroup, 0);
    putOctal(block, kSize, size);
    putOctal(block, kTime, 0);
    putText(block, kType, "0", 1);
    putText(block, kMagic,
            "ustar\0"
            "00",
            8);
    // The checksum is taken with its own field full of spaces, and written as six digits, a zero byte and a space.
    std::memset(block.data() + kChecksum.offset, ' ', kChecksum.length);
    uint64_t sum = 0;
    for (const char byte : block)
    {
        sum += static_cast<unsigned char>(byte);
    }
    putOctal(block, {kChecksum.offset, 7}, sum);
    block[kChecksum.offset + 6] = '\0';
    return block;
}

std::optional<TarEntry> readTarHeader(const TarBlock& block)
{
    if (std::all_of(block.begin(), block.end(), [](char byte) { return byte == 0; }))
    {
        return std::nullopt;
    }
    TarEntry entry;
    entry.name.assign(block.data(), strnlen(block.data(), kName.length));
    for (size_t i = 0; i < kSize.length - 1; ++i)
    {
        const char digit = block[kSize.offset + i];
        if (digit < '0' || digit > '7')
        {
            throw FormatError("pack: it is not a pack, or damaged: a header in it is no header");
        }
        entry.size = entry.size * 8 + static_cast<uint64_t>(digit - '0');
    }
    if (const char type = block[kType.offset]; type != '0')
    {
        throw FormatError("pack: '" + printable(entry.name) + "' is " + describeType(type) +
                          "; packs hold plain files only");
    }
    if (entry.name.empty() || entry.name.size() >= kName.length || tarHeader(entry.name, entry.size) != block)
    {
        throw FormatError("pack: the header of '" + printable(entry.name) + "' is not as packs have them");
    }
    return entry;
}

}  // namespace ligature::formats
