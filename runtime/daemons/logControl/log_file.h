// The log file, and its predecessors.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/formats/unique_fd.h"

namespace ligature::logControl
{

/// Appends lines to `path`. Before it grows beyond `limit` bytes it becomes `path`.1, which becomes `path`.2 and so on;
/// `kept` files are kept besides `path`. Each line is one write, so readers see whole lines.
class LogFile
{
public:
    /// Opens or makes the file and its folder. Throws std::system_error.
    LogFile(std::string path, uint64_t limit, unsigned kept);

    /// False if the line could not be written whole; a full disk does not stop the log for good.
    bool append(const std::string& line);

private:
    void open();
    void rotate();

    std::string path_;
    uint64_t limit_;
    unsigned kept_;
    uint64_t size_ = 0;
    formats::UniqueFd fd_;
};

}  // namespace ligature::logControl
