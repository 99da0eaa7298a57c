#include "ifgen/output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

namespace ligature::ifgen
{

namespace
{

bool hasText(const std::string& path, const std::string& text)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    bool isSame = file >= 0 && ::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                  static_cast<size_t>(status.st_size) == text.size();
    std::string old(isSame ? text.size() : 0, '\0');
    isSame = isSame && ::read(file, old.data(), old.size()) == static_cast<ssize_t>(old.size()) && old == text;
    if (file >= 0)
    {
        ::close(file);
    }
    return isSame;
}

bool writeAll(int file, std::string_view text)
{
    while (!text.empty())
    {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno != EINTR)
        {
            return false;
        }
        text.remove_prefix(count > 0 ? static_cast<size_t>(count) : 0);
    }
    return true;
}

}  // namespace

bool writeFile(const std::string& path, const std::string& text)
{
    if (hasText(path, text))
    {
        return true;
    }
    const std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
    {
        return false;
    }
    bool isWritten = writeAll(file, text);
    isWritten = ::close(file) == 0 && isWritten;
    isWritten = isWritten && std::rename(temporary.c_str(), path.c_str()) == 0;
    if (!isWritten)
    {
        ::unlink(temporary.c_str());
    }
    return isWritten;
}

}  // namespace ligature::ifgen
