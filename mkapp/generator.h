// One run of a build tool's generator: from the command line through all five stages to ninja.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ifgen/library.h"
#include "mkapp/modeller.h"
#include "mkapp/options.h"
#include "mkapp/settings.h"

namespace ligature::mkapp
{

/// Everything the stages of one run share.
class Generation
{
public:
    /// Sets up variables, search lists and toolchain. Throws ToolchainError.
    Generation(const Options& options, std::string currentDirectory);

    const Options& options() const { return options_; }
    ModelContext& model() { return model_; }
    Diagnostics& diagnostics() { return diagnostics_; }
    const SourceMap& sources() const { return sources_; }
    RecordingWorld& world() { return world_; }
    const InstallTree& install() const { return install_; }

    /// Absolute path of a path of the command line.
    std::string absolute(const std::string& path) const;

    /// What the planner needs; call it when the model is complete. `sdef`: flags that the system adds.
    BuildSettings settings(const Toolchain& sdef = {}) const;

private:
    void setVariables();
    void readConfiguration();
    void setSearchLists();

    Options options_;
    std::string currentDirectory_;
    InstallTree install_;
    DiskWorld disk_;
    RecordingWorld world_;
    SourceMap sources_;
    Diagnostics diagnostics_;
    Variables variables_;
    Toolchain tools_;
    SearchPath search_;
    ifgen::Library apis_;
    ComponentSet components_;
    ModelContext model_;
};

/// What the tool was asked to build. The model stays alive in the object that `build` returned it from.
using PlanMaker = std::function<Plan(Generation&)>;

/// Main program of a generator: parses, locks the work directory, lets `makePlan` read, model, check and plan, prints
/// diagnostics, emits unless there were errors, records, runs ninja. `makePlan` is only called for a build and its plan
/// is only used if no error was reported. `codes`: those that --explain knows besides the common ones. Gives the exit
/// status; no exception leaves it.
int runGenerator(Tool tool, int argc, char** argv, const std::vector<const Code*>& codes, const PlanMaker& makePlan);

}  // namespace ligature::mkapp
