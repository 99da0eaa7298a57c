// A new directory tree that is complete or not there.
#pragma once

#include <set>
#include <string>

#include "runtime/formats/unique_fd.h"

namespace ligature::formats
{

/// Makes a directory that must not exist yet and files below it. Nothing outside of it is ever touched: paths are
/// walked node by node without following links, and every file is new. The directory is removed with the object unless
/// commit() was reached. All functions throw FormatError.
class FreshTree
{
public:
    explicit FreshTree(const std::string& directory);
    ~FreshTree();
    FreshTree(const FreshTree&) = delete;
    FreshTree& operator=(const FreshTree&) = delete;

    /// `path` satisfies isRelativePath(). Directories on the way are made, mode 0755.
    void makeDirectory(const std::string& path);

    /// A new empty file, open for reading and writing, mode 0600 until closeFile() gives it another one.
    UniqueFd createFile(const std::string& path);

    /// Sets the permission bits, whatever the umask, and syncs the content to disk.
    void closeFile(UniqueFd file, const std::string& path, unsigned mode);

    void writeFile(const std::string& path, const std::string& content, unsigned mode);

    /// A second file with the content of one that was written.
    void copyFile(const std::string& from, const std::string& to, unsigned mode);

    void removeFile(const std::string& path);

    /// Syncs every directory. After that the tree stays.
    void commit();

    const std::string& path() const { return directory_; }

private:
    /// The open directory that holds the last node of `path`; `node` becomes that node.
    UniqueFd openParent(const std::string& path, std::string& node);

    std::string directory_;
    UniqueFd root_;
    std::set<std::string> directories_;
    bool committed_ = false;
};

}  // namespace ligature::formats
