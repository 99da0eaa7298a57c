// Finds the definition files of a folder.
#pragma once

#include <string>
#include <vector>

#include "grammar/world.h"
#include "mksys/survey/result.h"

namespace ligature::survey
{

struct FoundFile
{
    Kind kind = Kind::api;
    std::string path;      ///< absolute
    std::string relative;  ///< below the folder
};

/// All `.api`, `Component.cdef`, `.adef`, `.sdef` and `.mdef` files below `folder`, sorted by kind and path. Folders
/// that begin with a dot or `_build` are left out, and symbolic links to folders are not followed.
std::vector<FoundFile> collect(World& world, const std::string& folder);

}  // namespace ligature::survey
