// Programs that another user can run, wherever the build stands.
#pragma once

#include <string>

namespace ligature::test
{

/// A directory with bin/, lib/, libexec/ and test/ as in `build` that every user can reach: `build` itself if all
/// folders above it may be passed through, else a copy of what runs on a target, made once per process and removed at
/// its end.
const std::string& reachableBuild(const std::string& build);

}  // namespace ligature::test
