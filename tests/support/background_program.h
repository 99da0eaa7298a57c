// A program that runs beside the test, as a server does.
#pragma once

#include <sys/types.h>

#include "tests/support/process.h"

namespace ligature::test
{

class BackgroundProgram
{
public:
    /// Starts `arguments[0]` (searched in PATH); `timeoutSeconds` and `user` of the options do not count. Its output
    /// goes where the test's goes. It ends with the test, however that ends. Throws when it cannot be started.
    explicit BackgroundProgram(const std::vector<std::string>& arguments, const RunOptions& options = {});
    /// Kills it.
    ~BackgroundProgram();
    BackgroundProgram(const BackgroundProgram&) = delete;
    BackgroundProgram& operator=(const BackgroundProgram&) = delete;

    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
};

}  // namespace ligature::test
