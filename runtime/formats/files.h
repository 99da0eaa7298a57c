// Files, read and written with every error turned into a FormatError that names the file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/formats/manifest.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::formats
{

/// The operating system refused something, or has no room: not the fault of what was read.
class FileError : public FormatError
{
public:
    using FormatError::FormatError;
};

/// Throws FileError "<action> <path>: <text of errno>". Where a function here throws FormatError for such a reason it
/// is a FileError.
[[noreturn]] void throwSystemError(const std::string& action, const std::string& path);

/// Opens a regular file; anything else (directory, pipe, device) is an error. Throws FormatError.
UniqueFd openForReading(const std::string& path);

/// Opens a directory. Throws FormatError.
UniqueFd openDirectory(const std::string& path);

/// Reads up to `size` bytes; 0 at the end of the file. `path` is for the message of FormatError only.
size_t readSome(int fd, void* data, size_t size, const std::string& path);

/// Writes all of it. `path` is for the message of FormatError only.
void writeAll(int fd, const void* data, size_t size, const std::string& path);

/// The whole content of a regular file of at most `limit` bytes. Throws FormatError.
std::string readWholeFile(const std::string& path, size_t limit);

/// Replaces or creates a file (new file beside it, fsync, rename, fsync of the directory), so that after a power loss
/// the file has either its old content or the new one. Throws FormatError.
void writeFileAtomically(const std::string& path, std::string_view content, unsigned mode = 0644);

/// Makes what happened in a directory (files made, renamed, removed) survive a power loss. Throws FormatError.
void syncDirectory(const std::string& path);

/// fsync of an open file or directory. Throws FormatError.
void syncDescriptor(int fd, const std::string& path);

/// Makes a directory and those above it, mode 0755 whatever the umask; no error if it is there. Throws FormatError.
void makeDirectories(const std::string& path);

/// The names in an open directory, without "." and ".."; none if it cannot be read.
std::vector<std::string> entriesOf(int directory);

/// Removes a file or a directory with all it contains, following no link, whatever its depth and the permissions of its
/// folders. No error if it is absent. Returns false if something could not be removed.
bool removeTree(const std::string& path);

}  // namespace ligature::formats
