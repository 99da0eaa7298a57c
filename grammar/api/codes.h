// The mistakes that reading an `.api` file can find: E0100 to E0129.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"

namespace ligature::api
{

extern const Code kSyntax;
extern const Code kStrayCharacter;
extern const Code kOpenComment;
extern const Code kOpenString;
extern const Code kBadNumber;
extern const Code kBadEncoding;
extern const Code kTooDeep;
extern const Code kTooManyErrors;
extern const Code kDeprecatedMinimum;
extern const Code kScopedDeclaration;

/// Every code of this room, by number.
const std::vector<const Code*>& codes();

}  // namespace ligature::api
