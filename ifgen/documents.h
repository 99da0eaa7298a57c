// What ifgen makes of an interface that is no code: `--lang Json` and `--lang Report`.
#pragma once

#include "ifgen/library.h"
#include "ifgen/model.h"
#include "ifgen/options.h"

namespace ligature::ifgen
{

/// True when the options ask for documents instead of C.
bool wantsDocuments(const Options& options);

/// True when one of them is the interface as JSON, for which checkJson() has to be asked.
bool wantsJson(const Options& options);

/// The documents that the options ask for.
std::vector<GeneratedFile> makeDocuments(const Options& options, const Interface& interface, const SourceMap& sources,
                                         const Templates& templates);

}  // namespace ligature::ifgen
