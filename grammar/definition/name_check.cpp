#include "grammar/definition/name_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>

#include "grammar/codes.h"

namespace ligature::definition
{
namespace
{

/// The forms that one side of a binding may have; n is a name, * a star, u a <user>.
struct EndpointForms
{
    std::vector<std::string_view> forms;
    std::string_view said;
};

const EndpointForms& clientForms(FileKind kind)
{
    static const EndpointForms application{{"nnn", "*n"}, "<executable>.<component>.<interface> or *.<interface>"};
    static const EndpointForms system{
        {"nn", "nnnn", "n*n", "un"},
        "<app>.<interface>, <app>.<executable>.<component>.<interface>, <app>.*.<interface> or <user>.<interface>"};
    return kind == FileKind::system ? system : application;
}

const EndpointForms& serverForms(FileKind kind)
{
    static const EndpointForms application{
        {"nn", "un", "nnn", "*n"},
        "<app>.<interface>, <user>.<interface>, <executable>.<component>.<interface> or *.<interface>"};
    static const EndpointForms system{{"nn", "un"}, "<app>.<interface> or <user>.<interface>"};
    return kind == FileKind::system ? system : application;
}

void checkSide(const std::vector<Word>& parts, const EndpointForms& forms, Report& report)
{
    std::string form;
    for (const Word& part : parts)
    {
        form += part.raw == "*" ? '*' : part.raw.starts_with('<') ? 'u' : 'n';
    }
    if (std::ranges::find(forms.forms, form) == forms.forms.end())
    {
        report
            .value(codes::kBadReference, join(parts.front().span, parts.back().span),
                   "this side of the binding names nothing that can be bound")
            .suggest(fmt::format("write {}", forms.said));
    }
}

}  // namespace

void checkBinding(const Entry& binding, FileKind kind, Report& report)
{
    checkSide(binding.client, clientForms(kind), report);
    checkSide(binding.target, serverForms(kind), report);
}

std::vector<Word> aliasOf(const Word& alias, bool mayBeInstance, Report& report)
{
    const auto isPart = [](std::string_view part)
    {
        return !part.empty() && !(part[0] >= '0' && part[0] <= '9') &&
               std::ranges::all_of(part,
                                   [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; });
    };
    std::vector<Word> name;
    bool sound = true;
    for (size_t begin = 0; begin <= alias.raw.size();)
    {
        const size_t dot = std::min(alias.raw.find('.', begin), alias.raw.size());
        const std::string part = alias.raw.substr(begin, dot - begin);
        sound = sound && isPart(part);
        const auto at = alias.span.begin + static_cast<uint32_t>(begin);
        name.push_back({part, {alias.span.file, at, at + static_cast<uint32_t>(part.size())}});
        begin = dot + 1;
    }
    if (!sound || (name.size() != 1 && !(mayBeInstance && name.size() == 3)))
    {
        report.value(codes::kNotAName, alias.span, fmt::format("'{}' is not a name", alias.raw))
            .suggest(mayBeInstance ? "a name, or <executable>.<component>.<interface>"
                                   : "letters, digits and _, not a digit first");
    }
    return name;
}

}  // namespace ligature::definition
