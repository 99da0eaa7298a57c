// Where the lines go.
#include <unistd.h>

#include <cstdlib>
#include <ctime>

#include "runtime/daemons/log/log_line.h"

namespace ligature::daemonLog
{

namespace
{

std::string timeStamp()
{
    const char* stream = std::getenv("LIGATURE_LOG_STREAM");
    if (stream != nullptr && std::string_view(stream) == "1")
    {
        return {};
    }
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    char buffer[32];
    return {buffer, std::strftime(buffer, sizeof(buffer), "%b %e %H:%M:%S : ", &parts)};
}

}  // namespace

void writeToStandardError(const std::string& line)
{
    const std::string whole = timeStamp() + line;
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, whole.data(), whole.size());
}

}  // namespace ligature::daemonLog
