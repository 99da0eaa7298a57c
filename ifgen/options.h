// The command line of ifgen (spec/api-and-ifgen.md 5).
#pragma once

#include <CLI/App.hpp>
#include <string>
#include <vector>

namespace ligature::ifgen
{

struct Options
{
    std::vector<std::string> files;
    std::vector<std::string> compare;  ///< the old and the new, when given
    std::string language = "C";
    std::string logLevel = "WARNING";
    std::string namePrefix;
    std::string serviceName;
    std::string outputDirectory = ".";
    std::string dependencyFile;
    std::string diagnostics = "text";
    std::vector<std::string> importDirectories;
    bool listImports = false;
    bool hash = false;
    bool dump = false;
    bool check = false;

    bool all = false;
    bool interface = false;
    bool local = false;
    bool messages = false;
    bool client = false;
    bool serverInterface = false;
    bool server = false;
    bool commonInterface = false;
    bool commonClient = false;
    bool asyncClient = false;
    bool serverStub = false;

    bool genDump = false;
    bool memoryReport = false;
    bool rpcReference = false;

    bool asyncServer = false;
    bool noTrace = false;
    bool localService = false;
    bool allowDirect = false;
};

/// Adds every option to the parser.
void declareOptions(CLI::App& app, Options& options);

/// The arguments as CLI11 wants them (last first), with those of the variable IFGEN_OPTIONS at the end. A long option
/// may be cut short where that leaves only one of `app`.
std::vector<std::string> commandLine(const CLI::App& app, int argc, char** argv);

/// What is wrong with the options together, or asked for and not supported yet; empty when nothing is.
std::string mistakeIn(const Options& options);

}  // namespace ligature::ifgen
