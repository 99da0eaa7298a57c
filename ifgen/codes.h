// The mistakes that modelling an interface can find: E0130 to E0199. (E0100 to E0129: grammar/api/codes.h.)
// E0158 is retired.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"

namespace ligature::ifgen
{

extern const Code kUnknownType;
extern const Code kUnknownDefinition;
extern const Code kNotANumber;
extern const Code kDivisionByZero;
extern const Code kOverflow;
extern const Code kStringNeedsBound;
extern const Code kBadBound;
extern const Code kHandlerMisplaced;
extern const Code kSecondHandler;
extern const Code kEventHandler;
extern const Code kRedefinition;
extern const Code kDuplicateValue;
extern const Code kNotPowerOfTwo;
extern const Code kTooWide;
extern const Code kEmpty;
extern const Code kParameterClash;
extern const Code kConstantClash;
extern const Code kMessageIds;
extern const Code kSettings;
extern const Code kMessageSize;
extern const Code kFileNotFound;
extern const Code kImportCycle;
extern const Code kOldHandler;
extern const Code kNotSupported;
extern const Code kFileDescriptor;
extern const Code kBadFileName;
extern const Code kDirection;
extern const Code kBrokenImport;
extern const Code kTooManyOutputs;
extern const Code kAsyncClash;
extern const Code kOneWay;
extern const Code kServiceFunction;
extern const Code kOptional;
extern const Code kSameFileName;
extern const Code kJsonSize;

/// Every code of the room, those of grammar/api included, by number: what `ifgen --explain` knows.
const std::vector<const Code*>& codes();

}  // namespace ligature::ifgen
