// Names of what JSON text is made of, for people.
#include "runtime/include/le_json.h"

#include <array>

const char* le_json_GetEventName(le_json_Event_t event)
{
    constexpr std::array<const char*, 11> names = {"object start", "member", "object end",  "array start",
                                                   "array end",    "string", "number",      "true",
                                                   "false",        "null",   "document end"};
    const auto index = static_cast<size_t>(event);
    return index < names.size() ? names[index] : "(no event)";
}

const char* le_json_GetContextName(le_json_ContextType_t context)
{
    constexpr std::array<const char*, 9> names = {"document", "object", "member", "array", "string",
                                                  "number",   "true",   "false",  "null"};
    const auto index = static_cast<size_t>(context);
    return index < names.size() ? names[index] : "(no context)";
}
