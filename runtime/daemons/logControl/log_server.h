// Takes connections of processes and writes what comes in to the log.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "runtime/daemons/logControl/line_splitter.h"
#include "runtime/daemons/logControl/log_file.h"
#include "runtime/daemons/logControl/log_line.h"
#include "runtime/daemons/loop/loop.h"

namespace ligature::logControl
{

class LogServer
{
public:
    /// Listens at `socket`; only root and the daemon's own user are listened to. Throws formats::ControlError.
    LogServer(Loop& loop, LogFile& file, const std::string& socket);
    ~LogServer();
    LogServer(const LogServer&) = delete;
    LogServer& operator=(const LogServer&) = delete;

    /// Takes in what has been sent until now: a last look before the daemon ends.
    void drain();

private:
    struct Stream
    {
        formats::UniqueFd socket;
        LineSplitter lines;
        std::optional<Source> source;  ///< known after the first line
    };

    void accept();
    /// One piece of one stream; true if there may be more. Streams take turns, so none is starved by a noisy one.
    bool read(Stream& stream);
    void take(Stream& stream, const std::string& line);
    void end(int fd);

    Loop& loop_;
    LogFile& file_;
    formats::UniqueFd listener_;
    std::map<int, std::unique_ptr<Stream>> streams_;
};

}  // namespace ligature::logControl
