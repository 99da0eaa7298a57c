#include "mkapp/words.h"

#include <stdexcept>
#include <string_view>

namespace ligature::mkapp
{
namespace
{

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Characters that no shell treats specially anywhere in a word.
bool isHarmless(char c)
{
    return isLetterOrDigit(c) || std::string_view("_-+=./,:@%^").find(c) != std::string_view::npos;
}

std::string escape(const std::string& text, std::string_view special, std::string_view refused)
{
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text)
    {
        if (refused.find(c) != std::string_view::npos)
        {
            throw NotForNinja("ninja cannot build what has a line break or '|' in its path: " + quoteForShell(text));
        }
        if (special.find(c) != std::string_view::npos)
        {
            escaped += '$';
        }
        escaped += c;
    }
    return escaped;
}

// Ninja has no way to write these.
constexpr std::string_view kLineBreaks("\n\r\0", 3);
constexpr std::string_view kNotInPaths("\n\r|\0", 4);

/// Reads a quoted part that begins at `at` (on the quote) into `word`; false if it does not end.
bool readQuoted(const std::string& text, size_t& at, std::string& word)
{
    const char quote = text[at++];
    for (; at < text.size(); ++at)
    {
        const char c = text[at];
        if (c == quote)
        {
            return true;
        }
        const bool escapes = quote == '"' && c == '\\' && at + 1 < text.size() &&
                             std::string_view("\"\\$`").find(text[at + 1]) != std::string_view::npos;
        word += escapes ? text[++at] : c;
    }
    return false;
}

}  // namespace

std::optional<std::vector<std::string>> splitWords(const std::string& text)
{
    std::vector<std::string> words;
    std::string word;
    bool inWord = false;
    for (size_t at = 0; at < text.size(); ++at)
    {
        const char c = text[at];
        if (isBlank(c))
        {
            if (inWord)
            {
                words.push_back(std::move(word));
                word.clear();
                inWord = false;
            }
            continue;
        }
        inWord = true;
        if (c == '\'' || c == '"')
        {
            if (!readQuoted(text, at, word))
            {
                return std::nullopt;
            }
        }
        else
        {
            const bool escapes = c == '\\' && at + 1 < text.size();
            word += escapes ? text[++at] : c;
        }
    }
    if (inWord)
    {
        words.push_back(std::move(word));
    }
    return words;
}

std::string quoteForShell(const std::string& word)
{
    bool harmless = !word.empty();
    for (const char c : word)
    {
        harmless = harmless && isHarmless(c);
    }
    if (harmless)
    {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word)
    {
        if (c == '\'')
        {
            quoted += "'\\''";
        }
        else
        {
            quoted += c;
        }
    }
    return quoted + "'";
}

std::string quoteForShell(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words)
    {
        line += line.empty() ? "" : " ";
        line += quoteForShell(word);
    }
    return line;
}

std::string escapeNinjaValue(const std::string& text)
{
    return escape(text, "$", kLineBreaks);
}

std::string escapeNinjaPath(const std::string& path)
{
    return escape(path, "$ :", kNotInPaths);
}

std::string identifier(const std::string& name)
{
    std::string result;
    for (const char c : name)
    {
        result += isLetterOrDigit(c) ? c : '_';
    }
    return result;
}

}  // namespace ligature::mkapp
