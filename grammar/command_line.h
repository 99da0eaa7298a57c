// What all host programs say of a command line that they cannot follow.
#pragma once

#include <string>

#include <CLI/App.hpp>

namespace ligature
{

/// Why a command line was refused, as a user should read it: with the option that was probably meant, or those that it
/// may be short for. Several lines; the last has no end.
std::string refusalOf(const CLI::App& app, const CLI::ParseError& error);

/// Throws std::system_error when what was printed on the standard output has not all arrived: on a full disk, say, it
/// must not get lost unnoticed.
void flushOutput();

}  // namespace ligature
