// How large things may be that come from elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ligature::formats
{

inline constexpr size_t kMaxManifestBytes = 16u << 20;
inline constexpr size_t kMaxFiles = 1'000'000;
inline constexpr uint64_t kMaxFileBytes = uint64_t{4} << 30;  ///< one file of an app or of the framework
inline constexpr uint64_t kMaxPayloadBytes =
    (uint64_t{8} << 30) - 1;              ///< one payload of a pack: what a tar header holds
inline constexpr int kMaxWindowLog = 23;  ///< memory of a zstd decoder: 8 MiB

}  // namespace ligature::formats
