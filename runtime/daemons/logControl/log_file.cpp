#include "runtime/daemons/logControl/log_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace ligature::logControl
{

LogFile::LogFile(std::string path, uint64_t limit, unsigned kept) : path_(std::move(path)), limit_(limit), kept_(kept)
{
    std::filesystem::create_directories(std::filesystem::path(path_).parent_path());
    open();
}

void LogFile::open()
{
    fd_.reset(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640));
    struct stat status
    {
    };
    if (!fd_ || ::fstat(fd_.get(), &status) != 0)
    {
        throw std::system_error(errno, std::generic_category(), path_);
    }
    size_ = static_cast<uint64_t>(status.st_size);
}

void LogFile::rotate()
{
    for (unsigned i = kept_; i > 0; --i)
    {
        const std::string older = path_ + "." + std::to_string(i);
        const std::string newer = i == 1 ? path_ : path_ + "." + std::to_string(i - 1);
        std::rename(newer.c_str(), older.c_str());
    }
    try
    {
        open();
    }
    catch (const std::system_error&)
    {
        // The old file is still open: better a log that is too long than none.
        size_ = 0;
    }
}

bool LogFile::append(const std::string& line)
{
    if (size_ > 0 && size_ + line.size() > limit_)
    {
        rotate();
    }
    const ssize_t written = ::write(fd_.get(), line.data(), line.size());
    size_ += written > 0 ? static_cast<uint64_t>(written) : 0;
    return written == static_cast<ssize_t>(line.size());
}

}  // namespace ligature::logControl
