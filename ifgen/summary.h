// What an interface offers, for people (`ifgen --dump`).
#pragma once

#include <string>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// Several lines: definitions, types, functions with their message numbers, sizes.
std::string summary(const Interface& interface);

}  // namespace ligature::ifgen
