// Cutting JSON text into its pieces (RFC 8259; runtime specification, section 1.15).
#include "runtime/lib/text/json_scanner.h"

#include "runtime/include/le_utf8.h"
#include "runtime/lib/text/json_text.h"

#include <cmath>
#include <cstdio>

namespace ligature::json
{
namespace
{

constexpr size_t longestText = 1024 * 1024;
constexpr size_t deepestNesting = 1000;

bool isSpace(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool isOfNumber(unsigned char byte)
{
    return isDigit(byte) || byte == '+' || byte == '-' || byte == '.' || byte == 'e' || byte == 'E';
}

}  // namespace

bool Scanner::feed(std::string_view bytes, const Sink& sink)
{
    for (const char byte : bytes)
    {
        if (!take(static_cast<unsigned char>(byte), sink))
        {
            return false;
        }
        ++position_;
    }
    return true;
}

bool Scanner::finish(const Sink& sink)
{
    // Only a number needs something behind it to be complete.
    if (inside_ == Inside::number && closers_.empty())
    {
        endNumber(sink);
    }
    else if (error_.empty() && expect_ != Expect::nothing)
    {
        fail("the text ends too early");
    }
    return error_.empty();
}

bool Scanner::fail(const std::string& what)
{
    error_ = what + " at byte " + std::to_string(position_);
    return false;
}

bool Scanner::unexpected(unsigned char byte)
{
    char text[32];
    snprintf(text, sizeof text, byte > 0x20 && byte < 0x7F ? "unexpected '%c'" : "unexpected byte 0x%02X", byte);
    return fail(text);
}

bool Scanner::take(unsigned char byte, const Sink& sink)
{
    switch (inside_)
    {
        case Inside::string:
            return takeInString(byte, sink);
        case Inside::number:
            if (isOfNumber(byte))
            {
                raw_.push_back(static_cast<char>(byte));
                return raw_.size() <= longestText || fail("a number is too long");
            }
            // The byte is not part of the number, so it is looked at again.
            return endNumber(sink) && begin(byte, sink);
        case Inside::word:
            return takeInWord(byte, sink);
        case Inside::none:
            break;
    }
    return begin(byte, sink);
}

bool Scanner::begin(unsigned char byte, const Sink& sink)
{
    if (isSpace(byte))
    {
        return true;
    }
    switch (expect_)
    {
        case Expect::value:
            return beginValue(byte, sink);
        case Expect::valueOrEnd:
            return byte == ']' ? close(byte, sink) : beginValue(byte, sink);
        case Expect::memberOrEnd:
        case Expect::member:
            if (byte == '}' && expect_ == Expect::memberOrEnd)
            {
                return close(byte, sink);
            }
            isName_ = true;
            return byte == '"' ? beginValue(byte, sink) : unexpected(byte);
        case Expect::colon:
            expect_ = Expect::value;
            return byte == ':' || unexpected(byte);
        case Expect::commaOrEnd:
            if (byte == ',')
            {
                expect_ = closers_.back() == '}' ? Expect::member : Expect::value;
                return true;
            }
            return close(byte, sink);
        case Expect::nothing:
            break;
    }
    return false;
}

bool Scanner::beginValue(unsigned char byte, const Sink& sink)
{
    piece_.text.clear();
    piece_.start = position_;
    raw_.assign(1, static_cast<char>(byte));
    switch (byte)
    {
        case '{':
            expect_ = Expect::memberOrEnd;
            return open('}', LE_JSON_OBJECT_START, sink);
        case '[':
            expect_ = Expect::valueOrEnd;
            return open(']', LE_JSON_ARRAY_START, sink);
        case '"':
            inside_ = Inside::string;
            return true;
        case 't':
            word_ = "true";
            break;
        case 'f':
            word_ = "false";
            break;
        case 'n':
            word_ = "null";
            break;
        default:
            inside_ = Inside::number;
            return isDigit(byte) || byte == '-' || unexpected(byte);
    }
    inside_ = Inside::word;
    return true;
}

bool Scanner::open(char closer, le_json_Event_t event, const Sink& sink)
{
    if (closers_.size() >= deepestNesting)
    {
        return fail("too many objects and arrays inside each other");
    }
    closers_.push_back(closer);
    return report(event, position_ + 1, sink);
}

bool Scanner::close(unsigned char byte, const Sink& sink)
{
    if (closers_.empty() || byte != static_cast<unsigned char>(closers_.back()))
    {
        return unexpected(byte);
    }
    closers_.pop_back();
    endValue();
    piece_.start = position_;
    return report(byte == '}' ? LE_JSON_OBJECT_END : LE_JSON_ARRAY_END, position_ + 1, sink);
}

bool Scanner::takeInString(unsigned char byte, const Sink& sink)
{
    if (hexDigits_ > 0)
    {
        return takeUnicode(byte);
    }
    if (isEscaped_)
    {
        return takeEscaped(byte);
    }
    if (byte == '\\')
    {
        isEscaped_ = true;
        return true;
    }
    if (highSurrogate_ != 0)
    {
        return fail("half a surrogate pair");
    }
    if (byte == '"')
    {
        return endString(sink);
    }
    if (byte < 0x20)
    {
        return unexpected(byte);
    }
    piece_.text.push_back(static_cast<char>(byte));
    return piece_.text.size() <= longestText || fail("a string is too long");
}

bool Scanner::takeEscaped(unsigned char byte)
{
    isEscaped_ = false;
    if (byte == 'u')
    {
        hexDigits_ = 4;
        unit_ = 0;
        return true;
    }
    constexpr std::string_view names = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const size_t index = names.find(static_cast<char>(byte));
    if (highSurrogate_ != 0)
    {
        return fail("half a surrogate pair");
    }
    if (index == std::string_view::npos)
    {
        return unexpected(byte);
    }
    piece_.text.push_back(meanings[index]);
    return true;
}

bool Scanner::takeUnicode(unsigned char byte)
{
    const unsigned lower = byte | 0x20u;
    const bool isLetter = lower >= 'a' && lower <= 'f';
    if (!isDigit(byte) && !isLetter)
    {
        return unexpected(byte);
    }
    unit_ = unit_ << 4 | (isLetter ? lower - 'a' + 10 : byte - unsigned{'0'});
    if (--hexDigits_ > 0)
    {
        return true;
    }
    const bool isHigh = unit_ >= 0xD800 && unit_ < 0xDC00;
    const bool isLow = unit_ >= 0xDC00 && unit_ < 0xE000;
    if (isLow != (highSurrogate_ != 0))
    {
        return fail("half a surrogate pair");
    }
    if (unit_ == 0)
    {
        return fail("a string with the character U+0000");
    }
    if (isHigh)
    {
        highSurrogate_ = unit_;
        return true;
    }
    appendUtf8(piece_.text, isLow ? 0x10000 + ((highSurrogate_ - 0xD800) << 10) + (unit_ - 0xDC00) : unit_);
    highSurrogate_ = 0;
    return true;
}

bool Scanner::endString(const Sink& sink)
{
    inside_ = Inside::none;
    if (!le_utf8_IsFormatCorrect(piece_.text.c_str()))
    {
        return fail("a string that is not UTF-8 ends");
    }
    if (isName_)
    {
        isName_ = false;
        expect_ = Expect::colon;
        return report(LE_JSON_OBJECT_MEMBER, position_ + 1, sink);
    }
    endValue();
    return report(LE_JSON_STRING, position_ + 1, sink);
}

bool Scanner::endNumber(const Sink& sink)
{
    inside_ = Inside::none;
    piece_.number = toNumber(raw_.c_str());
    if (!isNumber(raw_))
    {
        return fail("a wrong number ends");
    }
    if (!std::isfinite(piece_.number))
    {
        return fail("a number that is too large ends");
    }
    endValue();
    return report(LE_JSON_NUMBER, position_, sink);
}

bool Scanner::takeInWord(unsigned char byte, const Sink& sink)
{
    raw_.push_back(static_cast<char>(byte));
    if (word_.substr(0, raw_.size()) != raw_)
    {
        return unexpected(byte);
    }
    if (raw_.size() < word_.size())
    {
        return true;
    }
    inside_ = Inside::none;
    endValue();
    return report(byte == 'l' ? LE_JSON_NULL : word_ == "true" ? LE_JSON_TRUE : LE_JSON_FALSE, position_ + 1, sink);
}

void Scanner::endValue()
{
    expect_ = closers_.empty() ? Expect::nothing : Expect::commaOrEnd;
}

bool Scanner::report(le_json_Event_t event, size_t end, const Sink& sink)
{
    piece_.event = event;
    piece_.end = end;
    if (!sink(piece_))
    {
        return false;
    }
    if (expect_ != Expect::nothing)
    {
        return true;
    }
    piece_.event = LE_JSON_DOC_END;
    sink(piece_);
    return false;
}

}  // namespace ligature::json
