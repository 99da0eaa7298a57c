// What a fuzzer finds out is wrong ends the process: that is a finding.
#pragma once

#include <cstdlib>

namespace ligature::fuzz
{

inline void demand(bool isRight)
{
    if (!isRight)
    {
        std::abort();
    }
}

}  // namespace ligature::fuzz
