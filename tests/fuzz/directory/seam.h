// What the Service Directory gets from outside, arranged so that rare things happen soon.
#pragma once

namespace ligature::fuzz
{

/// While this holds, accept4(2) finds no descriptor to give, except right after it said so: then its caller has given
/// one up.
void haveNoDescriptors(bool isSo);

}  // namespace ligature::fuzz
