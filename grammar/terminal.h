// The terminal that a tool talks to.
#pragma once

#include "grammar/diagnostic.h"

namespace ligature
{

/// What decides whether a stream gets colour.
struct Terminal
{
    bool isTerminal = false;        ///< not a file or a pipe
    const char* term = nullptr;     ///< of the environment: TERM; null: not set
    const char* noColor = nullptr;  ///< NO_COLOR, see no-color.org; null: not set
};

/// Colour is for terminals that can show it and people who want it: TERM is set and not "dumb", and NO_COLOR is not set
/// or empty. Pure.
bool isColourWanted(const Terminal& terminal);

/// How diagnostics are written on this process's standard error. `relativeTo`: see RenderStyle.
RenderStyle styleOfStandardError(std::string relativeTo);

}  // namespace ligature
