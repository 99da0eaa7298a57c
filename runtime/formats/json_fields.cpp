#include "runtime/formats/json_fields.h"

#include <utility>
#include <vector>

#include "runtime/formats/manifest.h"

namespace ligature::formats
{
namespace
{

[[noreturn]] void wrongType(const std::string& where, const char* wanted)
{
    throw FormatError("manifest: " + where + " is not " + wanted);
}

}  // namespace

JsonObject::JsonObject(const nlohmann::json& value, std::string where) : value_(value), where_(std::move(where))
{
    if (!value.is_object())
    {
        wrongType(where_.empty() ? "it" : where_, "an object");
    }
}

std::string JsonObject::place(const std::string& member) const
{
    return where_.empty() ? member : where_ + "." + member;
}

const nlohmann::json& JsonObject::at(const std::string& member)
{
    known_.insert(member);
    const auto found = value_.find(member);
    if (found == value_.end())
    {
        throw FormatError("manifest: " + place(member) + " is missing");
    }
    return *found;
}

std::string JsonObject::text(const std::string& member)
{
    return jsonText(at(member), place(member));
}

bool JsonObject::boolean(const std::string& member)
{
    const nlohmann::json& value = at(member);
    if (!value.is_boolean())
    {
        wrongType(place(member), "true or false");
    }
    return value.get<bool>();
}

uint64_t JsonObject::natural(const std::string& member, uint64_t limit)
{
    const nlohmann::json& value = at(member);
    if (!value.is_number_unsigned() || value.get<uint64_t>() > limit)
    {
        throw FormatError("manifest: " + place(member) + " is not a whole number from 0 to " + std::to_string(limit));
    }
    return value.get<uint64_t>();
}

std::string JsonObject::textOrEmpty(const std::string& member)
{
    return has(member) ? text(member) : "";
}

std::optional<std::string> JsonObject::optionalText(const std::string& member)
{
    return has(member) ? std::optional(text(member)) : std::nullopt;
}

std::optional<bool> JsonObject::optionalBoolean(const std::string& member)
{
    return has(member) ? std::optional(boolean(member)) : std::nullopt;
}

std::optional<uint64_t> JsonObject::optionalNatural(const std::string& member)
{
    return has(member) ? std::optional(natural(member)) : std::nullopt;
}

std::optional<int64_t> JsonObject::optionalInteger(const std::string& member, int64_t least)
{
    if (!has(member))
    {
        return std::nullopt;
    }
    const nlohmann::json& value = at(member);
    const bool tooLarge = value.is_number_unsigned() && value.get<uint64_t>() > INT64_MAX;
    if (!value.is_number_integer() || tooLarge || value.get<int64_t>() < least)
    {
        throw FormatError("manifest: " + place(member) + " is not a whole number of at least " + std::to_string(least));
    }
    return value.get<int64_t>();
}

std::optional<JsonObject> JsonObject::object(const std::string& member)
{
    if (!has(member))
    {
        return std::nullopt;
    }
    return JsonObject(at(member), place(member));
}

void JsonObject::each(const std::string& member,
                      const std::function<void(const nlohmann::json&, const std::string&)>& element)
{
    if (!has(member))
    {
        return;
    }
    const nlohmann::json& value = at(member);
    if (!value.is_array())
    {
        wrongType(place(member), "an array");
    }
    for (size_t i = 0; i < value.size(); ++i)
    {
        element(value[i], place(member) + "[" + std::to_string(i) + "]");
    }
}

void JsonObject::eachMember(
    const std::string& member,
    const std::function<void(const std::string&, const nlohmann::json&, const std::string&)>& entry)
{
    if (!has(member))
    {
        return;
    }
    const nlohmann::json& value = at(member);
    if (!value.is_object())
    {
        wrongType(place(member), "an object");
    }
    for (const auto& [name, inner] : value.items())
    {
        entry(name, inner, place(member) + "." + name);
    }
}

void JsonObject::finish() const
{
    for (const auto& [name, inner] : value_.items())
    {
        if (!known_.contains(name))
        {
            throw FormatError("manifest: " + place(name) + " is not known to this version");
        }
    }
}

std::string jsonText(const nlohmann::json& value, const std::string& where)
{
    if (!value.is_string())
    {
        wrongType(where, "a text");
    }
    std::string text = value.get<std::string>();
    if (text.find('\0') != std::string::npos)
    {
        throw FormatError("manifest: " + where + " contains a zero byte");
    }
    return text;
}

nlohmann::json parseStrictJson(const std::string& text, int depth)
{
    using Json = nlohmann::json;
    std::vector<std::set<std::string>> members;
    const auto check = [&](int level, Json::parse_event_t event, Json& value)
    {
        if (level >= depth)
        {
            throw FormatError("manifest: it is nested too deeply");
        }
        if (event == Json::parse_event_t::object_start)
        {
            members.emplace_back();
        }
        else if (event == Json::parse_event_t::object_end)
        {
            members.pop_back();
        }
        else if (event == Json::parse_event_t::key && !members.back().insert(value.get<std::string>()).second)
        {
            throw FormatError("manifest: member \"" + value.get<std::string>() + "\" appears twice");
        }
        return true;
    };
    try
    {
        return Json::parse(text, check);
    }
    catch (const Json::exception& error)
    {
        throw FormatError(std::string("manifest: it is not JSON: ") + error.what());
    }
}

}  // namespace ligature::formats
