// Log lines in the common format (spec/runtime.md 1.2), to stderr.
#pragma once

#include <source_location>
#include <string_view>

namespace ligature::directory
{

enum class Level
{
    Info,
    Warning,
    Error,
    Emergency
};

/// Writes one line with one write(2). Bytes that could break the line are shown as `?`. The time stamp is left out when
/// LIGATURE_LOG_STREAM is 1: the log adds it.
void log(Level level, std::string_view message, std::source_location place = std::source_location::current());

}  // namespace ligature::directory
