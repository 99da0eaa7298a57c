// The syntax tree of .cdef, .adef, .sdef/.sinc and .mdef files. Directives are already resolved; values are raw text
// as written. What a section may hold is fixed by spec/definition-files.md section 2 and telaf-dialect.md 2 and 3, and
// a tree that read.h gives back without errors has that shape.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "grammar/source.h"

namespace ligature::definition
{

enum class FileKind
{
    component,     ///< .cdef
    application,   ///< .adef
    system,        ///< .sdef, .sinc
    kernelModule,  ///< .mdef
};

/// One word as written, quotes included, variables not substituted. Its span's file is the fragment it stands in.
struct Word
{
    std::string raw;
    Span span;

    bool quoted() const { return !raw.empty() && (raw[0] == '"' || raw[0] == '\''); }
};

struct Section;

/// One entry of a list. Which fields are used depends on the section:
///
///   section                                       fields
///   sources cflags cxxflags ldflags externalBuild values[0]
///   headerDir lib components groups capability
///   *Search, javaPackage
///   requires.api provides.api                     name (0 or 1 word), values[0] = path, options
///   requires.component kernelModule(s)            values[0] = path, options
///   file dir device binary (bundles and requires) permissions, values[0] = source, values[1] = destination
///                                                 (TelAF: values[1] may be missing)
///   requires.configTree                           permissions, values[0] = tree or "."
///   executables links                             name, values = paths, arguments
///   processes.run                                 name (0 or 1), values[0] = executable, values[1..] = arguments
///   envVars buildVars params                      name, values[0]
///   pools                                         name = [api,] pool, values[0] = count
///   commands                                      name, target = {app}, values[0] = path on target
///   adef extern                                   name (0 or 1), target = {exe, component, interface}
///   sdef extern                                   name (0 or 1), target = {app, interface}
///   adef extern.requires extern.provides          name (0, 1 or 3 words), values[0] = path, options
///   bindings                                      client = parts, target = parts of the server; a part is a name,
///                                                 "*" or "<user>" with its brackets
///   tags systemVersions                           name = {quoted key}, values[0]
///   apps                                          values[0] = path, overrides
struct Entry
{
    Span span;
    std::vector<Word> name;
    std::optional<Word> permissions;  ///< "[rw]", brackets included
    std::vector<Word> values;
    std::vector<Word> options;  ///< "[manual-start]", brackets included
    std::vector<Word> client;
    std::vector<Word> target;
    std::vector<Section> overrides;
};

/// `name: value`, `name: { entries and sub-sections }`.
struct Section
{
    Word name;
    Span span;                  ///< from the name to the value or closing brace (spans of one file only, see join())
    std::optional<Word> value;  ///< of a simple section
    std::vector<Entry> entries;
    std::vector<Section> sections;
};

struct Tree
{
    FileKind kind = FileKind::component;
    std::string path;  ///< absolute path of the file given
    FileId file = kNoFile;
    std::vector<Section> sections;  ///< in source order, includes spliced in
};

}  // namespace ligature::definition
