// Collects what goes wrong while one file and its fragments are read, and keeps one mistake from being told twice.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "grammar/definition/read.h"

namespace ligature::definition
{

/// A line with a lexical or syntactic error gets no second error: what follows on it is most likely a consequence.
class Report
{
public:
    explicit Report(ReadContext& context) : context_(context) {}
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    /// An error that leaves the rest of its line in doubt. The reference is valid until the next call; it is to
    /// nowhere when the error was swallowed.
    Diagnostic& syntax(const Code& code, Span span, std::string message);

    /// The end of all reading, so it is told whatever else is wrong with its line.
    Diagnostic& final(const Code& code, Span span, std::string message);

    /// An error that is told in any case; lines spoiled by what it forgets do not swallow it.
    Diagnostic& unclosed(const Code& code, Span span, std::string message, size_t tokens);

    /// An error in a value of otherwise well-formed text; swallowed only by a syntax error of the same line.
    Diagnostic& value(const Code& code, Span span, std::string message);
    Diagnostic& warning(const Code& code, Span span, std::string message);

    /// Tells how far reading has come, in tokens; errors are remembered with it. Those of the token source, which is
    /// sure of them whatever stands around, are reported at 0.
    void progress(size_t tokens) { progress_ = tokens; }

    /// Forgets what was reported after `tokens`: a bracket left open there has turned the meaning of all that follows.
    void forgetAfter(size_t tokens);

    /// After this no further error is taken.
    bool full() const { return errors_ >= kMostErrors; }

    /// A '{' was expected and missed, so a '}' without partner is to be expected later.
    void expectStrayCloser() { ++expectedClosers_; }
    bool takeExpectedCloser() { return expectedClosers_ > 0 && expectedClosers_-- > 0; }

    /// Hands everything over to the diagnostics of the context.
    void finish();

private:
    static constexpr size_t kMostErrors = 100;

    struct Entry
    {
        Diagnostic diagnostic;
        size_t progress;
    };
    Diagnostic& add(const Code& code, Severity severity, Span span, std::string message);
    bool onSpoiledLine(Span span, bool spoil);

    ReadContext& context_;
    std::vector<Entry> entries_;
    std::set<std::pair<FileId, uint32_t>> spoiledLines_;
    Diagnostic swallowed_;
    size_t errors_ = 0;
    size_t progress_ = 0;
    size_t expectedClosers_ = 0;
};

/// Sets the progress of a report as long as it lives.
class Progress
{
public:
    Progress(Report& report, size_t tokens) : report_(report) { report_.progress(tokens); }
    ~Progress() { report_.progress(0); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

private:
    Report& report_;
};

}  // namespace ligature::definition
