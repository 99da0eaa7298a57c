// The command lines of the build tools (spec/definition-files.md 7).
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace ligature::mkapp
{

enum class Tool
{
    mkapp,
    mkexe,
    mkcomp,
    mksys,
};

const char* toolName(Tool tool);

struct Options
{
    Tool tool = Tool::mkapp;
    std::vector<std::string> items;      ///< the .adef, the .sdef, the component, or what the executable is made of
    std::string outputDirectory = ".";   ///< packs
    std::string output;                  ///< mkexe, mkcomp: path of the executable or library
    std::string libraryDirectory = ".";  ///< mkexe, mkcomp
    std::string workDirectory;           ///< as given; empty: the default, see workDirectoryOf()
    std::string target = "localhost";
    std::vector<std::string> interfaceSearch, sourceSearch;
    std::vector<std::string> cflags, cxxflags, ldflags;  ///< words
    std::vector<std::string> versionSuffixes;            ///< mkapp
    int jobs = 0;
    bool verbose = false;
    bool generateOnly = false;       ///< -g: sources, no build
    bool dontRunNinja = false;       ///< -n
    bool standAlone = false;         ///< mkcomp -a
    bool positionDependent = false;  ///< -p
    bool jsonDiagnostics = false;
    std::string explain;  ///< --explain CODE; nothing else is done then
};

/// What to run, or the exit status when all was said (help, version, a wrong command line: reported to stderr).
std::variant<Options, int> parseCommandLine(Tool tool, int argc, const char* const* argv);

/// The absolute work directory: `-w`, else `_build_<name>/<target>` (mkapp, mksys), `_build` (mkexe, mkcomp) in
/// `currentDirectory`.
std::string workDirectoryOf(const Options& options, const std::string& currentDirectory);

}  // namespace ligature::mkapp
