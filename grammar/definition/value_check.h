// Checks of single values against the table of sections: words, options, permissions.
#pragma once

#include "grammar/definition/report.h"
#include "grammar/definition/sections.h"

namespace ligature::definition
{

/// Checks that the word is of the shape's kind (a number in range, one of the choices, a name, ...).
void checkWord(const Word& word, const SectionShape& shape, Report& report);

/// Checks the options of one entry: known, in their place, not too many, not contradicting each other.
void checkOptions(const std::vector<Word>& options, const SectionShape& shape, Report& report);

/// Checks `[rwx]` in front of an entry. `bundled`: the file becomes part of the app.
void checkPermissions(const Word& permissions, const SectionShape& shape, bool bundled, Report& report);

}  // namespace ligature::definition
