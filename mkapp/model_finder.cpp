#include "mkapp/model_finder.h"

namespace ligature::mkapp
{

std::string joined(const std::vector<Word>& parts)
{
    std::string text;
    for (const Word& part : parts)
    {
        text += (text.empty() ? "" : ".") + part.raw;
    }
    return text;
}

Span spanOf(const std::vector<Word>& parts)
{
    return parts.empty() ? Span{} : join(parts.front().span, parts.back().span);
}

}  // namespace ligature::mkapp
