// Packs from pipes.
#pragma once

#include <string>

#include "runtime/formats/unique_fd.h"

namespace ligature::update
{

/// A pack as a file that can be read more than once. A regular file is taken as it is; "-" (standard input) and pipes
/// are copied to a file below `root` that has no name, so that nothing is left behind however this process ends.
class Spool
{
public:
    /// Throws formats::FormatError when it cannot be read, does not begin as a pack does, or there is no room.
    Spool(const std::string& file, const std::string& root);

    const std::string& path() const { return path_; }

private:
    std::string path_;
    formats::UniqueFd copy_;
};

}  // namespace ligature::update
