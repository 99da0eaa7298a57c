// Reads definition files from memory, for tests.
#pragma once

#include <string>
#include <vector>

#include "grammar/definition/read.h"

namespace ligature
{

/// A world with its working directory at /w, and everything reading needs. Paths in diagnostics are relative to /w.
class Reading
{
public:
    MemoryWorld world{"/w"};
    SourceMap sources;
    Diagnostics diagnostics;
    Variables variables{world};
    definition::ReadContext context{world, sources, diagnostics, variables};
    std::optional<definition::Tree> tree;

    /// Reads `path`; its kind is that of its name.
    const definition::Tree* read(const std::string& path);
    /// Adds `text` as `path` first.
    const definition::Tree* read(const std::string& path, std::string text);

    /// All diagnostics, rendered.
    std::string errors() const;

    /// The first section reached by the names in turn; fails the test if there is none.
    const definition::Section& section(const std::vector<std::string>& names) const;

    /// values[0] of every entry of that section, raw.
    std::vector<std::string> values(const std::vector<std::string>& names) const;
};

std::vector<std::string> rawOf(const std::vector<definition::Word>& words);
std::string repeat(const std::string& text, size_t times);

}  // namespace ligature
