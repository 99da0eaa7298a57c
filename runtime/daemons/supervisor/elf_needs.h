// Which files of the target an app's programs need to be loaded: the dynamic loader and shared libraries, found by
// reading the ELF files themselves. Every offset and size in them is hostile.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ligature::supervisor
{

struct ElfFile
{
    uint8_t wordSize = 0;  ///< EI_CLASS: 1 is 32 bit, 2 is 64 bit
    uint16_t machine = 0;
    std::string interpreter;          ///< PT_INTERP, empty if none
    std::vector<std::string> needed;  ///< DT_NEEDED, in order
};

/// Reads an ELF file of this machine's byte order. Nothing if the file cannot be read, is no ELF file, or is malformed.
std::optional<ElfFile> readElf(const std::string& path);

struct ElfNeeds
{
    std::map<std::string, std::string> files;  ///< path in the sandbox ("/lib/libc.so.6") -> file of the target
    std::set<std::string> missing;             ///< libraries found nowhere
};

/// The loader and libraries that `files` need, directly or not, and that the sandbox does not have yet. Libraries whose
/// name is in `provided` are brought by the app or the framework. `searchPath` is where the target keeps its libraries;
/// only files for the same machine count. Libraries appear in /lib of the sandbox, the loader where programs expect it.
ElfNeeds findElfNeeds(const std::vector<std::string>& files, const std::set<std::string>& provided,
                      const std::vector<std::string>& searchPath);

/// Where the target's loader looks for libraries: ld.so.conf with its includes, then the usual folders.
std::vector<std::string> librarySearchPath(const std::string& configuration = "/etc/ld.so.conf");

}  // namespace ligature::supervisor
