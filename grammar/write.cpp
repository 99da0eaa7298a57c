#include "grammar/write.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string_view>

#include <fmt/format.h>

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

int openToWrite(const std::string& path, int flags)
{
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | flags, 0666);
}

// The reason why not, or 0. Takes the descriptor.
int writeAndClose(int file, const std::string& text)
{
    const int reason = writeAll(file, text);
    return ::close(file) == 0 || reason != 0 ? reason : errno;
}

// The reason why not, or 0.
int writeInPlace(const std::string& path, const std::string& text)
{
    const int file = openToWrite(path, O_TRUNC);
    return file < 0 ? errno : writeAndClose(file, text);
}

struct Temporary
{
    int file = -1;  // -1: errno says why
    std::string path;
};

// A new file. By its name alone nobody can tell whose it is: containers that share the directory give their processes
// the same numbers, so none of those would do. The name is short, for that of the file may have the greatest length.
Temporary makeTemporary(const std::string& directory)
{
    constexpr int kTries = 100;
    Temporary made;
    for (int i = 0; i < kTries && made.file < 0; ++i)
    {
        uint64_t number = 0;
        if (::getrandom(&number, sizeof(number), 0) != sizeof(number))
        {
            break;
        }
        made.path = joinPath(directory, fmt::format(".ligature-{:016x}.tmp", number));
        made.file = openToWrite(made.path, O_EXCL);
        if (made.file < 0 && errno != EEXIST)
        {
            break;
        }
    }
    return made;
}

// The reason why not, or 0.
int replace(const std::string& path, const std::string& directory, const std::string& text)
{
    const auto [file, temporary] = makeTemporary(directory);
    if (file < 0)
    {
        return errno;
    }
    int reason = writeAndClose(file, text);
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
        if (const int reason = writeInPlace(path, text); reason != 0)
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

UninterruptedWriting::UninterruptedWriting()
{
    sigset_t held;
    ::sigemptyset(&held);
    for (int signal : {SIGINT, SIGTERM, SIGHUP})
    {
        ::sigaddset(&held, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &held, &before_);
}

UninterruptedWriting::~UninterruptedWriting()
{
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace ligature
