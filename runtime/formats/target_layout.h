// Where things lie below the root of a target (design.md "The target").
#pragma once

#include <string>

namespace ligature::formats
{

/// Paths of one target. `root` is absolute: `--root`, else $LIGATURE_TARGET_ROOT, else `/legato` for root and
/// `~/.local/share/ligature` for others.
struct TargetLayout
{
    std::string root;

    std::string systems() const { return root + "/systems"; }
    std::string system(unsigned index) const { return systems() + "/" + std::to_string(index); }
    std::string currentSystem() const { return systems() + "/current"; }  ///< symbolic link to a number
    std::string apps() const { return root + "/apps"; }
    std::string app(const std::string& hash) const { return apps() + "/" + hash; }
    std::string unpackArea() const { return root + "/unpack"; }

    /// Sockets, process ids: contents vanish with the framework. Short: socket paths have 107 bytes.
    std::string runDirectory() const { return root + "/run"; }
    std::string supervisorSocket() const { return runDirectory() + "/supervisor"; }
    std::string supervisorLock() const { return runDirectory() + "/supervisor.lock"; }
    std::string directoryControlSocket() const { return runDirectory() + "/directory"; }
    std::string logSocket() const { return runDirectory() + "/log"; }
    std::string appSocketDirectories() const { return runDirectory() + "/app"; }
    /// Holds the directory socket of one app, which is all the app sees of the Service Directory, and its trace folder.
    std::string appSocketDirectory(const std::string& app) const { return appSocketDirectories() + "/" + app; }
    /// The same for programs that belong to no app.
    std::string userSocketDirectory() const { return runDirectory() + "/user"; }

    std::string logDirectory() const { return root + "/log"; }
    std::string logFile() const { return logDirectory() + "/messages"; }
};

/// The root by the rules above; `option` is the value of `--root`, empty if not given. Made absolute. Empty if neither
/// root, variable nor HOME is there.
std::string targetRoot(const std::string& option);

}  // namespace ligature::formats
