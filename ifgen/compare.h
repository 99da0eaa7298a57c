// What a change of an interface means for those who use it.
#pragma once

#include <string>
#include <vector>

#include "ifgen/model.h"

namespace ligature::ifgen
{

/// One difference between an old and a new form of an interface.
struct Change
{
    bool breaksSource = false;  ///< code written for the old form does not compile with the new one
    bool breaksWire = false;    ///< a client built from one form and a server built from the other do not find together
    Span place;                 ///< in the new form; of what is gone, in the old one
    std::string message;
};

/// Every difference between two forms of an interface and of the files they use, in order of place. `breaksWire` is set
/// somewhere exactly when the protocol ids differ; between two forms with versions, when they have no version in
/// common, or when the versions in common do not mean the same. Both forms may come from different Libraries with one
/// SourceMap.
std::vector<Change> compare(const Interface& before, const Interface& after);

/// "compatible", "source-breaking", "wire-breaking" or "source-breaking and wire-breaking".
std::string meaningOf(const Change& change);

}  // namespace ligature::ifgen
