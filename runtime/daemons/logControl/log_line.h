// The layout of the lines of the log.
//
//   Nov 22 14:00:43 ledBlinker :  INFO | blink[2]/ledBlinker T=main | ledBlinker.c Blink() 20 | on
//   Nov 22 14:00:43 gpioPin21 :  INFO | gpio[2] | pin 21 is high
//   Nov 22 14:00:43 :  INFO | supervisor[812]/framework T=main | app.cpp started() 140 | app 'gpioPin21' runs
//
// The app's name comes from the connection, not from the app: nobody can write in another's name. Lines of the
// framework have none. What an app writes with LE_INFO() and the like has its layout already; what it prints gets one.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace ligature::logControl
{

/// Who is at the other end of a connection.
struct Source
{
    std::string app;  ///< empty: the framework
    std::string process;
    int pid = 0;
    bool isError = false;  ///< standard error rather than standard output
};

/// Reads the first line of a connection: {"app":..,"process":..,"pid":..,"stream":"stdout"|"stderr"}. Nothing if it is
/// not that, or has names with white space or of more than 128 bytes.
std::optional<Source> parseHeader(const std::string& line);

/// Whether a line begins with a level and " | ", as those of liblegato do.
bool hasLogLayout(std::string_view line);

/// The complete line with its end, in local time. Control characters become '?', so that a line stays a line and a
/// terminal is safe from it.
std::string formatLine(const Source& source, std::string_view text, std::time_t now);

}  // namespace ligature::logControl
