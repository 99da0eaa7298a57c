#include <sodium.h>

#include <string_view>

#include "grammar/world.h"

namespace ligature
{
namespace
{

std::string fingerprint(std::string_view text)
{
    unsigned char hash[16];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
    char hex[2 * sizeof hash + 1];
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    return hex;
}

/// Told apart from every fingerprint of something that is there.
constexpr const char* kAbsent = "absent";

}  // namespace

std::optional<std::string> RecordingWorld::readFile(const std::string& path)
{
    std::optional<std::string> text = inner_.readFile(path);
    std::string subject = joinPath(inner_.workingDirectory(), path);
    probes_.erase({Probe::Kind::fileExists, subject});
    const auto [probe, isNew] = probes_.try_emplace({Probe::Kind::file, std::move(subject)});
    if (isNew)
    {
        probe->second = text ? fingerprint(*text) : kAbsent;
    }
    return text;
}

bool RecordingWorld::fileExists(const std::string& path)
{
    const bool exists = inner_.fileExists(path);
    std::string subject = joinPath(inner_.workingDirectory(), path);
    if (!probes_.contains({Probe::Kind::file, subject}))
    {
        probes_.try_emplace({Probe::Kind::fileExists, std::move(subject)}, exists ? "1" : "0");
    }
    return exists;
}

bool RecordingWorld::directoryExists(const std::string& path)
{
    const bool exists = inner_.directoryExists(path);
    probes_.try_emplace({Probe::Kind::directoryExists, joinPath(inner_.workingDirectory(), path)}, exists ? "1" : "0");
    return exists;
}

std::optional<std::vector<DirectoryEntry>> RecordingWorld::listDirectory(const std::string& path)
{
    std::optional<std::vector<DirectoryEntry>> entries = inner_.listDirectory(path);
    const auto [probe, isNew] =
        probes_.try_emplace({Probe::Kind::listing, joinPath(inner_.workingDirectory(), path)}, kAbsent);
    if (isNew && entries)
    {
        std::string names;
        for (const DirectoryEntry& entry : *entries)
        {
            names += entry.name;
            names += '\0';
            names += entry.isDirectory ? 'd' : entry.isRegular ? 'f' : '-';
            names += entry.isSymlink ? 'l' : '-';
        }
        probe->second = fingerprint(names);
    }
    return entries;
}

std::optional<std::string> RecordingWorld::variable(const std::string& name)
{
    std::optional<std::string> value = inner_.variable(name);
    // The mark in front keeps an empty value apart from a variable that is not set.
    probes_.try_emplace({Probe::Kind::variable, name}, value ? "=" + *value : kAbsent);
    return value;
}

std::string RecordingWorld::canonicalPath(const std::string& path)
{
    std::string canonical = inner_.canonicalPath(path);
    // A path without symbolic links is not worth a second look: a link in place of one of its directories shows in what
    // is read through it.
    std::string subject = joinPath(inner_.workingDirectory(), path);
    if (canonical != normalizePath(subject))
    {
        probes_.try_emplace({Probe::Kind::canonicalPath, std::move(subject)}, canonical);
    }
    return canonical;
}

std::string RecordingWorld::workingDirectory()
{
    return inner_.workingDirectory();
}

}  // namespace ligature
