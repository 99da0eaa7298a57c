// The outside world as the stages see it. Every look at the disk or the environment goes through a World, so that a
// recording can tell what a result depends on, and a test can give an in-memory tree.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ligature
{

/// One name in a directory.
struct DirectoryEntry
{
    std::string name;
    bool isDirectory = false;  ///< after following symbolic links
    bool isRegular = false;    ///< after following symbolic links
    bool isSymlink = false;
};

/// Paths are byte strings; relative ones are relative to workingDirectory(). No function throws or reports: what
/// cannot be had is absent, and the caller, who knows why it was wanted, makes the diagnostic.
class World
{
public:
    virtual ~World() = default;

    /// The whole text of a regular file (symbolic links followed), or nothing.
    virtual std::optional<std::string> readFile(const std::string& path) = 0;
    virtual bool fileExists(const std::string& path) = 0;       ///< a regular file, symbolic links followed
    virtual bool directoryExists(const std::string& path) = 0;  ///< a directory, symbolic links followed

    /// The entries of a directory sorted by name, without `.` and `..`; nothing if it is not a directory.
    virtual std::optional<std::vector<DirectoryEntry>> listDirectory(const std::string& path) = 0;

    /// An environment variable, or nothing if it is not set.
    virtual std::optional<std::string> variable(const std::string& name) = 0;

    /// Absolute, without symbolic links, `.` and `..`; for a path that does not exist the lexical form.
    virtual std::string canonicalPath(const std::string& path) = 0;

    /// Absolute path of the current directory.
    virtual std::string workingDirectory() = 0;
};

/// The real one.
class DiskWorld : public World
{
public:
    std::optional<std::string> readFile(const std::string& path) override;
    bool fileExists(const std::string& path) override;
    bool directoryExists(const std::string& path) override;
    std::optional<std::vector<DirectoryEntry>> listDirectory(const std::string& path) override;
    std::optional<std::string> variable(const std::string& name) override;
    std::string canonicalPath(const std::string& path) override;
    std::string workingDirectory() override;
};

/// One look at the world.
struct Probe
{
    enum class Kind
    {
        file,             ///< content was read
        fileExists,       ///< existence of a regular file was asked
        directoryExists,  ///< existence of a directory was asked
        listing,          ///< names of a directory were asked
        variable,         ///< an environment variable was asked
        canonicalPath,    ///< where a path with symbolic links leads was asked
    };
    Kind kind;
    std::string subject;  ///< absolute path, or name of the variable

    auto operator<=>(const Probe&) const = default;
};

/// Passes everything on to another World and remembers each distinct look, once.
class RecordingWorld : public World
{
public:
    explicit RecordingWorld(World& inner) : inner_(inner) {}

    std::optional<std::string> readFile(const std::string& path) override;
    bool fileExists(const std::string& path) override;
    bool directoryExists(const std::string& path) override;
    std::optional<std::vector<DirectoryEntry>> listDirectory(const std::string& path) override;
    std::optional<std::string> variable(const std::string& name) override;
    std::string canonicalPath(const std::string& path) override;
    std::string workingDirectory() override;

    /// Every probe with a fingerprint of its answer (a content hash, a hash of the names, the value, the path,
    /// "0"/"1"), sorted. Reading a file stands also for its existence.
    const std::map<Probe, std::string>& probes() const { return probes_; }

private:
    World& inner_;
    std::map<Probe, std::string> probes_;
};

/// An in-memory tree for tests. Directories exist because files are in them, or by addDirectory().
class MemoryWorld : public World
{
public:
    explicit MemoryWorld(std::string workingDirectory = "/project") : workingDirectory_(std::move(workingDirectory)) {}

    void addFile(const std::string& path, std::string text);
    void addDirectory(const std::string& path);
    void removeFile(const std::string& path);
    void setVariable(const std::string& name, std::string value);

    /// Every path given to readFile(), in order, for tests of access patterns.
    const std::vector<std::string>& reads() const { return reads_; }

    std::optional<std::string> readFile(const std::string& path) override;
    bool fileExists(const std::string& path) override;
    bool directoryExists(const std::string& path) override;
    std::optional<std::vector<DirectoryEntry>> listDirectory(const std::string& path) override;
    std::optional<std::string> variable(const std::string& name) override;
    std::string canonicalPath(const std::string& path) override;
    std::string workingDirectory() override { return workingDirectory_; }

private:
    std::string absolute(const std::string& path) const;

    std::string workingDirectory_;
    std::map<std::string, std::string> files_;
    std::map<std::string, bool> directories_;
    std::map<std::string, std::string> variables_;
    std::vector<std::string> reads_;
};

/// Why readFile() gave nothing, for a message: "no such file".
std::string whyUnreadable(World& world, const std::string& path);

/// Joins with exactly one `/`; an absolute `path` replaces `base`.
std::string joinPath(const std::string& base, const std::string& path);
/// Removes `.` and `..` and double `/` by text alone.
std::string normalizePath(const std::string& path);
/// Everything before the last `/` ("." if there is none, "/" for the root).
std::string directoryOf(const std::string& path);
/// Everything after the last `/`.
std::string fileNameOf(const std::string& path);

}  // namespace ligature
