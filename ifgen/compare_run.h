// `ifgen --compare OLD NEW`.
#pragma once

#include "ifgen/options.h"

namespace ligature::ifgen
{

/// Compares two files, or the `.api` files of two folders by their places in them, and lists every change on standard
/// output. Returns the exit status: 0 when nothing breaks, 1 when something does or a file has errors.
int runCompare(const Options& options);

}  // namespace ligature::ifgen
