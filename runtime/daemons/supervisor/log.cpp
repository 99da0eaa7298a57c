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

void Log::write(daemonLog::Level level, const std::string& text, const std::source_location& place) const
{
    const std::string line = daemonLog::logLine({"supervisor", "framework"}, level, text, place);
    // A log daemon that does not read must not stop the Supervisor: then the line is lost.
    const bool sent =
        daemon_ && ::send(daemon_.get(), line.data(), line.size(), MSG_DONTWAIT | MSG_NOSIGNAL) == ssize_t(line.size());
    if (!sent || alsoStandardError_)
    {
        daemonLog::writeToStandardError(line);
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
