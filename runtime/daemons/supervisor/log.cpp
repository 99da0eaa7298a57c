#include "runtime/daemons/supervisor/log.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include <nlohmann/json.hpp>

#include "runtime/formats/control.h"

namespace ligature::supervisor
{

void Log::connect(formats::UniqueFd daemon)
{
    daemon_ = std::move(daemon);
}

void Log::write(const char* level, const std::string& text, const std::source_location& place) const
{
    const char* slash = std::strrchr(place.file_name(), '/');
    std::string function = place.function_name();
    function = function.substr(0, function.find('('));
    function = function.substr(function.find_last_of(" :") == std::string::npos ? 0 : function.find_last_of(" :") + 1);
    const std::string line = std::string(level) + " | supervisor[" + std::to_string(::getpid()) +
                             "]/framework T=main | " + (slash == nullptr ? place.file_name() : slash + 1) + " " +
                             function + "() " + std::to_string(place.line()) + " | " + text + "\n";
    // A log daemon that does not read must not stop the Supervisor: then the line is lost.
    const bool sent =
        daemon_ && ::send(daemon_.get(), line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == ssize_t(line.size());
    if (!sent || alsoStandardError_)
    {
        [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    }
}

formats::UniqueFd openFrameworkLog(const std::string& socket, const std::string& process)
{
    formats::UniqueFd fd = formats::connectUnix(socket, SOCK_STREAM);
    const nlohmann::json header{{"app", ""}, {"process", process}, {"pid", ::getpid()}, {"stream", "stderr"}};
    const std::string line = header.dump() + "\n";
    if (::send(fd.get(), line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size()))
    {
        throw formats::ControlError(socket + ": " + std::strerror(errno));
    }
    return fd;
}

}  // namespace ligature::supervisor
