#include "runtime/tools/update/spool.h"

#include <algorithm>
#include <cerrno>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/formats/files.h"
#include "runtime/formats/pack_format.h"
#include "runtime/formats/pack_stream.h"

namespace ligature::update
{
namespace
{

formats::UniqueFd namelessFile(const std::string& directory)
{
    formats::UniqueFd file(open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file || (errno != EOPNOTSUPP && errno != EISDIR))
    {
        return file;
    }
    std::string name = directory + "/update.XXXXXX";  // a file system without such files
    file.reset(mkostemp(name.data(), O_CLOEXEC));
    if (file)
    {
        unlink(name.c_str());
    }
    return file;
}

/// Of what does not begin as a pack does, nothing is kept: it may have no end.
void copy(int input, int output, const std::string& from, const std::string& to)
{
    std::vector<char> buffer(256 * 1024);
    formats::TarBlock head;
    size_t seen = 0;  // of the head
    while (const size_t count = formats::readSome(input, buffer.data(), buffer.size(), from))
    {
        if (seen < head.size())
        {
            const size_t more = std::min(count, head.size() - seen);
            std::copy_n(buffer.begin(), more, head.begin() + seen);
            seen += more;
            if (seen == head.size())
            {
                formats::expectEntry(head, formats::kManifestEntry);
            }
        }
        formats::writeAll(output, buffer.data(), count, to);
    }
}

}  // namespace

Spool::Spool(const std::string& file, const std::string& root) : path_(file)
{
    const formats::UniqueFd input(file == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                              : open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat status = {};
    if (!input || fstat(input.get(), &status) != 0)
    {
        formats::throwSystemError("cannot open", file == "-" ? "the standard input" : file);
    }
    if (file != "-" && S_ISREG(status.st_mode))
    {
        return;
    }
    formats::makeDirectories(root);
    copy_ = namelessFile(root);
    if (!copy_)
    {
        formats::throwSystemError("cannot create a file in", root);
    }
    copy(input.get(), copy_.get(), file, root);
    path_ = "/proc/self/fd/" + std::to_string(copy_.get());
}

}  // namespace ligature::update
