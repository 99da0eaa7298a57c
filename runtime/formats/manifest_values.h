// Single values of a manifest by the rules of their kind: names, paths, hashes, words. Everything here throws
// FormatError for a value that breaks its rule. For manifest_read.cpp alone.
#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/formats/json_fields.h"
#include "runtime/formats/manifest.h"

namespace ligature::formats::manifestValues
{

[[noreturn]] void refuse(const std::string& where, const std::string& value, const std::string& why);

using Rule = bool (*)(std::string_view);

/// The value itself, if the rule holds.
std::string checked(const std::string& where, std::string value, Rule rule, const char* why);

std::string name(JsonObject& object, const char* member);
std::string serviceName(JsonObject& object, const char* member);
std::string hash(JsonObject& object, const char* member);
std::string relativePath(JsonObject& object, const char* member);

/// A list of names of which none appears twice.
std::set<std::string> names(JsonObject& object, const char* member);

using WordRule = std::string (*)(const std::string& where, const std::string& value);

std::string oneOf(const std::string& where, const std::string& value, std::initializer_list<const char*> words);
std::string faultAction(const std::string& where, const std::string& value);
std::string watchdogAction(const std::string& where, const std::string& value);
std::string priority(const std::string& where, const std::string& value);

/// An optional member that holds one of a set of words; empty if absent.
std::string wordOrEmpty(JsonObject& object, const char* member, WordRule rule);
std::optional<std::string> optionalWord(JsonObject& object, const char* member, WordRule rule);

/// A list of objects, in strictly ascending order of `key`, so that none appears twice.
template <typename T, typename Read, typename Key>
std::vector<T> sortedList(JsonObject& object, const char* member, Read read, Key key)
{
    std::vector<T> result;
    object.each(member,
                [&](const nlohmann::json& value, const std::string& where)
                {
                    JsonObject inner(value, where);
                    T item = read(inner);
                    inner.finish();
                    if (!result.empty() && !(key(result.back()) < key(item)))
                    {
                        throw FormatError("manifest: " + where + " appears twice or is out of order");
                    }
                    result.push_back(std::move(item));
                });
    return result;
}

}  // namespace ligature::formats::manifestValues
