// Numbers and characters of JSON text.
#include "runtime/lib/text/json_text.h"

#include <locale.h>
#include <cstdlib>

namespace ligature::json
{
namespace
{

/// Skips digits. Returns whether there were any.
bool skipDigits(std::string_view& text)
{
    const size_t before = text.size();
    while (!text.empty() && isDigit(static_cast<unsigned char>(text.front())))
    {
        text.remove_prefix(1);
    }
    return text.size() != before;
}

}  // namespace

bool isNumber(std::string_view text)
{
    if (!text.empty() && text.front() == '-')
    {
        text.remove_prefix(1);
    }
    const bool startsWithZero = !text.empty() && text.front() == '0';
    const size_t before = text.size();
    if (!skipDigits(text) || (startsWithZero && before - text.size() > 1))
    {
        return false;
    }
    if (!text.empty() && text.front() == '.')
    {
        text.remove_prefix(1);
        if (!skipDigits(text))
        {
            return false;
        }
    }
    if (!text.empty() && (text.front() == 'e' || text.front() == 'E'))
    {
        text.remove_prefix(1);
        if (!text.empty() && (text.front() == '+' || text.front() == '-'))
        {
            text.remove_prefix(1);
        }
        if (!skipDigits(text))
        {
            return false;
        }
    }
    return text.empty();
}

double toNumber(const char* text)
{
    // The decimal point is a point, whatever language the process speaks.
    static const locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);
    return strtod_l(text, nullptr, plain);
}

void appendUtf8(std::string& text, unsigned code)
{
    const auto put = [&](unsigned byte) { text.push_back(static_cast<char>(byte)); };
    if (code < 0x80)
    {
        put(code);
        return;
    }
    if (code < 0x800)
    {
        put(0xC0 | code >> 6);
    }
    else
    {
        if (code < 0x10000)
        {
            put(0xE0 | code >> 12);
        }
        else
        {
            put(0xF0 | code >> 18);
            put(0x80 | (code >> 12 & 0x3F));
        }
        put(0x80 | (code >> 6 & 0x3F));
    }
    put(0x80 | (code & 0x3F));
}

}  // namespace ligature::json
