// Shows the log: what is there, and what comes.
#pragma once

#include <string>
#include <string_view>

#include "runtime/formats/target_layout.h"

namespace ligature::tools
{

/// Whether a line of the log is of that app; any line if `app` is empty.
bool isLineOf(std::string_view line, const std::string& app);

/// Whether a first word of `log` is a command on levels and traces and so never the name of an app. These are not
/// supported yet.
bool isLogCommand(const std::string& word);

/// Prints the lines of an app, or all, to standard output, oldest first, those of files put aside included. With
/// `follow` goes on with new ones until interrupted or standard output is closed. Returns the exit status; that of a
/// wrong command line, after a text on standard error, if `app` is a command.
int showLog(const formats::TargetLayout& layout, const std::string& app, bool follow);

}  // namespace ligature::tools
