// Cuts a stream of bytes into lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ligature::logControl
{

inline constexpr size_t kLineLimit = 8192;  ///< bytes; a longer line is cut
inline constexpr std::string_view kCutMark = " [...]";

/// Keeps the beginning of a line until its end comes. A line of more than kLineLimit bytes becomes several, all but the
/// last with kCutMark at their end, so a stream without line ends needs no more memory than that.
class LineSplitter
{
public:
    /// The complete lines that `bytes` bring, without line ends.
    std::vector<std::string> add(std::string_view bytes);
    /// What is left when the stream has ended; empty if nothing.
    std::string rest();

private:
    std::string partial_;
};

}  // namespace ligature::logControl
