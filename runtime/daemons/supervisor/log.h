// The Supervisor's own words: log lines in the layout that all processes of the framework use.
#pragma once

#include <source_location>
#include <string>

#include "runtime/daemons/log/log_line.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

class Log
{
public:
    /// Until a log daemon is connected, and if `alsoStandardError` even then, lines go to standard error.
    explicit Log(bool alsoStandardError) : alsoStandardError_(alsoStandardError) {}

    void info(const std::string& text, std::source_location place = std::source_location::current()) const
    {
        write(daemonLog::Level::Info, text, place);
    }
    void warn(const std::string& text, std::source_location place = std::source_location::current()) const
    {
        write(daemonLog::Level::Warning, text, place);
    }
    void error(const std::string& text, std::source_location place = std::source_location::current()) const
    {
        write(daemonLog::Level::Error, text, place);
    }

    /// Sends what follows to the log daemon; an empty descriptor ends that.
    void connect(formats::UniqueFd daemon);

private:
    void write(daemonLog::Level level, const std::string& text, const std::source_location& place) const;

    bool alsoStandardError_;
    formats::UniqueFd daemon_;
};

/// Connects to a log daemon in the name of a process of the framework (`app` empty) or of an app.
/// Throws formats::ControlError.
formats::UniqueFd openFrameworkLog(const std::string& socket, const std::string& process);

}  // namespace ligature::supervisor
