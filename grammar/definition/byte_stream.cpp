#include "grammar/definition/byte_stream.h"

namespace ligature::definition
{

size_t ByteStream::LA(ssize_t offset)
{
    if (offset == 0)
    {
        return 0;
    }
    const ssize_t at = static_cast<ssize_t>(at_) + offset - (offset > 0 ? 1 : 0);
    if (at < 0 || static_cast<size_t>(at) >= text_.size())
    {
        return EOF;
    }
    return static_cast<unsigned char>(text_[static_cast<size_t>(at)]);
}

std::string ByteStream::getText(const antlr4::misc::Interval& interval)
{
    if (interval.a < 0 || static_cast<size_t>(interval.a) >= text_.size() || interval.b < interval.a)
    {
        return {};
    }
    return std::string(text_.substr(static_cast<size_t>(interval.a), static_cast<size_t>(interval.b - interval.a + 1)));
}

}  // namespace ligature::definition
