// Runs programs as a user would, without a shell.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ligature::test
{

struct RunOptions
{
    std::string directory = {};                                       ///< working directory; empty: this process's
    std::vector<std::pair<std::string, std::string>> variables = {};  ///< added to the environment
    std::optional<uid_t> user = {};  ///< run with this user and group id and no other groups (needs root)
    int timeoutSeconds = 120;        ///< killed after that; status is then 128 + SIGKILL
};

struct Outcome
{
    int status = 0;  ///< exit status; 128 + signal when killed
    std::string out;
    std::string err;
};

/// Runs `arguments[0]` (searched in PATH) to its end and gives what it printed. Throws std::runtime_error only when it
/// cannot be started.
Outcome run(const std::vector<std::string>& arguments, const RunOptions& options = {});

/// The same for a program that has to succeed: throws std::runtime_error with its output when it does not exit with 0.
Outcome runOrThrow(const std::vector<std::string>& arguments, const RunOptions& options = {});

}  // namespace ligature::test
