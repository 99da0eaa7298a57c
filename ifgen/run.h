// What ifgen does once its options are known.
#pragma once

#include "ifgen/options.h"

namespace ligature::ifgen
{

/// Reads the files and what they use, each once, checks them, and writes what the options ask for. Result is the exit
/// status: 0, or 1 when the input is wrong or cannot be read, or the output cannot be written. Nothing is written when
/// there is an error.
int run(const Options& options);

}  // namespace ligature::ifgen
