// Reading a pack from front to back, each byte once.
#pragma once

#include <optional>
#include <string>

#include "runtime/formats/hash.h"
#include "runtime/formats/tar.h"
#include "runtime/formats/unique_fd.h"

namespace ligature::formats
{

/// The entry that a header describes, which must have this name. Throws FormatError.
TarEntry expectEntry(const TarBlock& header, const std::string& name);

/// The entries of a pack in order. All functions throw FormatError at the first byte that is not as it must be; the
/// object cannot be used after that.
class PackStream
{
public:
    explicit PackStream(const std::string& path);

    /// Goes to the next entry, which must have this name, and gives its size. The entry before must be read to its end.
    uint64_t expect(const std::string& name);

    /// Up to `size` bytes of the entry; 0 when it has been read to its end. Stores nothing else.
    size_t read(void* data, size_t size);

    /// The entry as a text of at most `limit` bytes.
    std::string readText(size_t limit);

    /// Reads pack.sum and the end of the archive: everything read so far was what the writer wrote, and nothing
    /// follows.
    void expectEnd();

    uint64_t position() const { return position_; }
    uint64_t size() const { return size_; }

private:
    void take(void* data, size_t size);

    std::string path_;
    UniqueFd file_;
    uint64_t size_ = 0;
    uint64_t position_ = 0;
    uint64_t left_ = 0;   ///< bytes of the current entry not read yet
    size_t padding_ = 0;  ///< zeros behind the current entry
    Hasher sum_;          ///< over everything read
    Hasher sumBefore_;    ///< the same without the current entry
};

}  // namespace ligature::formats
