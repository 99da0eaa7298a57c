// Puts one file through the stages.
#pragma once

#include <string>
#include <vector>

#include "mksys/survey/collect.h"
#include "mksys/survey/result.h"

namespace ligature::survey
{

struct Settings
{
    std::string folder;            ///< absolute: cut off the front of places
    std::string currentDirectory;  ///< absolute
    std::vector<std::string> interfaceSearch;
    std::vector<std::string> sourceSearch;
    std::string target = "localhost";
    bool build = false;
    std::string programs;       ///< directory of mkapp, mkcomp, mksys
    std::string workDirectory;  ///< for builds; empty without them
};

/// Reads, models and checks the file as the tool for its kind would do, and builds it if asked to and all is clean.
/// Every file is examined as if it were alone: nothing is carried over from another one.
FileResult examine(const FoundFile& file, const Settings& settings);

}  // namespace ligature::survey
