// Diagnostics: what a tool has to say about the user's input. Values, collected by a Diagnostics that is passed down
// every call; rendering is separate.
#pragma once

#include <string>
#include <vector>

#include "grammar/source.h"

namespace ligature
{

/// One kind of mistake. Each room lists its codes as constants in its own `codes.h`; a number is never used twice.
/// Ranges: E0001-E0099 grammar, E0100-E0299 ifgen, E0300-E0599 mkapp, E0600-E0799 mksys, E0800-E0899 packing and build.
struct Code
{
    const char* id;           ///< "E0012"
    const char* title;        ///< a few words: "unknown section"
    const char* explanation;  ///< the page that `--explain` prints: what it means, a bad and a good example, the cure
};

enum class Severity
{
    warning,
    error,
};

/// A further place that explains a diagnostic: "first declared here".
struct Note
{
    Span span;
    std::string message;
};

struct Diagnostic
{
    const Code* code = nullptr;
    Severity severity = Severity::error;
    Span span;
    std::string message;
    std::vector<Note> notes;
    std::string hint;  ///< one line, empty when no cure is known

    Diagnostic& note(Span where, std::string text);
    Diagnostic& suggest(std::string text);  ///< sets the hint
};

/// Collects diagnostics. Not thread safe.
class Diagnostics
{
public:
    /// The returned reference is valid until the next report.
    Diagnostic& error(const Code& code, Span span, std::string message);
    Diagnostic& warning(const Code& code, Span span, std::string message);

    bool hasErrors() const { return errors_ > 0; }
    size_t errorCount() const { return errors_; }

    /// In order of report.
    const std::vector<Diagnostic>& list() const { return list_; }

    /// Sorted by file (in order of SourceMap), place and code; exact duplicates dropped.
    std::vector<Diagnostic> sorted() const;

private:
    std::vector<Diagnostic> list_;
    size_t errors_ = 0;
};

/// How paths and colours are written.
struct RenderStyle
{
    bool colour = false;
    std::string relativeTo;  ///< directory that is cut off the front of paths; empty: paths as they are
};

/// The text of the design: `path:line:col: error: message [E0012]`, source line, caret and tildes, notes, hint.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources, const RenderStyle& style);
/// All of them, sorted. Of a great many only the first 100 errors and the first 100 warnings are written, and then how
/// many more there are: nobody reads on, and the first mistakes explain many of the others.
std::string renderAll(const Diagnostics& diagnostics, const SourceMap& sources, const RenderStyle& style);

/// One JSON array with an object per diagnostic: code, severity, message, file, line, column, endLine, endColumn,
/// notes (file, line, column, message), hint. For editors: `--diagnostics=json`. However many there are, all of them.
std::string renderJson(const Diagnostics& diagnostics, const SourceMap& sources);

/// The candidate nearest to `name` by edit distance, or an empty string when none is near enough to be meant.
std::string nearestName(const std::string& name, const std::vector<std::string>& candidates);

}  // namespace ligature
