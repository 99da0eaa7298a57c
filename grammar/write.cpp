#include "grammar/write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "grammar/world.h"

namespace ligature
{
namespace
{

[[noreturn]] void fail(const char* what, const std::string& path, int reason)
{
    throw WriteError("cannot " + std::string(what) + " '" + path + "': " + std::strerror(reason));
}

bool holds(int file, const std::string& text)
{
    struct stat status;
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || static_cast<size_t>(status.st_size) != text.size())
    {
        return false;
    }
    std::string old(text.size(), '\0');
    size_t filled = 0;
    while (filled < old.size())
    {
        const ssize_t count = ::read(file, old.data() + filled, old.size() - filled);
        if (count <= 0)
        {
            return false;
        }
        filled += static_cast<size_t>(count);
    }
    return old == text;
}

// The reason why not, or 0.
int writeAll(int file, std::string_view text)
{
    while (!text.empty())
    {
        const ssize_t count = ::write(file, text.data(), text.size());
        if (count < 0 && errno != EINTR)
        {
            return errno;
        }
        text.remove_prefix(count > 0 ? static_cast<size_t>(count) : 0);
    }
    return 0;
}

// The reason why not, or 0.
int writeTo(const std::string& path, const std::string& text)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0666);
    if (file < 0)
    {
        return errno;
    }
    const int reason = writeAll(file, text);
    return ::close(file) == 0 || reason != 0 ? reason : errno;
}

// The reason why not, or 0.
int replace(const std::string& path, const std::string& directory, const std::string& text)
{
    // Named after the thread, for that writes one file at a time, whatever other processes write to the directory; and
    // short, for that of the file may have the greatest length.
    const std::string temporary = joinPath(directory, ".ligature-" + std::to_string(::gettid()) + ".tmp");
    int reason = writeTo(temporary, text);
    if (reason == 0 && std::rename(temporary.c_str(), path.c_str()) != 0)
    {
        reason = errno;
    }
    if (reason != 0)
    {
        ::unlink(temporary.c_str());
    }
    return reason;
}

}  // namespace

void makeDirectories(const std::string& path)
{
    if (::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST)
    {
        return;
    }
    if (errno != ENOENT)
    {
        fail("make the directory", path, errno);
    }
    makeDirectories(directoryOf(path));
    if (::mkdir(path.c_str(), 0777) != 0 && errno != EEXIST)
    {
        fail("make the directory", path, errno);
    }
}

bool writeIfChanged(const std::string& path, const std::string& text)
{
    const int old = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    const bool isMissing = old < 0 && errno == ENOENT;
    if (old >= 0)
    {
        const bool isSame = holds(old, text);
        ::close(old);
        if (isSame)
        {
            return false;
        }
    }
    struct stat status;  // a symbolic link may be there though what it points to is missing
    if (::lstat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
    {
        if (const int reason = writeTo(path, text); reason != 0)
        {
            fail("write", path, reason);
        }
        return true;
    }
    // A new file, too, comes to its name with all its text. Writing it in place would save one system call of five
    // (3 to 7 us), but a kill in between would leave half a file, newer than what it is made from: make takes it for
    // done.
    const std::string directory = directoryOf(path);
    int reason = replace(path, directory, text);
    if (reason == ENOENT && isMissing)
    {
        makeDirectories(directory);
        reason = replace(path, directory, text);
    }
    if (reason != 0)
    {
        fail("write", path, reason);
    }
    return true;
}

}  // namespace ligature
