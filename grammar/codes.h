// The mistakes that reading definition files can find: E0001-E0099. A number is never used twice.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"

namespace ligature::codes
{

// Files and text
extern const Code kUnreadableFile;
extern const Code kNotText;
extern const Code kInvalidUtf8;
extern const Code kFileTooLarge;
extern const Code kTooManyErrors;

// Words
extern const Code kIllegalCharacter;
extern const Code kOpenQuote;
extern const Code kOpenComment;
extern const Code kBadVariable;

// Brackets
extern const Code kMissingCloser;
extern const Code kStrayCloser;
extern const Code kNestedTooDeep;

// Directives and variables
extern const Code kUnknownDirective;
extern const Code kBadCondition;
extern const Code kOpenCondition;
extern const Code kStrayDirective;
extern const Code kAfterElse;
extern const Code kIncludeNotFound;
extern const Code kIncludeCycle;
extern const Code kFrozenVariable;
extern const Code kReservedVariable;

// Sections and their entries
extern const Code kUnknownSection;
extern const Code kRemovedSection;
extern const Code kUnexpected;
extern const Code kNotANumber;
extern const Code kNumberOutOfRange;
extern const Code kNotAChoice;
extern const Code kNotAName;
extern const Code kNotQuoted;
extern const Code kMissingDestination;
extern const Code kBadOption;
extern const Code kExclusiveOptions;
extern const Code kBadPermissions;
extern const Code kBadReference;
extern const Code kDeprecated;
extern const Code kSuspicious;
extern const Code kMissingValue;

}  // namespace ligature::codes

namespace ligature
{

/// Every code of this room, in order of their numbers.
const std::vector<const Code*>& grammarCodes();

}  // namespace ligature
