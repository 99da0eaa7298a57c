// Variables and quotes of words (spec/definition-files.md 1.3, 1.7).
#include "grammar/codes.h"
#include "grammar/definition/read.h"

namespace ligature::definition
{
namespace
{

bool isQuote(char c)
{
    return c == '"' || c == '\'';
}

bool isNameStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}

bool isNamePart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

/// The offset behind the quoted part that begins at `at`; the end of the text if it is not closed.
size_t endOfQuoted(std::string_view text, size_t at)
{
    const char quote = text[at];
    for (++at; at < text.size(); ++at)
    {
        if (text[at] == '\\')
        {
            ++at;
        }
        else if (text[at] == quote)
        {
            return at + 1;
        }
    }
    return text.size();
}

bool isWhollyQuoted(std::string_view text)
{
    return text.size() >= 2 && isQuote(text[0]) && text.back() == text[0] && endOfQuoted(text, 0) == text.size();
}

void appendUnescaped(std::string& result, std::string_view inside)
{
    for (size_t at = 0; at < inside.size(); ++at)
    {
        const bool escapes =
            inside[at] == '\\' && at + 1 < inside.size() && (isQuote(inside[at + 1]) || inside[at + 1] == '\\');
        at += escapes ? 1 : 0;
        result += inside[at];
    }
}

/// `rawWord` decides what is quoted; `text` is it with or without variables substituted.
std::string withoutQuotes(std::string_view rawWord, std::string_view text)
{
    std::string result;
    if (isWhollyQuoted(rawWord))
    {
        appendUnescaped(result, text.substr(1, text.size() - 2));
        return result;
    }
    if (rawWord.find_first_of("\"'") == std::string_view::npos)
    {
        return std::string(text);
    }
    // An argument of quoted and bare parts.
    for (size_t at = 0; at < text.size();)
    {
        if (!isQuote(text[at]))
        {
            result += text[at++];
            continue;
        }
        const size_t end = endOfQuoted(text, at);
        const bool closed = end > at + 1 && text[end - 1] == text[at];
        appendUnescaped(result, text.substr(at + 1, end - at - (closed ? 2 : 1)));
        at = end;
    }
    return result;
}

/// A variable as written: its name, and where the text goes on.
struct Reference
{
    std::string_view name;  ///< empty if it is not one
    size_t end;
};

Reference referenceAt(std::string_view raw, size_t dollar)
{
    const bool braced = dollar + 1 < raw.size() && raw[dollar + 1] == '{';
    const size_t begin = dollar + (braced ? 2 : 1);
    size_t end = begin;
    while (end < raw.size() && (end == begin ? isNameStart(raw[end]) : isNamePart(raw[end])))
    {
        ++end;
    }
    if (end == begin || (braced && (end == raw.size() || raw[end] != '}')))
    {
        return {{}, begin};
    }
    return {raw.substr(begin, end - begin), end + (braced ? 1 : 0)};
}

}  // namespace

std::string substitute(const Word& word, ReadContext& context)
{
    const std::string& raw = word.raw;
    size_t dollar = raw.find('$');
    if (dollar == std::string::npos)
    {
        return raw;
    }
    std::string result;
    size_t at = 0;
    for (; dollar != std::string::npos; dollar = raw.find('$', at))
    {
        result.append(raw, at, dollar - at);
        if (raw.compare(dollar + 1, 1, "$") == 0)
        {
            result += '$';
            at = dollar + 2;
            continue;
        }
        const Reference reference = referenceAt(raw, dollar);
        at = reference.end;
        if (reference.name.empty())
        {
            const Span span = word.span.valid() ? Span{word.span.file, word.span.begin + static_cast<uint32_t>(dollar),
                                                       word.span.begin + static_cast<uint32_t>(dollar) + 1}
                                                : word.span;
            context.diagnostics.error(codes::kBadVariable, span, "'$' is not followed by the name of a variable")
                .suggest("write $NAME or ${NAME}, or $$ for a plain $");
        }
        else if (reference.name == "CURDIR" && word.span.valid())
        {
            result += directoryOf(context.sources.path(word.span.file));
        }
        else
        {
            result += context.variables.get(std::string(reference.name)).value_or("");
        }
    }
    return result.append(raw, at);
}

std::string unquote(const Word& word)
{
    return withoutQuotes(word.raw, word.raw);
}

std::string expand(const Word& word, ReadContext& context)
{
    return withoutQuotes(word.raw, substitute(word, context));
}

}  // namespace ligature::definition
