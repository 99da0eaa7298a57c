// Paths in folders that somebody else may write to: each node is opened from the one before, and no symbolic link is
// followed, so nothing outside the folder is ever reached.
#pragma once

#include <string>

#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

enum class Node
{
    Folder,
    File
};

/// Opens (O_PATH) what stands at a path in normal form below an open folder; the folder itself if the path is empty. A
/// link at the end is opened as such. Empty, with errno, if that is not possible.
formats::UniqueFd openBeneath(const formats::UniqueFd& folder, const std::string& path);

/// The same, made if missing, with the folders before it (0755; a file is empty and 0444). Throws SandboxError if
/// something of another kind is in the way; a folder in the place of a file is, a fifo is not.
formats::UniqueFd makeBeneath(const formats::UniqueFd& folder, const std::string& path, Node kind);

}  // namespace ligature::supervisor
