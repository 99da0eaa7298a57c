#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <memory>

#include "grammar/world.h"

namespace ligature
{
namespace
{

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0)
        {
            ::close(number_);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

/// Reads to the end, however the size may change meanwhile; the size told by the file system is only a first guess.
bool readAll(int file, size_t expected, std::string& text)
{
    text.resize(expected + 1);
    size_t filled = 0;
    for (;;)
    {
        const ssize_t count = ::read(file, text.data() + filled, text.size() - filled);
        if (count < 0 && errno == EINTR)
        {
            continue;
        }
        if (count < 0)
        {
            return false;
        }
        if (count == 0)
        {
            text.resize(filled);
            return true;
        }
        filled += static_cast<size_t>(count);
        if (filled == text.size())
        {
            text.resize(text.size() * 2);
        }
    }
}

}  // namespace

std::optional<std::string> DiskWorld::readFile(const std::string& path)
{
    // Not blocking, so that a FIFO where a file is expected is refused below instead of waited for.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status;
    if (file.number() < 0 || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode))
    {
        return std::nullopt;
    }
    std::string text;
    if (!readAll(file.number(), static_cast<size_t>(status.st_size), text))
    {
        return std::nullopt;
    }
    return text;
}

bool DiskWorld::fileExists(const std::string& path)
{
    struct stat status;
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool DiskWorld::directoryExists(const std::string& path)
{
    struct stat status;
    return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::optional<std::vector<DirectoryEntry>> DiskWorld::listDirectory(const std::string& path)
{
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(::opendir(path.c_str()), ::closedir);
    if (!directory)
    {
        return std::nullopt;
    }
    std::vector<DirectoryEntry> entries;
    while (const dirent* found = ::readdir(directory.get()))
    {
        DirectoryEntry entry;
        entry.name = found->d_name;
        if (entry.name == "." || entry.name == "..")
        {
            continue;
        }
        entry.isDirectory = found->d_type == DT_DIR;
        entry.isRegular = found->d_type == DT_REG;
        entry.isSymlink = found->d_type == DT_LNK;
        if (!entry.isDirectory && !entry.isRegular)
        {
            // A link, or a file system that does not tell types in listings.
            struct stat status;
            const int at = ::dirfd(directory.get());
            if (::fstatat(at, found->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
            {
                entry.isSymlink = S_ISLNK(status.st_mode);
            }
            if (::fstatat(at, found->d_name, &status, 0) == 0)
            {
                entry.isDirectory = S_ISDIR(status.st_mode);
                entry.isRegular = S_ISREG(status.st_mode);
            }
        }
        entries.push_back(std::move(entry));
    }
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return entries;
}

std::optional<std::string> DiskWorld::variable(const std::string& name)
{
    const char* value = std::getenv(name.c_str());
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

std::string DiskWorld::canonicalPath(const std::string& path)
{
    char buffer[PATH_MAX];
    if (::realpath(path.c_str(), buffer) != nullptr)
    {
        return buffer;
    }
    return normalizePath(joinPath(workingDirectory(), path));
}

std::string DiskWorld::workingDirectory()
{
    char buffer[PATH_MAX];
    return ::getcwd(buffer, sizeof buffer) != nullptr ? buffer : "/";
}

}  // namespace ligature
