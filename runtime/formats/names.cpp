#include "runtime/formats/names.h"

#include <algorithm>

namespace ligature::formats
{
namespace
{

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// True if `text` is one or more parts joined by `separator`, and every part satisfies `isPart`.
bool allParts(std::string_view text, char separator, bool (*isPart)(std::string_view))
{
    for (;;)
    {
        const size_t end = text.find(separator);
        if (!isPart(text.substr(0, end)))
        {
            return false;
        }
        if (end == std::string_view::npos)
        {
            return true;
        }
        text.remove_prefix(end + 1);
    }
}

bool isNode(std::string_view text)
{
    return !text.empty() && text.size() <= 255 && text != "." && text != ".." &&
           std::none_of(text.begin(), text.end(), isControl);
}

}  // namespace

bool isName(std::string_view text)
{
    return !text.empty() && text.size() <= 127 && isLetter(text[0]) &&
           std::all_of(text.begin(), text.end(), [](char c) { return isLetter(c) || isDigit(c) || c == '-'; });
}

bool isServiceName(std::string_view text)
{
    return text.size() <= 255 && allParts(text, '.', isName);
}

bool isAccountName(std::string_view text)
{
    return isServiceName(text);
}

bool isProcessName(std::string_view text)
{
    return text.size() <= 47 && isNode(text) && text.find_first_of("/:") == std::string_view::npos;
}

bool isHash(std::string_view text)
{
    return text.size() == 64 &&
           std::all_of(text.begin(), text.end(), [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool isRelativePath(std::string_view text)
{
    return text.size() <= 1023 && allParts(text, '/', isNode);
}

bool isAbsolutePath(std::string_view text)
{
    return !text.empty() && text[0] == '/' && isRelativePath(text.substr(1));
}

std::string printable(std::string_view text)
{
    std::string result(text.substr(0, 200));
    std::replace_if(result.begin(), result.end(), isControl, '?');
    return text.size() > 200 ? result + "..." : result;
}

}  // namespace ligature::formats
