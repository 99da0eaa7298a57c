// Files that ifgen writes.
#pragma once

#include <string>

namespace ligature::ifgen
{

/// Gives a file this text, by a temporary file beside it, so that nobody ever sees half of it. A file that has the text
/// already keeps its time. False when it cannot be written. From any thread, for different files.
bool writeFile(const std::string& path, const std::string& text);

}  // namespace ligature::ifgen
