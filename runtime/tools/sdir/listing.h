// What `sdir` reads and prints: names as a person types them, and the directory's state as text (spec/runtime.md 3.4).
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace ligature::sdir
{

/// `app.exe.component.interface`, `app.externName`, `<user>.…` as an end of a binding; throws std::invalid_argument
/// with words for a person.
nlohmann::json parseEnd(const std::string& text);

/// The three sections of `sdir list`. `reply` is the directory's answer to "list"; throws nlohmann::json::exception if
/// it is not one.
std::string listing(const nlohmann::json& reply);

/// The one line of `sdir list --format=json`.
std::string jsonListing(const nlohmann::json& reply);

}  // namespace ligature::sdir
