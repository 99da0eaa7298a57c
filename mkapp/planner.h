// Stage "plan" for components, executables and apps: collects a Plan piece by piece. What several pieces share (the
// code of an interface, a component's library) is planned once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "mkapp/model.h"
#include "mkapp/plan.h"
#include "mkapp/settings.h"

namespace ligature::mkapp
{

/// Gives each key a name of its own: the wanted one, or with `.2`, `.3` ... behind it when others were there first.
class NameTable
{
public:
    const std::string& name(const std::string& key, const std::string& wanted);

private:
    std::map<std::string, std::string> names_;
    std::set<std::string> taken_;
};

/// Adds the text at the end unless the list has it.
void addOnce(std::vector<std::string>& list, const std::string& text);

/// The path as seen from the current directory when it lies below it, else as it is.
std::string shortestPath(const std::string& path, const std::string& currentDirectory);

/// How the library of a component came out.
struct BuiltComponent
{
    std::string library;  ///< path; empty if the component has no code
};

struct BuiltExecutable
{
    std::string path;
};

/// Names of directories and object order follow the model's order alone, so they are the same in every checkout.
/// Throws std::invalid_argument only for a defect of ours.
class Planner
{
public:
    explicit Planner(const BuildSettings& settings);

    /// The component's library and those of all components it requires. `library`: its path, default
    /// `component/<name>/libComponent_<name>.so` in the work directory or in settings.libraryDirectory.
    const BuiltComponent& planComponent(const Component& component, bool standAlone = false,
                                        const std::string& library = "");

    /// The executable and the libraries of its components. `path`: where it goes. `inApp`: it finds its libraries in
    /// `../lib` alone; otherwise also where they and liblegato are on this machine.
    BuiltExecutable planExecutable(const Executable& executable, const std::string& directory, const std::string& path,
                                   bool inApp);

    /// The app and its pack.
    void planApp(const App& app, const std::string& packPath);

    /// A pack of something else (a system), with the files it is made of.
    void planPack(PackPlan pack, Rule rule, const std::string& packPath, std::vector<std::string> contents);

    Plan take();

    const BuildSettings& settings() const { return settings_; }

private:
    /// What the sources of a component need to know about the interfaces it uses.
    struct Interfaces
    {
        std::vector<std::string> headers;             ///< for interfaces.h, relative to the work directory
        std::vector<std::string> includeDirectories;  ///< each once
        std::vector<std::string> objects;
    };

    Interfaces planInterfaces(const Component& component);
    std::string apiDirectory(const ifgen::Interface& api);
    void addApiText(const ifgen::Interface& api, ifgen::CFile file, const ifgen::COptions& options,
                    const std::string& path);
    std::string addApiObject(const ifgen::Interface& api, ifgen::CFile file, const ifgen::COptions& options,
                             const std::string& directory, const Component& component,
                             const std::string& interfaceName);
    std::string addFlagSet(const std::string& name, std::vector<std::string> words);
    void addCompile(Rule rule, const std::string& source, const std::string& object, const std::string& flags,
                    std::vector<std::string> words = {});
    std::vector<std::string> planSources(const std::vector<SourceFile>& sources, const std::string& directory,
                                         const std::string& cFlags, const std::string& cxxFlags);
    std::vector<std::string> commonIncludes() const;

    BuildSettings settings_;
    Plan plan_;
    NameTable apiNames_;
    std::set<std::string> planned_;  ///< files and objects that are in the plan
    std::map<const Component*, BuiltComponent> components_;
};

/// The manifest of an app, hashes and sizes still empty, and the content of its files from `built` (path in the app ->
/// file) and the bundles.
PackPlan appPackPlan(const App& app, const BuildSettings& settings, const std::map<std::string, std::string>& built);

/// Permission bits of a bundled file (spec/definition-files.md 5.8).
uint32_t fileMode(const Permissions& permissions);

}  // namespace ligature::mkapp
