#include "runtime/daemons/log/log_line.h"

#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

namespace ligature::daemonLog
{

namespace
{

const char* text(Level level)
{
    switch (level)
    {
        case Level::Info:
            return " INFO";
        case Level::Warning:
            return "-WRN-";
        case Level::Error:
            return "=ERR=";
        case Level::Emergency:
            break;
    }
    return "*EMR*";
}

/// `led.cpp` of a path.
std::string_view baseName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// `open` of `void ligature::X::open(int)`.
std::string_view functionName(std::string_view signature)
{
    const std::string_view name = signature.substr(0, signature.find('('));
    return name.substr(name.find_last_of(": ") + 1);
}

}  // namespace

std::string logLine(const Speaker& speaker, Level level, std::string_view message, const std::source_location& place)
{
    std::string line = fmt::format("{} | {}[{}]/{} T=main | {} {}() {} | {}", text(level), speaker.process, ::getpid(),
                                   speaker.component, baseName(place.file_name()), functionName(place.function_name()),
                                   place.line(), message);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    return line + '\n';
}

}  // namespace ligature::daemonLog
