// Programs as a person at a terminal sees them.
#pragma once

#include <algorithm>
#include <string>

#include "tests/support/process.h"

namespace ligature::test
{

/// What a shell's command shows on a terminal. `environment`: settings and options of `env`, as "-u TERM NO_COLOR=1".
inline std::string shownOnTerminal(const std::string& environment, const std::string& command,
                                   const std::string& directory)
{
    std::string shown =
        run({"script", "-qec", "env " + environment + " " + command, "/dev/null"}, {.directory = directory}).out;
    std::erase(shown, '\r');
    return shown;
}

}  // namespace ligature::test
