// The mistakes that stages "model" and "check" find in components, executables and apps: E0300 to E0399.
#pragma once

#include <vector>

#include "grammar/diagnostic.h"

namespace ligature::mkapp::codes
{

// Any file.
extern const Code kNotSupported;
extern const Code kOutOfRange;
extern const Code kUnknownCapability;
extern const Code kBadPermissions;
extern const Code kSetTwice;
extern const Code kBadName;
extern const Code kNoSuchFile;
extern const Code kWrongKindOfFile;
extern const Code kBadDirectory;
extern const Code kBadDestination;
extern const Code kBadRequiredPath;
extern const Code kConfigTreeTwice;

// Components.
extern const Code kNoSuchComponent;
extern const Code kComponentCycle;
extern const Code kComponentChain;
extern const Code kNoSuchApi;
extern const Code kNoSuchSource;
extern const Code kUnknownSourceKind;
extern const Code kSourceTwice;
extern const Code kInterfaceNameTwice;
extern const Code kMixedContent;
extern const Code kBadLibrary;
extern const Code kPoolTwice;
extern const Code kPoolWithoutApi;
extern const Code kNothingAsync;
extern const Code kApiNameTwice;

// Executables and apps.
extern const Code kExecutableTwice;
extern const Code kNoSourceCode;
extern const Code kProcessTwice;
extern const Code kUnknownProgram;
extern const Code kIgnoredLimit;

// Interfaces and bindings.
extern const Code kUnknownExecutable;
extern const Code kUnknownComponent;
extern const Code kUnknownInterface;
extern const Code kBoundTwice;
extern const Code kExternNameTwice;
extern const Code kExternTwice;
extern const Code kUndeclaredWildcard;
extern const Code kDirectServers;
extern const Code kDirectAsync;

// The app as a whole.
extern const Code kUnbound;
extern const Code kDifferentApis;
extern const Code kNoCommonVersion;
extern const Code kVersionOfTwoMeanings;
extern const Code kComponentNameTwice;
extern const Code kDestinationTwice;

}  // namespace ligature::mkapp::codes

namespace ligature::mkapp
{

/// Every code of this room's stages "model" and "check", by number.
const std::vector<const Code*>& mkappCodes();

}  // namespace ligature::mkapp
