#include "grammar/diagnostic.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace ligature
{

Diagnostic& Diagnostic::note(Span where, std::string text)
{
    notes.push_back({where, std::move(text)});
    return *this;
}

Diagnostic& Diagnostic::suggest(std::string text)
{
    hint = std::move(text);
    return *this;
}

Diagnostic& Diagnostics::error(const Code& code, Span span, std::string message)
{
    ++errors_;
    return list_.emplace_back(Diagnostic{&code, Severity::error, span, std::move(message), {}, {}});
}

Diagnostic& Diagnostics::warning(const Code& code, Span span, std::string message)
{
    return list_.emplace_back(Diagnostic{&code, Severity::warning, span, std::move(message), {}, {}});
}

std::vector<Diagnostic> Diagnostics::sorted() const
{
    std::vector<Diagnostic> result = list_;
    const auto key = [](const Diagnostic& one)
    {
        return std::tuple(one.span.file, one.span.begin, one.span.end, std::string_view(one.code ? one.code->id : ""),
                          one.severity, std::string_view(one.message));
    };
    std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    const auto sameNote = [](const Note& a, const Note& b) { return a.span == b.span && a.message == b.message; };
    const auto same = [&](const Diagnostic& a, const Diagnostic& b)
    { return key(a) == key(b) && a.hint == b.hint && std::ranges::equal(a.notes, b.notes, sameNote); };
    result.erase(std::unique(result.begin(), result.end(), same), result.end());
    return result;
}

}  // namespace ligature
