// Shows the log: what is there, and what comes.
#pragma once

#include <string>
#include <string_view>

#include "runtime/formats/target_layout.h"

namespace ligature::tools
{

/// Whether a line of the log is of that app; any line if `app` is empty.
bool isLineOf(std::string_view line, const std::string& app);

/// Prints the lines of an app, or all, to standard output, oldest first, those of files put aside included. With
/// `follow` goes on with new ones until interrupted or standard output is closed. Returns the exit status.
int showLog(const formats::TargetLayout& layout, const std::string& app, bool follow);

}  // namespace ligature::tools
