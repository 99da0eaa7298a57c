#include "grammar/terminal.h"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace ligature
{

bool isColourWanted(const Terminal& terminal)
{
    const std::string_view term = terminal.term != nullptr ? terminal.term : "";
    const std::string_view noColor = terminal.noColor != nullptr ? terminal.noColor : "";
    return terminal.isTerminal && !term.empty() && term != "dumb" && noColor.empty();
}

RenderStyle styleOfStandardError(std::string relativeTo)
{
    RenderStyle style;
    style.colour = isColourWanted({::isatty(STDERR_FILENO) == 1, std::getenv("TERM"), std::getenv("NO_COLOR")});
    style.relativeTo = std::move(relativeTo);
    return style;
}

}  // namespace ligature
