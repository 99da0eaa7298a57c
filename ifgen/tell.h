// What ifgen says on the standard error. Private to this folder.
#pragma once

#include <cstdio>
#include <string_view>

namespace ligature::ifgen
{

/// Says it, if anybody can hear: that nobody can, as the disk is full or the stream is closed, changes nothing of what
/// was done, nor of the exit status.
inline void tell(std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace ligature::ifgen
