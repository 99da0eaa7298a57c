// A fresh directory that goes away with the object.
#pragma once

#include <string>

namespace ligature::test
{

class ScratchDirectory
{
public:
    /// Below $TMPDIR or /tmp, mode 0755 so that programs of other users can be run in it.
    ScratchDirectory();
    ~ScratchDirectory();
    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    const std::string& path() const { return path_; }

    /// Writes a file below it, making folders; gives its path.
    std::string write(const std::string& name, const std::string& text) const;

private:
    std::string path_;
};

/// The text of a file; throws std::runtime_error when it cannot be read.
std::string readText(const std::string& path);

}  // namespace ligature::test
