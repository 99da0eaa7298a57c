// What one run of a build tool was told, as the planner sees it.
#pragma once

#include <string>
#include <vector>

#include "mkapp/plan.h"
#include "templates/templates.h"

namespace ligature::mkapp
{

struct BuildSettings
{
    std::string target;           ///< "localhost"
    std::string workDirectory;    ///< absolute
    std::string outputDirectory;  ///< absolute: packs
    std::string
        libraryDirectory;  ///< absolute: component libraries of mkexe and mkcomp; empty: below the work directory
    std::string currentDirectory;     ///< absolute
    std::string definitionDirectory;  ///< absolute
    std::vector<std::string> interfaceDirectories;
    InstallTree install;
    Toolchain tools;
    bool positionIndependent = true;  ///< executables
    std::string versionSuffix;        ///< mkapp -a
};

}  // namespace ligature::mkapp
