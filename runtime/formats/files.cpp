#include "runtime/formats/files.h"

#include <cerrno>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ligature::formats
{
namespace
{

std::string parentOf(const std::string& path)
{
    const size_t slash = path.find_last_of('/');
    if (slash == std::string::npos)
    {
        return ".";
    }
    return slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

void throwSystemError(const std::string& action, const std::string& path)
{
    const std::string reason = std::generic_category().message(errno);
    throw FileError(action + " " + path + ": " + reason);
}

UniqueFd openForReading(const std::string& path)
{
    // O_NONBLOCK: a pipe without a writer must not make us wait; it is refused just below.
    UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
    {
        throwSystemError("cannot open", path);
    }
    struct stat status = {};
    if (fstat(file.get(), &status) != 0)
    {
        throwSystemError("cannot examine", path);
    }
    if (!S_ISREG(status.st_mode))
    {
        throw FormatError("cannot read " + path + ": it is not a regular file");
    }
    return file;
}

UniqueFd openDirectory(const std::string& path)
{
    UniqueFd directory(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory)
    {
        throwSystemError("cannot open directory", path);
    }
    return directory;
}

size_t readSome(int fd, void* data, size_t size, const std::string& path)
{
    for (;;)
    {
        const ssize_t count = read(fd, data, size);
        if (count >= 0)
        {
            return static_cast<size_t>(count);
        }
        if (errno != EINTR)
        {
            throwSystemError("cannot read", path);
        }
    }
}

void writeAll(int fd, const void* data, size_t size, const std::string& path)
{
    const char* next = static_cast<const char*>(data);
    while (size > 0)
    {
        const ssize_t count = write(fd, next, size);
        if (count < 0 && errno != EINTR)
        {
            throwSystemError("cannot write", path);
        }
        if (count > 0)
        {
            next += count;
            size -= static_cast<size_t>(count);
        }
    }
}

std::string readWholeFile(const std::string& path, size_t limit)
{
    const UniqueFd file = openForReading(path);
    std::string content;
    char buffer[16 * 1024];
    while (const size_t count = readSome(file.get(), buffer, sizeof(buffer), path))
    {
        if (count > limit - content.size())
        {
            throw FormatError(path + " is larger than " + std::to_string(limit) + " bytes");
        }
        content.append(buffer, count);
    }
    return content;
}

void writeFileAtomically(const std::string& path, std::string_view content, unsigned mode)
{
    std::string temporary = path + ".XXXXXX";
    const UniqueFd file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file)
    {
        throwSystemError("cannot create", temporary);
    }
    try
    {
        if (fchmod(file.get(), mode) != 0)
        {
            throwSystemError("cannot set the mode of", temporary);
        }
        writeAll(file.get(), content.data(), content.size(), path);
        syncDescriptor(file.get(), path);
        if (rename(temporary.c_str(), path.c_str()) != 0)
        {
            throwSystemError("cannot replace", path);
        }
    }
    catch (...)
    {
        unlink(temporary.c_str());
        throw;
    }
    syncDirectory(parentOf(path));
}

void syncDirectory(const std::string& path)
{
    syncDescriptor(openDirectory(path).get(), path);
}

void syncDescriptor(int fd, const std::string& path)
{
    // Some file systems cannot sync directories and say EINVAL; there is nothing better to do on them.
    if (fsync(fd) != 0 && errno != EINVAL)
    {
        throwSystemError("cannot sync", path);
    }
}

void makeDirectories(const std::string& path)
{
    struct stat status = {};
    if (stat(path.c_str(), &status) == 0)
    {
        if (!S_ISDIR(status.st_mode))
        {
            throw FormatError(path + " is not a directory");
        }
        return;
    }
    makeDirectories(parentOf(path));
    if (mkdir(path.c_str(), 0755) != 0)
    {
        if (errno == EEXIST)
        {
            return;
        }
        throwSystemError("cannot create directory", path);
    }
    if (chmod(path.c_str(), 0755) != 0)
    {
        throwSystemError("cannot set the mode of", path);
    }
}

std::vector<std::string> entriesOf(int directory)
{
    std::vector<std::string> names;
    const int copy = fcntl(directory, F_DUPFD_CLOEXEC, 0);
    DIR* stream = copy < 0 ? nullptr : fdopendir(copy);
    if (!stream)
    {
        UniqueFd closer(copy);
        return names;
    }
    rewinddir(stream);
    while (const dirent* entry = readdir(stream))
    {
        const std::string name = entry->d_name;
        if (name != "." && name != "..")
        {
            names.push_back(name);
        }
    }
    closedir(stream);
    return names;
}

}  // namespace ligature::formats
