// How many descriptors a daemon may have.
#pragma once

namespace ligature
{

/// As many as this process may allow itself, whatever the shell it was started from had. Its children inherit it.
void raiseDescriptorLimit();

}  // namespace ligature
