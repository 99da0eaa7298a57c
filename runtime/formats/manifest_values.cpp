#include "runtime/formats/manifest_values.h"

#include <algorithm>

#include "runtime/formats/names.h"

namespace ligature::formats::manifestValues
{

void refuse(const std::string& where, const std::string& value, const std::string& why)
{
    throw FormatError("manifest: " + where + ": '" + printable(value) + "' " + why);
}

std::string checked(const std::string& where, std::string value, Rule rule, const char* why)
{
    if (!rule(value))
    {
        refuse(where, value, why);
    }
    return value;
}

std::string name(JsonObject& object, const char* member)
{
    return checked(object.place(member), object.text(member), isName, "is not a name");
}

std::string serviceName(JsonObject& object, const char* member)
{
    return checked(object.place(member), object.text(member), isServiceName, "is not the name of a service");
}

std::string hash(JsonObject& object, const char* member)
{
    return checked(object.place(member), object.text(member), isHash, "is not 64 hexadecimal digits");
}

std::string relativePath(JsonObject& object, const char* member)
{
    return checked(object.place(member), object.text(member), isRelativePath, "is not a safe relative path");
}

std::string oneOf(const std::string& where, const std::string& value, std::initializer_list<const char*> words)
{
    if (std::find(words.begin(), words.end(), value) == words.end())
    {
        refuse(where, value, "is not one of the words allowed here");
    }
    return value;
}

std::string faultAction(const std::string& where, const std::string& value)
{
    return oneOf(where, value, {"ignore", "restart", "restartApp", "stopApp", "reboot"});
}

std::string watchdogAction(const std::string& where, const std::string& value)
{
    return oneOf(where, value, {"ignore", "restart", "restartApp", "stop", "stopApp", "reboot"});
}

std::string priority(const std::string& where, const std::string& value)
{
    for (int level = 1; level <= 32; ++level)
    {
        if (value == "rt" + std::to_string(level))
        {
            return value;
        }
    }
    return oneOf(where, value, {"idle", "low", "medium", "high"});
}

std::string wordOrEmpty(JsonObject& object, const char* member, WordRule rule)
{
    return object.has(member) ? rule(object.place(member), object.text(member)) : "";
}

std::optional<std::string> optionalWord(JsonObject& object, const char* member, WordRule rule)
{
    return object.has(member) ? std::optional(rule(object.place(member), object.text(member))) : std::nullopt;
}

std::set<std::string> names(JsonObject& object, const char* member)
{
    std::set<std::string> result;
    object.each(member,
                [&](const nlohmann::json& value, const std::string& where)
                {
                    if (!result.insert(checked(where, jsonText(value, where), isName, "is not a name")).second)
                    {
                        refuse(where, value.get<std::string>(), "appears twice");
                    }
                });
    return result;
}

}  // namespace ligature::formats::manifestValues
