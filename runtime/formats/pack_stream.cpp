#include "runtime/formats/pack_stream.h"

#include <algorithm>
#include <vector>

#include <sys/stat.h>

#include "runtime/formats/files.h"
#include "runtime/formats/manifest.h"
#include "runtime/formats/names.h"
#include "runtime/formats/pack_format.h"

namespace ligature::formats
{
namespace
{

bool allZero(const char* data, size_t size)
{
    return std::all_of(data, data + size, [](char byte) { return byte == 0; });
}

}  // namespace

TarEntry expectEntry(const TarBlock& header, const std::string& name)
{
    const std::optional<TarEntry> entry = readTarHeader(header);
    if (!entry)
    {
        throw FormatError("pack: it ends where '" + name + "' is to be");
    }
    if (entry->name != name)
    {
        throw FormatError("pack: it contains '" + printable(entry->name) + "' where '" + name + "' is to be");
    }
    return *entry;
}

PackStream::PackStream(const std::string& path) : path_(path), file_(openForReading(path))
{
    struct stat status = {};
    if (fstat(file_.get(), &status) != 0)
    {
        throwSystemError("cannot examine", path);
    }
    size_ = static_cast<uint64_t>(status.st_size);
}

void PackStream::take(void* data, size_t size)
{
    char* next = static_cast<char*>(data);
    for (size_t done = 0; done < size;)
    {
        const size_t count = readSome(file_.get(), next + done, size - done, path_);
        if (count == 0)
        {
            // The first block is what tells a pack from anything else.
            const std::string what = position_ == 0 ? "it is not a pack, or truncated" : "it is truncated";
            throw FormatError("pack: " + what + ": it ends after " + std::to_string(position_ + done) + " bytes");
        }
        done += count;
    }
    sum_.add(data, size);
    position_ += size;
}

uint64_t PackStream::expect(const std::string& name)
{
    TarBlock block;
    if (left_ > 0)
    {
        throw FormatError("pack: an entry holds more than its content");
    }
    take(block.data(), padding_);
    if (!allZero(block.data(), padding_))
    {
        throw FormatError("pack: it is damaged: bytes between its entries are not zero");
    }
    sumBefore_ = sum_;
    take(block.data(), block.size());
    left_ = expectEntry(block, name).size;
    padding_ = tarPadding(left_);
    return left_;
}

size_t PackStream::read(void* data, size_t size)
{
    const size_t count = static_cast<size_t>(std::min<uint64_t>(size, left_));
    take(data, count);
    left_ -= count;
    return count;
}

std::string PackStream::readText(size_t limit)
{
    if (left_ > limit)
    {
        throw FormatError("pack: an entry of " + std::to_string(left_) + " bytes may have at most " +
                          std::to_string(limit));
    }
    // The declared size is not trusted before that many bytes are known to be there.
    if (left_ > size_ - std::min(position_, size_))
    {
        throw FormatError("pack: it is truncated: it ends after " + std::to_string(size_) + " bytes");
    }
    std::string text(static_cast<size_t>(left_), '\0');
    read(text.data(), text.size());
    return text;
}

void PackStream::expectEnd()
{
    expect(kSumEntry);
    if (readText(kTarBlock) != hashLine(sumBefore_.finish()))
    {
        throw FormatError("pack: it is damaged: its check sum is wrong");
    }
    std::vector<char> trailer(padding_ + kTrailerBytes);
    take(trailer.data(), trailer.size());
    char surplus;
    if (!allZero(trailer.data(), trailer.size()) || readSome(file_.get(), &surplus, 1, path_) != 0)
    {
        throw FormatError("pack: something follows its end");
    }
}

}  // namespace ligature::formats
