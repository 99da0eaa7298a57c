#include "runtime/daemons/serviceDirectory/log.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <string>

#include <fmt/format.h>

namespace ligature::directory
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

std::string timeStamp()
{
    const char* stream = std::getenv("LIGATURE_LOG_STREAM");
    if (stream != nullptr && std::string_view(stream) == "1")
    {
        return {};
    }
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    char buffer[32];
    return {buffer, std::strftime(buffer, sizeof(buffer), "%b %e %H:%M:%S : ", &parts)};
}

/// `led.cpp` of a path, `open` of `void ligature::X::open(int)`.
std::string_view baseName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

std::string_view functionName(std::string_view signature)
{
    const std::string_view name = signature.substr(0, signature.find('('));
    return name.substr(name.find_last_of(": ") + 1);
}

}  // namespace

void log(Level level, std::string_view message, std::source_location place)
{
    std::string line = fmt::format("{}{} | serviceDirectory[{}]/directory T=main | {} {}() {} | {}", timeStamp(),
                                   text(level), ::getpid(), baseName(place.file_name()),
                                   functionName(place.function_name()), place.line(), message);
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return c < ' ' || c == 0x7f; }, '?');
    line += '\n';
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace ligature::directory
