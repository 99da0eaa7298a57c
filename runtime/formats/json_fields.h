// Reading JSON objects strictly: every member is asked for by name and type, and what nobody asked for is an error.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

namespace ligature::formats
{

/// One object of a document. `where` ("apps[2].limits") is the beginning of every message. All functions throw
/// FormatError when the member is missing (but for the optional ones) or of another type.
class JsonObject
{
public:
    JsonObject(const nlohmann::json& value, std::string where);

    bool has(const std::string& member) const { return value_.contains(member); }
    std::string text(const std::string& member);
    bool boolean(const std::string& member);
    uint64_t natural(const std::string& member, uint64_t limit = INT64_MAX);

    /// Absent members give an empty value.
    std::string textOrEmpty(const std::string& member);
    bool booleanOrFalse(const std::string& member) { return has(member) && boolean(member); }
    std::optional<std::string> optionalText(const std::string& member);
    std::optional<bool> optionalBoolean(const std::string& member);
    std::optional<uint64_t> optionalNatural(const std::string& member);
    std::optional<int64_t> optionalInteger(const std::string& member, int64_t least);

    /// An object inside this one; nullopt if absent.
    std::optional<JsonObject> object(const std::string& member);

    /// Calls `element(value, where)` for each element of an array member, of which there may be none.
    void each(const std::string& member,
              const std::function<void(const nlohmann::json&, const std::string& where)>& element);

    /// Calls `entry(name, value, where)` for each member of an object member, of which there may be none.
    void eachMember(
        const std::string& member,
        const std::function<void(const std::string& name, const nlohmann::json&, const std::string& where)>& entry);

    /// "where.member", for messages about a value.
    std::string place(const std::string& member) const;

    /// Throws FormatError if a member was not asked for.
    void finish() const;

private:
    const nlohmann::json& at(const std::string& member);

    const nlohmann::json& value_;
    std::string where_;
    std::set<std::string> known_;
};

/// The text of a JSON string. Throws FormatError.
std::string jsonText(const nlohmann::json& value, const std::string& where);

/// Parses a document, refusing duplicate members, more than `depth` levels and anything that is not JSON in UTF-8.
/// Throws FormatError.
nlohmann::json parseStrictJson(const std::string& text, int depth);

}  // namespace ligature::formats
