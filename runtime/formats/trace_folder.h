// The folder through which processes learn that somebody listens (trace.h), as files of the target.
#pragma once

#include <string>

namespace ligature::formats
{

/// Makes `<folder>/trace` with a switch that says nobody listens. What is there already stays: processes have it
/// mapped. Whatever the umask, all may read the switch and none but the caller's user may write it. Throws FormatError.
void makeTraceFolder(const std::string& folder);

}  // namespace ligature::formats
