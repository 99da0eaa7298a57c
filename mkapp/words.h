// Command lines as words. Text from users is cut into words here and quoted again when it is written, so none of it can
// run as a command of its own.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ligature::mkapp
{

/// Cuts text into words as a shell does, without expanding anything: blanks separate, `'...'` is literal, `"..."` knows
/// `\"`, `\\`, `\$` and `` \` ``, a backslash elsewhere makes the next character literal. Nothing if a quote is open at
/// the end.
std::optional<std::vector<std::string>> splitWords(const std::string& text);

/// The word as a POSIX shell reads it back: as it is if it is made of harmless characters, else in single quotes.
std::string quoteForShell(const std::string& word);

/// The words quoted, with single blanks between.
std::string quoteForShell(const std::vector<std::string>& words);

/// What ninja has no way to write, as in the name of a directory; `what()` shows it.
class NotForNinja : public std::invalid_argument
{
public:
    using std::invalid_argument::invalid_argument;
};

/// Text for the value of a ninja variable: `$` doubled. Ninja cannot hold a line break: NotForNinja.
std::string escapeNinjaValue(const std::string& text);

/// A path of a ninja build statement: `$`, blank and `:` escaped. Ninja cannot hold a line break or `|` there:
/// NotForNinja.
std::string escapeNinjaPath(const std::string& path);

/// A C identifier made of any name: other characters become `_`.
std::string identifier(const std::string& name);

}  // namespace ligature::mkapp
