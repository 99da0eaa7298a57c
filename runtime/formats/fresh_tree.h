// A new directory tree that is complete or not there.
#pragma once

#include <map>
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

    /// A new empty file, open for reading and writing. It gets its permission bits, whatever the umask, with commit();
    /// until then only this user may read and write it.
    UniqueFd createFile(const std::string& path, unsigned mode);

    void writeFile(const std::string& path, const std::string& content, unsigned mode);

    /// A second file with the content of one that was written.
    void copyFile(const std::string& from, const std::string& to, unsigned mode);

    void removeFile(const std::string& path);

    /// Gives the files their modes and syncs them and the directories to disk. After that the tree stays. All of it
    /// comes last, so that content that turns out to be wrong costs no waiting for a disk.
    void commit();

    const std::string& path() const { return directory_; }

private:
    /// The open directory that holds the last node of `path`; `node` becomes that node.
    UniqueFd openParent(const std::string& path, std::string& node);

    std::string directory_;
    UniqueFd root_;
    std::map<std::string, unsigned> files_;  ///< path -> mode
    std::set<std::string> directories_;
    bool committed_ = false;
};

}  // namespace ligature::formats
