// A small project in a directory of its own, built with the real programs.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/scratch_directory.h"

namespace ligature::test
{

/// Two apps, `reader` and `source`, joined by the interface `num.api` in the systems `dev.sdef` and `dev2.sdef`.
class Project
{
public:
    Project();

    const std::string& path() const { return scratch_.path(); }
    std::string file(const std::string& name) const { return path() + "/" + name; }
    void write(const std::string& name, const std::string& text) const { scratch_.write(name, text); }
    /// Replaces text in a file that holds it; throws std::runtime_error when it does not.
    void replace(const std::string& name, const std::string& from, const std::string& to) const;
    void remove(const std::string& name) const;

    /// Runs a build tool in the project's directory.
    Outcome tool(std::vector<std::string> arguments) const;

    /// Runs `mksys dev.sdef`; throws with its output when it fails. Gives what the build steps made, as names relative
    /// to the work directory (or file names outside it).
    std::set<std::string> build() const;

    /// Outputs of all build steps that have ever run in a work directory, in order of their end.
    std::vector<std::string> stepsRun(const std::string& workDirectory) const;

private:
    ScratchDirectory scratch_;
};

/// Directory of the tools under test.
std::string toolDirectory();

}  // namespace ligature::test
