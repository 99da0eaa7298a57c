// Where a token stands.
#pragma once

#include "Token.h"
#include "grammar/definition/byte_stream.h"

namespace ligature::definition
{

/// Every token of this room comes from a ByteStream.
inline Span spanOf(const antlr4::Token& token)
{
    const auto* stream = static_cast<const ByteStream*>(token.getInputStream());
    return {stream->file(), static_cast<uint32_t>(token.getStartIndex()),
            static_cast<uint32_t>(token.getStopIndex() + 1)};
}

inline std::string_view textOf(const antlr4::Token& token)
{
    const auto* stream = static_cast<const ByteStream*>(token.getInputStream());
    const std::string_view bytes = stream->bytes();
    const size_t begin = std::min(token.getStartIndex(), bytes.size());
    return bytes.substr(begin, token.getStopIndex() + 1 - begin);
}

/// May tokens of this type be part of a bare word?
bool isPiece(size_t type);

/// Does `next` follow `last` in the same fragment without anything between them?
inline bool touches(const antlr4::Token& last, const antlr4::Token& next)
{
    return last.getInputStream() == next.getInputStream() && last.getStopIndex() + 1 == next.getStartIndex();
}

}  // namespace ligature::definition
