// What the tools of a target share: the option --root, talking to the Supervisor, installed apps.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "runtime/formats/manifest.h"
#include "runtime/formats/target_layout.h"

namespace ligature::tools
{

/// Version of these tools, for --version.
const char* toolVersion();

/// Adds --root and --version.
void addCommonOptions(CLI::App& app, std::string& root);

/// The help text of a tool as a whole; CLI::App::help() gives that of a command once one was parsed.
std::string helpText(const CLI::App& app);

/// What a tool does last: `status`, or at least 1, with a text on standard error, if what it has printed has not all
/// arrived. A reader that has seen enough is told nothing.
int endPrinting(const std::string& tool, int status);

/// What a tool does about a command line that could not be parsed: prints help or version if these were asked for, else
/// one line on standard error. Returns the exit status: 0, 2, or 1 if the text could not be printed.
int endParse(const CLI::App& app, const CLI::ParseError& error);

/// Parses a command line and runs `body`. Exit status: that of `body`; 2 for a wrong command line; 1 with a text on
/// standard error if there is no root directory or `body` throws.
int runTool(CLI::App& app, int argc, char** argv, const std::string& root,
            const std::function<int(const formats::TargetLayout&)>& body);

/// Asks the Supervisor; nothing if it does not run. Waits as long as it takes. Throws formats::ControlError.
std::optional<nlohmann::json> askSupervisor(const formats::TargetLayout& layout, const nlohmann::json& request);

bool supervisorRuns(const formats::TargetLayout& layout);

/// The apps of the current system by name, with the system's overrides left aside; empty if none is installed. Throws
/// formats::FormatError.
struct InstalledApp
{
    std::string hash;
    formats::AppManifest manifest;
};
std::vector<InstalledApp> installedApps(const formats::TargetLayout& layout);

}  // namespace ligature::tools
