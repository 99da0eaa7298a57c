#include "grammar/definition/value_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "grammar/codes.h"

namespace ligature::definition
{
namespace
{

using std::string_view;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

bool isName(string_view text, string_view alsoAllowed = "")
{
    return !text.empty() && !isDigit(text[0]) &&
           std::ranges::all_of(
               text, [&](char c) { return isNameCharacter(c) || alsoAllowed.find(c) != string_view::npos; }) &&
           alsoAllowed.find(text[0]) == string_view::npos;
}

/// Names joined by single dots; a dot at the end is tolerated.
bool isDotted(string_view text)
{
    if (text.ends_with('.'))
    {
        text.remove_suffix(1);
    }
    for (;;)
    {
        const size_t dot = text.find('.');
        if (!isName(text.substr(0, dot)))
        {
            return false;
        }
        if (dot == string_view::npos)
        {
            return true;
        }
        text.remove_prefix(dot + 1);
    }
}

bool isNumber(string_view text)
{
    if (text.ends_with('K'))
    {
        text.remove_suffix(1);
    }
    return !text.empty() && std::ranges::all_of(text, isDigit);
}

/// The value of a number, or nothing if it does not fit.
std::optional<uint64_t> numberOf(string_view text)
{
    uint64_t value = 0;
    for (const char c : text)
    {
        const bool overflows = c == 'K' ? __builtin_mul_overflow(value, uint64_t{1024}, &value)
                                        : __builtin_mul_overflow(value, uint64_t{10}, &value) ||
                                              __builtin_add_overflow(value, static_cast<uint64_t>(c - '0'), &value);
        if (overflows)
        {
            return std::nullopt;
        }
    }
    return value;
}

void checkNumber(const Word& word, const SectionShape& shape, Report& report)
{
    if (!isNumber(word.raw))
    {
        Diagnostic& error = report.value(codes::kNotANumber, word.span, fmt::format("'{}' is not a number", word.raw));
        error.suggest(shape.words == WordKind::timeout ? "a whole number of milliseconds, or never"
                                                       : "decimal digits, and a K at the end for times 1024");
        return;
    }
    const std::optional<uint64_t> value = numberOf(word.raw);
    if (!value || *value > shape.most)
    {
        report.value(codes::kNumberOutOfRange, word.span,
                     fmt::format("{} is too large for '{}': at most {}", word.raw, shape.name, shape.most));
    }
    else if (*value < shape.least)
    {
        report.value(codes::kNumberOutOfRange, word.span,
                     fmt::format("{} is too small for '{}': at least {}", word.raw, shape.name, shape.least));
    }
}

void checkChoice(const Word& word, string_view section, const std::vector<std::string>& choices, Report& report)
{
    if (std::ranges::find(choices, word.raw) != choices.end())
    {
        return;
    }
    Diagnostic& error =
        report.value(codes::kNotAChoice, word.span, fmt::format("'{}' is not possible for '{}'", word.raw, section));
    const std::string nearest = nearestName(word.raw, choices);
    error.suggest(nearest.empty() ? fmt::format("possible: {}", fmt::join(choices, ", "))
                                  : fmt::format("did you mean '{}'?", nearest));
}

void checkPriority(const Word& word, const SectionShape& shape, Report& report)
{
    const string_view text = word.raw;
    if (text.starts_with("rt") && isNumber(text.substr(2)) && !text.ends_with('K'))
    {
        const std::optional<uint64_t> level = numberOf(text.substr(2));
        if (!level || *level < 1 || *level > 32)
        {
            report.value(codes::kNumberOutOfRange, word.span,
                         fmt::format("'{}' is not possible: real-time priorities are rt1 to rt32", text));
        }
        return;
    }
    const std::array<string_view, 4> names = {"idle", "low", "medium", "high"};
    if (std::ranges::find(names, text) == names.end())
    {
        report.value(codes::kNotAChoice, word.span, fmt::format("'{}' is not possible for '{}'", text, shape.name))
            .suggest("possible: idle, low, medium, high, rt1 to rt32");
    }
}

void checkPreloaded(const Word& word, const SectionShape& shape, Report& report)
{
    const bool isMd5 = word.raw.size() == 32 &&
                       std::ranges::all_of(word.raw, [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
    if (!isMd5)
    {
        checkChoice(word, shape.name, {"true", "false", "on", "off", "buildVersion", "anyVersion"}, report);
    }
}

std::string inside(const Word& bracketed)
{
    return bracketed.raw.substr(1, bracketed.raw.size() - 2);
}

std::vector<std::string> stringsOf(Choices choices)
{
    return {choices.begin(), choices.end()};
}

bool contains(Choices choices, string_view text)
{
    return std::ranges::find(choices, text) != choices.end();
}

}  // namespace

void checkWord(const Word& word, const SectionShape& shape, Report& report)
{
    switch (shape.words)
    {
        case WordKind::path:
            break;
        case WordKind::name:
        case WordKind::groupName:
        {
            const bool isGroup = shape.words == WordKind::groupName;
            if (!isName(word.raw, isGroup ? "-" : ""))
            {
                report.value(codes::kNotAName, word.span, fmt::format("'{}' is not a name", word.raw))
                    .suggest(isGroup ? "letters, digits, _ and -, not a digit first"
                                     : "letters, digits and _, not a digit first");
            }
            break;
        }
        case WordKind::dotted:
            if (!isDotted(word.raw))
            {
                report.value(codes::kNotAName, word.span, fmt::format("'{}' is not a package name", word.raw))
                    .suggest("names joined by dots: com.example.led");
            }
            break;
        case WordKind::string:
            if (!word.quoted())
            {
                report.value(codes::kNotQuoted, word.span, fmt::format("'{}' must be in quotes", word.raw))
                    .suggest(fmt::format("\"{}\"", word.raw));
            }
            break;
        case WordKind::timeout:
            if (word.raw == "never")
            {
                break;
            }
            [[fallthrough]];
        case WordKind::integer:
            checkNumber(word, shape, report);
            break;
        case WordKind::oneOf:
            checkChoice(word, shape.name, stringsOf(shape.choices), report);
            break;
        case WordKind::priority:
            checkPriority(word, shape, report);
            break;
        case WordKind::preloaded:
            checkPreloaded(word, shape, report);
            break;
    }
}

void checkOptions(const std::vector<Word>& options, const SectionShape& shape, Report& report)
{
    for (size_t i = 0; i < options.size(); ++i)
    {
        const Word& option = options[i];
        const std::string name = inside(option);
        if (!contains(shape.options, name))
        {
            const bool isKnown = contains(allOptions(), name);
            Diagnostic& error =
                report.value(codes::kBadOption, option.span,
                             isKnown ? fmt::format("option '[{}]' has no meaning in '{}'", name, shape.name)
                                     : fmt::format("unknown option '[{}]'", name));
            const std::string nearest = nearestName(name, stringsOf(shape.options));
            error.suggest(!nearest.empty()        ? fmt::format("did you mean '[{}]'?", nearest)
                          : shape.options.empty() ? "no option is possible here"
                                                  : fmt::format("possible: [{}]", fmt::join(shape.options, "], [")));
            continue;
        }
        if (i >= shape.mostOptions)
        {
            report.value(codes::kBadOption, option.span,
                         fmt::format("only {} option is possible here", shape.mostOptions));
        }
        for (size_t before = 0; before < i; ++before)
        {
            const std::string other = inside(options[before]);
            for (const ExclusiveOptions& pair : exclusiveOptions())
            {
                if ((pair.one == name && pair.other == other) || (pair.one == other && pair.other == name))
                {
                    report.value(codes::kExclusiveOptions, option.span,
                                 fmt::format("options '[{}]' and '[{}]' exclude each other", other, name));
                }
            }
        }
    }
}

void checkPermissions(const Word& permissions, const SectionShape& shape, bool bundled, Report& report)
{
    const std::string letters = inside(permissions);
    if (letters.empty() || letters.find_first_not_of("rwx") != std::string::npos)
    {
        report.value(codes::kBadPermissions, permissions.span, fmt::format("'{}' are not permissions", permissions.raw))
            .suggest("permissions are letters of r, w and x without spaces, as in [rw]");
        return;
    }
    const size_t bad = letters.find_first_not_of(shape.permissions);
    if (bad != std::string::npos)
    {
        report.value(codes::kBadPermissions, permissions.span,
                     fmt::format("permission '{}' is not possible in '{}'", letters[bad], shape.name));
    }
    else if (bundled && letters.find('w') != std::string::npos && letters.find('x') != std::string::npos)
    {
        report.value(codes::kBadPermissions, permissions.span, "a bundled file cannot be both writeable and executable")
            .suggest("an app that can change its programs can be taken over for good; choose [rx] or [rw]");
    }
}

}  // namespace ligature::definition
