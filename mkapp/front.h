// The front of the build tools: a small program that finds out whether there is anything to generate. If not, ninja is
// all that runs: no parser, no template and no library behind them is even loaded. Otherwise it hands over to the
// generator, `libexec/ligature/<name>`.
#pragma once

#include "mkapp/options.h"

namespace ligature::mkapp
{

/// The main program of a tool's front. Gives the exit status, or becomes the generator.
int runFront(Tool tool, const char* generator, int argc, char** argv);

}  // namespace ligature::mkapp
