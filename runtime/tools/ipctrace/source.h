// Who can be followed on a target.
#pragma once

#include <string>
#include <vector>

#include "runtime/formats/target_layout.h"

namespace ligature::ipctrace
{

/// What programs that belong to no app are called together.
inline constexpr const char* kUsers = "<user>";

struct Source
{
    std::string name;    ///< of an app, or kUsers
    std::string folder;  ///< absolute; holds a directory socket and a trace folder
};

/// All of them, by name, apps that do not run too. Throws std::runtime_error if the framework of this target does not
/// run or its folders may not be looked at.
std::vector<Source> sourcesOf(const formats::TargetLayout& layout);

}  // namespace ligature::ipctrace
