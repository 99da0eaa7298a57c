// From ANTLR's parse tree to the tree of tree.h, with the checks of each section's shape on the way.
#pragma once

#include "DefinitionParser.h"
#include "grammar/definition/report.h"

namespace ligature::definition
{

/// The sections of a file in source order. What could not be parsed is left out: it was reported.
std::vector<Section> buildSections(DefinitionParser::FileContext& file, FileKind kind, Report& report);

}  // namespace ligature::definition
