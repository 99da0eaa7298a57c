// What the Service Directory says.
#pragma once

#include "runtime/daemons/log/log_line.h"

namespace ligature::directory
{

using daemonLog::Level;

/// Writes one line to standard error.
inline void log(Level level, std::string_view message, std::source_location place = std::source_location::current())
{
    daemonLog::writeToStandardError(daemonLog::logLine({"serviceDirectory", "directory"}, level, message, place));
}

}  // namespace ligature::directory
