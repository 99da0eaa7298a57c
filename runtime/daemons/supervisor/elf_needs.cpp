#include "runtime/daemons/supervisor/elf_needs.h"

#include <elf.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <sstream>

#include "runtime/formats/unique_fd.h"

namespace ligature::supervisor
{

namespace
{

constexpr size_t kMaxSegments = 512;
constexpr size_t kMaxDynamicEntries = 4096;
constexpr size_t kMaxName = 4096;
constexpr unsigned kMaxIncludes = 8;

/// Reads exactly `size` bytes; false if the file has fewer.
bool readAt(int fd, void* data, size_t size, uint64_t offset)
{
    if (offset > static_cast<uint64_t>(INT64_MAX) - size)
    {
        return false;
    }
    auto* out = static_cast<char*>(data);
    while (size > 0)
    {
        const ssize_t got = ::pread(fd, out, size, static_cast<off_t>(offset));
        if (got <= 0)
        {
            return false;
        }
        out += got;
        offset += static_cast<uint64_t>(got);
        size -= static_cast<size_t>(got);
    }
    return true;
}

/// A zero-terminated text of at most `room` bytes; empty if there is no end within it.
std::string textAt(int fd, uint64_t offset, uint64_t room)
{
    std::string text(std::min<uint64_t>(room, kMaxName), '\0');
    size_t have = 0;
    while (have < text.size())
    {
        const ssize_t got = ::pread(fd, text.data() + have, text.size() - have, static_cast<off_t>(offset + have));
        if (got <= 0)
        {
            break;
        }
        have += static_cast<size_t>(got);
    }
    const auto end = text.substr(0, have).find('\0');
    return end == std::string::npos ? std::string() : text.substr(0, end);
}

struct Elf32
{
    using Header = Elf32_Ehdr;
    using Segment = Elf32_Phdr;
    using Dynamic = Elf32_Dyn;
};

struct Elf64
{
    using Header = Elf64_Ehdr;
    using Segment = Elf64_Phdr;
    using Dynamic = Elf64_Dyn;
};

template <typename Elf>
std::optional<ElfFile> readAs(int fd)
{
    typename Elf::Header header;
    if (!readAt(fd, &header, sizeof(header), 0) || header.e_phentsize != sizeof(typename Elf::Segment) ||
        header.e_phnum > kMaxSegments)
    {
        return std::nullopt;
    }
    std::vector<typename Elf::Segment> segments(header.e_phnum);
    if (!readAt(fd, segments.data(), segments.size() * sizeof(segments[0]), header.e_phoff))
    {
        return std::nullopt;
    }

    ElfFile file;
    file.wordSize = header.e_ident[EI_CLASS];
    file.machine = header.e_machine;
    std::vector<typename Elf::Dynamic> dynamic;
    for (const auto& segment : segments)
    {
        if (segment.p_type == PT_INTERP)
        {
            file.interpreter = textAt(fd, segment.p_offset, segment.p_filesz);
        }
        else if (segment.p_type == PT_DYNAMIC)
        {
            dynamic.resize(std::min<uint64_t>(segment.p_filesz / sizeof(dynamic[0]), kMaxDynamicEntries));
            if (!readAt(fd, dynamic.data(), dynamic.size() * sizeof(dynamic[0]), segment.p_offset))
            {
                return std::nullopt;
            }
        }
    }

    uint64_t tableAddress = 0;
    uint64_t tableSize = 0;
    std::vector<uint64_t> names;
    for (const auto& entry : dynamic)
    {
        if (entry.d_tag == DT_NULL)
        {
            break;
        }
        switch (entry.d_tag)
        {
            case DT_STRTAB:
                tableAddress = entry.d_un.d_ptr;
                break;
            case DT_STRSZ:
                tableSize = entry.d_un.d_val;
                break;
            case DT_NEEDED:
                names.push_back(entry.d_un.d_val);
                break;
            default:
                break;
        }
    }
    for (const auto& segment : segments)
    {
        const uint64_t start = segment.p_vaddr;
        if (segment.p_type != PT_LOAD || tableAddress < start || tableAddress - start >= segment.p_filesz)
        {
            continue;
        }
        const uint64_t room = std::min<uint64_t>(tableSize, segment.p_filesz - (tableAddress - start));
        for (const uint64_t name : names)
        {
            std::string text =
                name < room ? textAt(fd, segment.p_offset + (tableAddress - start) + name, room - name) : std::string();
            if (text.empty())
            {
                return std::nullopt;
            }
            file.needed.push_back(std::move(text));
        }
        return file;
    }
    return names.empty() ? std::optional(file) : std::nullopt;
}

void readConfiguration(const std::string& file, unsigned depth, std::vector<std::string>& path)
{
    std::ifstream in(file);
    for (std::string line; depth < kMaxIncludes && std::getline(in, line);)
    {
        line = line.substr(0, line.find('#'));
        std::istringstream words(line);
        std::string word;
        if (!(words >> word))
        {
            continue;
        }
        if (word != "include")
        {
            path.push_back(word);
            continue;
        }
        while (words >> word)
        {
            if (word.front() != '/')
            {
                word = file.substr(0, file.rfind('/') + 1) + word;
            }
            glob_t found{};
            if (::glob(word.c_str(), 0, nullptr, &found) == 0)
            {
                for (size_t i = 0; i < found.gl_pathc; ++i)
                {
                    readConfiguration(found.gl_pathv[i], depth + 1, path);
                }
            }
            ::globfree(&found);
        }
    }
}

}  // namespace

std::optional<ElfFile> readElf(const std::string& path)
{
    const formats::UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status
    {
    };
    unsigned char ident[EI_NIDENT];
    constexpr auto kByteOrder = std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;
    if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode) ||
        !readAt(fd.get(), ident, sizeof(ident), 0) || std::memcmp(ident, ELFMAG, SELFMAG) != 0 ||
        ident[EI_DATA] != kByteOrder)
    {
        return std::nullopt;
    }
    if (ident[EI_CLASS] == ELFCLASS64)
    {
        return readAs<Elf64>(fd.get());
    }
    return ident[EI_CLASS] == ELFCLASS32 ? readAs<Elf32>(fd.get()) : std::nullopt;
}

ElfNeeds findElfNeeds(const std::vector<std::string>& files, const std::set<std::string>& provided,
                      const std::vector<std::string>& searchPath)
{
    ElfNeeds needs;
    std::set<std::string> seen = provided;
    std::vector<ElfFile> open;
    for (const auto& path : files)
    {
        if (auto file = readElf(path))
        {
            open.push_back(std::move(*file));
        }
    }
    while (!open.empty())
    {
        const ElfFile file = std::move(open.back());
        open.pop_back();
        std::vector<std::string> names = file.needed;
        if (!file.interpreter.empty() && file.interpreter.front() == '/')
        {
            // The loader may also be needed as a library under its own name; it is then loaded already.
            needs.files[file.interpreter] = file.interpreter;
            seen.insert(file.interpreter.substr(file.interpreter.rfind('/') + 1));
            // glibc loads this one by itself when a thread is cancelled or exits.
            names.push_back("libgcc_s.so.1");
        }
        for (const auto& name : names)
        {
            if (name.find('/') != std::string::npos || !seen.insert(name).second)
            {
                continue;
            }
            bool found = false;
            for (const auto& folder : searchPath)
            {
                const std::string path = folder + "/" + name;
                auto library = readElf(path);
                if (library && library->machine == file.machine && library->wordSize == file.wordSize)
                {
                    needs.files["/lib/" + name] = path;
                    open.push_back(std::move(*library));
                    found = true;
                    break;
                }
            }
            if (!found && name != "libgcc_s.so.1")
            {
                needs.missing.insert(name);
            }
        }
    }
    return needs;
}

std::vector<std::string> librarySearchPath(const std::string& configuration)
{
    std::vector<std::string> path;
    readConfiguration(configuration, 0, path);
    for (const char* usual : {"/lib", "/usr/lib", "/lib64", "/usr/lib64"})
    {
        path.emplace_back(usual);
    }
    return path;
}

}  // namespace ligature::supervisor
