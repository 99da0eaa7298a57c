// Which compilers a target is built with, and what they are always told (spec/definition-files.md 3.5, 3.6).
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "grammar/variables.h"
#include "grammar/world.h"
#include "mkapp/plan.h"
#include "templates/templates.h"

namespace ligature::mkapp
{

/// The target is not known, or its definition or a variable that names a tool cannot be used; `what()` says why.
class ToolchainError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The toolchain of `<targets>/<target>/target.json`, with what the environment says over it: the first non-empty of
/// `<TARGET>_CC`, `<target>_CC`, `CC` and so on for each tool. Sets the variables that definition files may use (CC,
/// CXX, LD ..., LEGATO_SYSROOT). Throws ToolchainError.
Toolchain selectToolchain(World& world, const InstallTree& install, const std::string& target, Variables& variables);

}  // namespace ligature::mkapp
