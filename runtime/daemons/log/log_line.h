// What daemons say themselves, in the layout of all log lines (spec/runtime.md 1.2).
#pragma once

#include <source_location>
#include <string>
#include <string_view>

namespace ligature::daemonLog
{

enum class Level
{
    Info,
    Warning,
    Error,
    Emergency
};

/// Who speaks: as in "serviceDirectory[12]/directory".
struct Speaker
{
    const char* process;
    const char* component;
};

/// One line with its end, without time stamp. Bytes that could break the line are shown as `?`.
std::string logLine(const Speaker& speaker, Level level, std::string_view message, const std::source_location& place);

/// Writes a line made by logLine() to standard error with one write(2), behind a time stamp unless the environment has
/// LIGATURE_LOG_STREAM=1: then the log daemon adds it.
void writeToStandardError(const std::string& line);

}  // namespace ligature::daemonLog
