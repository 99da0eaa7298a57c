// The one exception of all that makes sandboxes.
#pragma once

#include <stdexcept>
#include <string>

namespace ligature::supervisor
{

/// A sandbox that cannot be made. `what()` says what was tried and why it failed.
class SandboxError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

}  // namespace ligature::supervisor
