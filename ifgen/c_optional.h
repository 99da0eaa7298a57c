// The statements of generated C that pack and unpack parameters that may be left out. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "ifgen/c_code.h"

namespace ligature::ifgen
{

/// An expression that is true when the caller gives the parameter.
std::string isGiven(const Variable& variable);

/// As packInput(), unpackInput(), inputArguments() and releaseInput(), of an optional parameter.
Lines packOptional(const Variable& variable, const std::string& out);
Lines unpackOptional(const Variable& variable, const std::string& in, const std::string& service);
std::vector<std::string> optionalArguments(const Variable& variable, const std::string& service);
Lines releaseOptional(const Variable& variable, const std::string& service);

/// An expression that takes the descriptor of an optional file, once it is unpacked; `expression` takes one that came.
std::string takeOptional(const Variable& variable, const std::string& expression);

}  // namespace ligature::ifgen
