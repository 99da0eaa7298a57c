// Stage "read" for definition files: bytes to syntax tree.
#pragma once

#include <optional>
#include <string>

#include "grammar/definition/tree.h"
#include "grammar/diagnostic.h"
#include "grammar/source.h"
#include "grammar/variables.h"
#include "grammar/world.h"

namespace ligature::definition
{

/// What reading needs. All members outlive the call.
struct ReadContext
{
    World& world;
    SourceMap& sources;
    Diagnostics& diagnostics;
    Variables& variables;  ///< read by directives; changed by `buildVars` of a .sdef while it is read
};

/// The kind that a file name says (`Component.cdef`, `.adef`, ...), or nothing.
std::optional<FileKind> kindOf(const std::string& path);

/// Reads a file with all it includes, resolves directives, and checks the shape of every section. Mistakes are
/// reported to `context.diagnostics`, all of them; the tree holds what could be understood. Nothing is returned only
/// when the file itself cannot be read (reported at `requiredHere`). Safe on any bytes: depth is limited.
std::optional<Tree> read(ReadContext& context, const std::string& path, FileKind kind, Span requiredHere = {});

/// Substitutes variables (CURDIR is the directory of the fragment the word stands in), then removes quotes and
/// escapes: the value of a "Subst, unquote" word. Errors (`$` at end, unterminated `${`) are reported at the word.
std::string expand(const Word& word, ReadContext& context);

/// Substitution alone: quotes stay (spec 1.7, "NOT unquoted": cdef flags).
std::string substitute(const Word& word, ReadContext& context);

/// Removes quotes and escapes alone (spec 1.7, "NOT substituted": run arguments).
std::string unquote(const Word& word);

}  // namespace ligature::definition
