// The sections of each kind of definition file: which there are, what form their body has, and what its words,
// options and permissions may be. The parser, the checks, completion and the documentation read this one table.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

#include "grammar/definition/tree.h"

namespace ligature::definition
{

/// What stands behind `name:`. The grammar has one alternative for each.
enum class Form
{
    value,          ///< one word
    words,          ///< { word ... }
    arguments,      ///< { argument ... }, where quoted and bare parts that touch are one
    optionedWords,  ///< { word [option] ... }
    interfaces,     ///< { [alias =] path.api [option] ... }
    files,          ///< { [permissions] source destination ... }
    configTrees,    ///< { [permissions] tree ... }
    assignments,    ///< { NAME = value ... }
    pools,          ///< { [api.]pool = count ... }
    namedLists,     ///< { name = ( word ... ) ... }
    run,            ///< { [name =] ( program argument ... ) ... }
    commands,       ///< { name = app:path ... }
    externs,        ///< { [alias =] a.b.c ...  and sections }
    bindings,       ///< { client -> server ... }
    tags,           ///< { "key" : "value" ... }
    apps,           ///< { path [{ sections }] ... }
    group,          ///< { sections }
    valueOrWords,   ///< one word (deprecated) or { word ... }
};

/// What a word may be.
enum class WordKind
{
    path,       ///< anything: a path, file name, flag or shell command
    name,       ///< letters, digits and _, not a digit first
    groupName,  ///< as a name, and -
    dotted,     ///< names joined by dots
    string,     ///< must be quoted
    integer,    ///< decimal, with an optional K (times 1024)
    oneOf,      ///< one of `choices`
    priority,   ///< idle low medium high rt1..rt32
    timeout,    ///< an integer or never
    preloaded,  ///< true false on off buildVersion anyVersion or an MD5
};

using Choices = std::span<const std::string_view>;

struct SectionShape
{
    std::string_view name;
    Form form;
    std::string_view summary;  ///< one line for completion and documentation
    WordKind words = WordKind::path;
    uint64_t least = 0;  ///< for integers
    uint64_t most = std::numeric_limits<uint64_t>::max();
    Choices choices = {};                         ///< for WordKind::oneOf
    Choices options = {};                         ///< option words without brackets
    size_t mostOptions = 99;                      ///< per entry
    std::string_view permissions = {};            ///< letters that may be given; empty: none
    bool loneFile = false;                        ///< Form::files: the destination may be missing
    size_t parts = 0;                             ///< Form::externs: names of an exposed interface
    std::span<const SectionShape> sections = {};  ///< inside a group, an extern section or an app's override block
};

/// The sections that may stand at the top of a file.
std::span<const SectionShape> sectionsOf(FileKind kind);

/// The shape of `name` among `shapes`, or nullptr.
const SectionShape* findSection(std::span<const SectionShape> shapes, std::string_view name);

/// Options that are known somewhere, for telling a misplaced one from a mistyped one.
Choices allOptions();

/// Pairs of options that exclude each other.
struct ExclusiveOptions
{
    std::string_view one;
    std::string_view other;
};
std::span<const ExclusiveOptions> exclusiveOptions();

}  // namespace ligature::definition
