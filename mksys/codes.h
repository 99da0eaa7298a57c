// The mistakes that stages "model" and "check" find in systems: E0600 to E0699. Those of apps and components are in
// mkapp/codes.h.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"

namespace ligature::mksys::codes
{

extern const Code kNoSuchApp;
extern const Code kAppTwice;
extern const Code kEmptyApp;
extern const Code kRelativeSearch;
extern const Code kLoweredPriority;
extern const Code kUnknownApp;
extern const Code kUnknownInterface;
extern const Code kUserBoundTwice;
extern const Code kCommandTwice;
extern const Code kCommandPath;
extern const Code kUnbound;
extern const Code kDifferentApis;
extern const Code kRunGroups;

}  // namespace ligature::mksys::codes

namespace ligature::mksys
{

/// Every code of this room's stages "model" and "check", by number.
const std::vector<const Code*>& mksysCodes();

}  // namespace ligature::mksys
