#include "grammar/definition/report.h"

#include "grammar/codes.h"
#include "grammar/utf8.h"

namespace ligature::definition
{
namespace
{

/// Messages quote words, and a word may be as long as the file.
constexpr size_t kLongestMessage = 400;

std::string shortened(std::string text)
{
    if (text.size() > kLongestMessage)
    {
        size_t end = kLongestMessage;
        while (end > 0 && utf8::isContinuation(text[end]))
        {
            --end;
        }
        text.resize(end);
        text += "...";
    }
    return text;
}

}  // namespace

bool Report::onSpoiledLine(Span span, bool spoil)
{
    const std::pair line(span.file, context_.sources.locate(span.file, span.begin).line);
    if (spoiledLines_.contains(line))
    {
        return true;
    }
    if (spoil)
    {
        spoiledLines_.insert(line);
    }
    return false;
}

Diagnostic& Report::add(const Code& code, Severity severity, Span span, std::string message)
{
    if (full())
    {
        return swallowed_ = {};
    }
    if (severity == Severity::error && ++errors_ == kMostErrors)
    {
        entries_.push_back(
            {{&codes::kTooManyErrors, severity, span, "too many errors: the rest is not read", {}, {}}, 0});
        return swallowed_ = {};
    }
    return entries_.emplace_back(Entry{{&code, severity, span, std::move(message), {}, {}}, progress_}).diagnostic;
}

Diagnostic& Report::syntax(const Code& code, Span span, std::string message)
{
    return onSpoiledLine(span, true) ? swallowed_ = {} : add(code, Severity::error, span, std::move(message));
}

Diagnostic& Report::final(const Code& code, Span span, std::string message)
{
    onSpoiledLine(span, true);
    return add(code, Severity::error, span, std::move(message));
}

Diagnostic& Report::unclosed(const Code& code, Span span, std::string message, size_t tokens)
{
    forgetAfter(tokens);
    return add(code, Severity::error, span, std::move(message));
}

Diagnostic& Report::value(const Code& code, Span span, std::string message)
{
    return onSpoiledLine(span, false) ? swallowed_ = {} : add(code, Severity::error, span, std::move(message));
}

Diagnostic& Report::warning(const Code& code, Span span, std::string message)
{
    return onSpoiledLine(span, false) ? swallowed_ = {} : add(code, Severity::warning, span, std::move(message));
}

void Report::forgetAfter(size_t tokens)
{
    std::erase_if(entries_, [&](const Entry& entry) { return entry.progress > tokens; });
}

void Report::finish()
{
    for (Entry& entry : entries_)
    {
        Diagnostic& diagnostic = entry.diagnostic;
        Diagnostic& reported = diagnostic.severity == Severity::error
                                   ? context_.diagnostics.error(*diagnostic.code, diagnostic.span,
                                                                shortened(std::move(diagnostic.message)))
                                   : context_.diagnostics.warning(*diagnostic.code, diagnostic.span,
                                                                  shortened(std::move(diagnostic.message)));
        reported.notes = std::move(diagnostic.notes);
        reported.hint = shortened(std::move(diagnostic.hint));
    }
    entries_.clear();
}

}  // namespace ligature::definition
