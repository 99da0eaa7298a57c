// A large interface to load the tools with: deterministic, every kind of type and parameter.
#pragma once

#include <string>

namespace ligature::bench
{

/// The text of an `.api` file with so many functions and types (enumerations, structures, references and handlers in
/// equal parts, events apart; at least four types).
std::string largeInterface(int functions, int types);

}  // namespace ligature::bench
