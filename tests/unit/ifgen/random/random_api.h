// Interfaces that nobody would write.
#pragma once

#include <random>
#include <string>

namespace ligature::ifgen
{

/// The text of an `.api` file with every kind of declaration but files; the same for the same state of `random`.
std::string randomApi(std::mt19937& random);

}  // namespace ligature::ifgen
