// Cuts JSON text into its pieces, byte by byte. The C API is in le_json.h.
#pragma once

#include "runtime/include/le_json.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ligature::json
{

/// One piece of the text.
struct Piece
{
    le_json_Event_t event = LE_JSON_NULL;
    std::string text;   ///< Of a string or a member's name.
    double number = 0;  ///< Of a number.
    size_t start = 0;   ///< Its first byte.
    size_t end = 0;     ///< The byte behind it.
};

/// Reads one value. Knows nothing of where bytes come from and who is told.
class Scanner
{
public:
    /// Called for each piece. Returns whether to go on.
    using Sink = std::function<bool(const Piece&)>;

    /// Reads more of the text. Returns false once nothing more is to be read: the value is complete, the sink said so,
    /// or there is an error.
    bool feed(std::string_view bytes, const Sink& sink);

    /// Says that the text ends here; a number may end with it. Returns false if it is not complete.
    bool finish(const Sink& sink);

    /// What is wrong, empty if nothing is.
    const std::string& error() const { return error_; }

private:
    /// What may come next.
    enum class Expect
    {
        value,
        valueOrEnd,   ///< After `[`.
        memberOrEnd,  ///< After `{`.
        member,
        colon,
        commaOrEnd,
        nothing
    };

    /// The piece that is being read.
    enum class Inside
    {
        none,
        string,
        number,
        word
    };

    bool take(unsigned char byte, const Sink& sink);
    bool begin(unsigned char byte, const Sink& sink);
    bool beginValue(unsigned char byte, const Sink& sink);
    bool open(char closer, le_json_Event_t event, const Sink& sink);
    bool close(unsigned char byte, const Sink& sink);
    bool takeInString(unsigned char byte, const Sink& sink);
    bool takeEscaped(unsigned char byte);
    bool takeUnicode(unsigned char byte);
    bool endNumber(const Sink& sink);
    bool takeInWord(unsigned char byte, const Sink& sink);
    bool report(le_json_Event_t event, size_t end, const Sink& sink);
    bool endString(const Sink& sink);
    void endValue();
    bool fail(const std::string& what);
    bool unexpected(unsigned char byte);

    Expect expect_ = Expect::value;
    Inside inside_ = Inside::none;
    std::vector<char> closers_;  ///< What ends the open objects and arrays.
    Piece piece_;
    std::string raw_;             ///< Of a number or a word, as it stands in the text.
    std::string_view word_;       ///< The word that `raw_` must become.
    bool isName_ = false;         ///< The string is a member's name.
    bool isEscaped_ = false;      ///< After a backslash.
    int hexDigits_ = 0;           ///< Still to come after `\u`.
    unsigned unit_ = 0;           ///< UTF-16 unit that they form.
    unsigned highSurrogate_ = 0;  ///< The first half of a pair.
    size_t position_ = 0;
    std::string error_;
};

}  // namespace ligature::json
