// C code that plays both sides of an interface with random values and compares what arrives with what was sent.
#pragma once

#include <random>
#include <string>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// The server's functions, and a function `int exchange_<interface>(void)` that calls each as a client under the name
/// `client` and returns the number of differences. Stands after the generated headers of both sides.
std::string exchangeCode(const Interface& interface, const std::string& client, std::mt19937& random);

}  // namespace ligature::ifgen
