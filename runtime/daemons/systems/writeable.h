// The writeable areas of apps.
#pragma once

#include <functional>
#include <string>

namespace ligature::systems
{

using NoteHook = std::function<void(const std::string&)>;

/// Makes directory `destination`: the files of `packed` (an app's `writeable/` folder), and over them what the app has
/// left in `written` (its area in the system before; empty if there is none). What the app wrote wins over what was
/// packed unless one is a directory and the other is not. Regular files, directories and symbolic links are copied,
/// with owner (when root) and permission bits; links are never followed; sockets, devices, other mounts and what lies
/// deeper than 100 directories are left out and named to `note`: an app cannot hinder an update by what it writes. All
/// is synced to disk. Throws FormatError when the destination cannot be written.
void makeWriteableArea(const std::string& packed, const std::string& written, const std::string& destination,
                       const NoteHook& note);

}  // namespace ligature::systems
