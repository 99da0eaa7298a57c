#include <nlohmann/json.hpp>

#include "grammar/diagnostic.h"

namespace ligature
{
namespace
{

using Json = nlohmann::ordered_json;

void addPlace(Json& object, Span span, const SourceMap& sources, bool withEnd)
{
    if (!span.valid())
    {
        return;
    }
    const LineColumn begin = sources.locate(span.file, span.begin);
    object["file"] = sources.path(span.file);
    object["line"] = begin.line;
    object["column"] = begin.column;
    if (withEnd)
    {
        const LineColumn end = sources.locate(span.file, span.end);
        object["endLine"] = end.line;
        object["endColumn"] = end.column;
    }
}

}  // namespace

std::string renderJson(const Diagnostics& diagnostics, const SourceMap& sources)
{
    Json list = Json::array();
    for (const Diagnostic& diagnostic : diagnostics.sorted())
    {
        Json object;
        object["code"] = diagnostic.code != nullptr ? diagnostic.code->id : "";
        object["severity"] = diagnostic.severity == Severity::error ? "error" : "warning";
        object["message"] = diagnostic.message;
        addPlace(object, diagnostic.span, sources, true);
        object["notes"] = Json::array();
        for (const Note& note : diagnostic.notes)
        {
            Json place;
            addPlace(place, note.span, sources, false);
            place["message"] = note.message;
            object["notes"].push_back(std::move(place));
        }
        object["hint"] = diagnostic.hint;
        list.push_back(std::move(object));
    }
    // Paths and quoted words come from outside and need not be UTF-8.
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace ligature
