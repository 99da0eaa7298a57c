// The little of the tar format (POSIX ustar) that packs use: plain files with fixed owner, time and mode. Any header
// differs from another only in name and size, so a reader can demand the exact bytes and nothing else of tar (links,
// devices, long names, extensions) exists for it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace ligature::formats
{

inline constexpr size_t kTarBlock = 512;
using TarBlock = std::array<char, kTarBlock>;

struct TarEntry
{
    std::string name;
    uint64_t size = 0;
};

/// The header of a file. `name` has 1 to 99 bytes, `size` is at most kMaxPayloadBytes; FormatError otherwise.
TarBlock tarHeader(const std::string& name, uint64_t size);

/// The entry a header describes; nullopt for a block of zeros (end of the archive). Throws FormatError, saying what
/// kind of entry it is if it is not a plain file.
std::optional<TarEntry> readTarHeader(const TarBlock& block);

/// Bytes of zeros that follow content of this size up to the next block.
inline size_t tarPadding(uint64_t size)
{
    return static_cast<size_t>((kTarBlock - size % kTarBlock) % kTarBlock);
}

}  // namespace ligature::formats
