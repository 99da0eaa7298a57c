#include "runtime/formats/fresh_tree.h"

#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/names.h"

namespace ligature::formats
{

FreshTree::FreshTree(const std::string& directory) : directory_(directory)
{
    if (mkdir(directory.c_str(), 0755) != 0)
    {
        throwSystemError("cannot create directory", directory);
    }
    try
    {
        root_.reset(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!root_ || fchmod(root_.get(), 0755) != 0)
        {
            throwSystemError("cannot open directory", directory);
        }
    }
    catch (...)
    {
        rmdir(directory.c_str());
        throw;
    }
}

FreshTree::~FreshTree()
{
    if (!committed_)
    {
        removeTree(directory_);
    }
}

UniqueFd FreshTree::openParent(const std::string& path, std::string& node)
{
    if (!isRelativePath(path))
    {
        throw FormatError("'" + printable(path) + "' is not a safe relative path");
    }
    UniqueFd directory(fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
    size_t begin = 0;
    for (size_t end; directory && (end = path.find('/', begin)) != std::string::npos; begin = end + 1)
    {
        const std::string name = path.substr(begin, end - begin);
        const bool made = directories_.insert(path.substr(0, end)).second;
        if (made && mkdirat(directory.get(), name.c_str(), 0755) != 0 && errno != EEXIST)
        {
            throwSystemError("cannot create directory", directory_ + "/" + path.substr(0, end));
        }
        directory.reset(openat(directory.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (made && directory && fchmod(directory.get(), 0755) != 0)
        {
            throwSystemError("cannot set the mode of", directory_ + "/" + path.substr(0, end));
        }
    }
    if (!directory)
    {
        throwSystemError("cannot open the directory of", directory_ + "/" + path);
    }
    node = path.substr(begin);
    return directory;
}

void FreshTree::makeDirectory(const std::string& path)
{
    std::string node;
    openParent(path + "/.keep", node);
}

UniqueFd FreshTree::createFile(const std::string& path, unsigned mode)
{
    std::string node;
    const UniqueFd parent = openParent(path, node);
    UniqueFd file(openat(parent.get(), node.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file)
    {
        throwSystemError("cannot create", directory_ + "/" + path);
    }
    files_[path] = mode & 0777;
    return file;
}

void FreshTree::writeFile(const std::string& path, const std::string& content, unsigned mode)
{
    const UniqueFd file = createFile(path, mode);
    writeAll(file.get(), content.data(), content.size(), directory_ + "/" + path);
}

void FreshTree::copyFile(const std::string& from, const std::string& to, unsigned mode)
{
    std::string node;
    const UniqueFd parent = openParent(from, node);
    const UniqueFd source(openat(parent.get(), node.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!source)
    {
        throwSystemError("cannot open", directory_ + "/" + from);
    }
    const UniqueFd file = createFile(to, mode);
    std::vector<char> buffer(size_t{64} * 1024);
    while (const size_t count = readSome(source.get(), buffer.data(), buffer.size(), from))
    {
        writeAll(file.get(), buffer.data(), count, directory_ + "/" + to);
    }
}

void FreshTree::removeFile(const std::string& path)
{
    std::string node;
    const UniqueFd parent = openParent(path, node);
    if (unlinkat(parent.get(), node.c_str(), 0) != 0)
    {
        throwSystemError("cannot remove", directory_ + "/" + path);
    }
    files_.erase(path);
}

void FreshTree::commit()
{
    for (const auto& [path, mode] : files_)
    {
        std::string node;
        const UniqueFd parent = openParent(path, node);
        const UniqueFd file(openat(parent.get(), node.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (!file || fchmod(file.get(), mode) != 0)
        {
            throwSystemError("cannot set the mode of", directory_ + "/" + path);
        }
        syncDescriptor(file.get(), directory_ + "/" + path);
    }
    for (const std::string& directory : directories_)
    {
        syncDirectory(directory_ + "/" + directory);
    }
    syncDescriptor(root_.get(), directory_);
    committed_ = true;
}

}  // namespace ligature::formats
