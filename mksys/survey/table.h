// The table a survey prints.
#pragma once

#include <string>
#include <vector>

#include "mksys/survey/result.h"

namespace ligature::survey
{

/// Counts per kind and stage, then the distinct reasons with counts and one example place each, most frequent first.
/// `withBuild` adds the column of the stage "build".
std::string toTable(const std::vector<FileResult>& results, bool withBuild);

/// The same as one JSON object: kinds (name, files, parse, model, check, build), reasons (code, title, kinds, count,
/// example, message), files (path, kind, passed).
std::string toJson(const std::vector<FileResult>& results, bool withBuild);

/// A FileResult as one line of JSON, and back. fromLine throws std::runtime_error on anything else.
std::string toLine(const FileResult& result);
FileResult fromLine(const std::string& line);

}  // namespace ligature::survey
